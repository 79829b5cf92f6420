"""The site as files: complete, its links holding in any folder, whole or not at all."""

import errno
import gzip
from dataclasses import replace
from io import StringIO
from urllib.parse import unquote, urljoin, urlsplit

import brotli
import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.urls import get_script_prefix
from lxml import etree, html

from chapters.editions import views
from chapters.models import EditionFile
from chapters.working_copy.rows import store
from tanggu_plan.management.commands import export_site
from tanggu_plan.serving import public_version
from tests.conftest import publish
from tests.requests import connection_kept

ADDRESS = "https://testserver/a/guihua"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(export_site, "SMALLEST", 1)


@pytest.fixture
def site(edition):
    """The published plan with a PDF for each chapter."""
    for chapter in edition.document.chapters:
        EditionFile.objects.create(
            edition=edition,
            kind=EditionFile.Kind.CHAPTER,
            chapter_number=chapter.number,
            content=b"%PDF-",
            size=5,
            sha256="0" * 64,
        )
    return edition


@pytest.fixture
def small_site(db, tanggu, tanggu_pdf):
    """A plan of one chapter: enough to ask what becomes of a copy, in a tenth of the time."""
    first = tanggu.chapters[0]
    return publish(store(replace(tanggu, chapters=(first,), indicators=())), tanggu_pdf)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "copy"


@pytest.fixture
def old_copy(small_site, folder):
    """What an earlier export has left in the folder."""
    export(folder)
    return files_in(folder)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("kept") / "copy"


@pytest.fixture
def copy(site, kept):
    """The folder that an export of the site has written, once for all tests that only read it."""
    if not kept.exists():
        export(kept)
    return kept


def export(folder, address=ADDRESS):
    """Return what the command says and what it warns of."""
    said, warned = StringIO(), StringIO()
    with connection_kept():
        call_command("export_site", folder, address=address, stdout=said, stderr=warned)
    return said.getvalue(), warned.getvalue()


def files_in(folder):
    """Return what is there, by its name inside the folder."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def pages_in(files):
    return {name: content for name, content in files.items() if name.endswith(".html")}


def links_of(content):
    """Every address that a page asks for or leads to."""
    for element in html.fromstring(content.decode()).iter(etree.Element):
        for attribute in ("href", "src", "action", "data-bundle", "data-rules"):
            if value := element.get(attribute):
                yield value


def file_at(page, link):
    """The file that a web server gives for a link, the copy lying in some folder."""
    path = urlsplit(urljoin(f"http://host/some/where/{page}", link)).path
    name = unquote(path.removeprefix("/some/where/"))
    return f"{name}index.html" if name.endswith("/") or not name else name


def listing(folder):
    return sorted(path.name for path in folder.iterdir())


def test_pages_files_feeds_and_data_are_all_there(site, folder, client):
    said, _ = export(folder)

    sitemap = etree.fromstring(client.get("/sitemap.xml").content)
    paths = [urlsplit(found.text).path.lstrip("/") for found in sitemap.iter("{*}loc")]
    wanted = {f"{path}index.html" for path in paths} | {
        "feed.xml",
        "sitemap.xml",
        "2021-2025/plan.pdf",
        "2021-2025/1/chapter.pdf",
        "2021-2025/data/plan.json",
        "2021-2025/editions/1/plan.pdf",
        "static/img/mark.svg",
        "static/js/chart.js",
    }
    assert wanted <= files_in(folder).keys()
    assert "写好" in said


def test_every_link_leads_to_a_file_wherever_the_copy_lies(copy):
    files = files_in(copy)
    dead = {
        (page, link)
        for page, content in pages_in(files).items()
        for link in links_of(content)
        if not urlsplit(link).scheme and file_at(page, link) not in files
        if "vendor/plotly" not in link  # fetched by make, not by tests
    }
    assert dead == set()


def test_every_anchor_is_on_the_page_that_it_leads_to(copy):
    files = files_in(copy)
    wrong = {
        (page, link)
        for page, content in pages_in(files).items()
        for link in links_of(content)
        if "#" in link and not urlsplit(link).scheme
        if f'id="{unquote(urlsplit(link).fragment)}"' not in files[file_at(page, link)].decode()
    }
    assert wrong == set()


def test_feed_and_sitemap_name_the_public_address(copy):
    assert f"<loc>{ADDRESS}/2021-2025/</loc>" in (copy / "sitemap.xml").read_text("utf-8")
    assert f'href="{ADDRESS}/2021-2025/editions/1/"' in (copy / "feed.xml").read_text("utf-8")


def test_compressed_forms_lie_beside_what_they_are_of(copy):
    page = (copy / "2021-2025" / "index.html").read_bytes()
    assert gzip.decompress((copy / "2021-2025" / "index.html.gz").read_bytes()) == page
    assert brotli.decompress((copy / "2021-2025" / "index.html.br").read_bytes()) == page
    assert not (copy / "2021-2025" / "plan.pdf.gz").exists()


def test_a_copy_has_no_form_that_nobody_answers(copy):
    pages = pages_in(files_in(copy))
    assert [name for name, content in pages.items() if b"<form" in content] == []
    assert "静态副本" in pages["verify/index.html"].decode()


def test_no_page_of_the_staff_is_copied(copy):
    assert not (copy / "admin").exists()


def test_a_second_export_takes_the_place_of_the_first(old_copy, folder):
    (folder / "2021-2025" / "stray.html").write_text("old")

    export(folder)

    assert files_in(folder).keys() == old_copy.keys()
    assert listing(folder.parent) == ["copy"]


def test_everybody_may_read_the_copy(copy):
    assert copy.stat().st_mode & 0o555 == 0o555


def test_afterwards_addresses_are_as_before(small_site, folder):
    export(folder)

    assert get_script_prefix() == "/"


def test_a_dead_link_is_told_and_does_not_hold_up_the_rest(small_site, folder, monkeypatch):
    monkeypatch.setattr(views, "pdf_response", lambda *_: HttpResponse(status=404))

    _, warned = export(folder)

    assert "上有一个死链接：/2021-2025/plan.pdf" in warned
    assert (folder / "2021-2025" / "index.html").exists()


def test_a_plan_whose_pdf_is_not_made_yet_is_not_exported(small_site, folder):
    small_site.files.all().delete()

    with pytest.raises(CommandError, match="PDF 还没有生成好"):
        export(folder)

    assert not folder.exists()


def test_a_folder_with_something_else_in_it_is_left_alone(site, folder):
    folder.mkdir()
    (folder / "letters.txt").write_text("mine")

    with pytest.raises(CommandError, match="里有别的东西"):
        export(folder)

    assert files_in(folder) == {"letters.txt": b"mine"}


def test_an_empty_folder_is_used(small_site, folder):
    folder.mkdir()

    export(folder)

    assert (folder / "index.html").exists()


def test_a_file_is_no_folder(site, folder):
    folder.write_text("mine")

    with pytest.raises(CommandError, match="是一个文件"):
        export(folder)


def test_a_missing_parent_is_named(site, folder):
    with pytest.raises(CommandError, match="上一级文件夹不存在"):
        export(folder / "deep")


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EACCES, "没有写入的权限"),
        (errno.EROFS, "只读"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_cannot_be_written_leaves_the_old_copy(old_copy, folder, monkeypatch, number, remedy):
    def fail(file, content):
        if file.name == "feed.xml":
            raise OSError(number, "Input/output error")

    monkeypatch.setattr(export_site, "write", fail)
    with pytest.raises(CommandError, match=remedy):
        export(folder)

    assert files_in(folder) == old_copy
    assert listing(folder.parent) == ["copy"]


def test_a_copy_that_cannot_take_its_place_leaves_the_old_one(old_copy, folder, monkeypatch):
    rename = type(folder).rename

    def refuse_the_draft(path, target):
        if target == folder and not path.name.endswith(".old"):
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(type(folder), "rename", refuse_the_draft)
    with pytest.raises(CommandError, match="busy"):
        export(folder)

    assert files_in(folder) == old_copy


def test_a_page_that_fails_stops_the_export(small_site, folder, monkeypatch):
    monkeypatch.setattr("tanggu_plan.pages.views.numbered_place", None)

    with pytest.raises(CommandError, match="500"):
        export(folder)

    assert not folder.exists()


def test_a_publication_in_the_middle_stops_the_export(small_site, folder, monkeypatch):
    write = export_site.write

    def write_and_publish(file, content):
        write(file, content)
        public_version.bump()

    monkeypatch.setattr(export_site, "write", write_and_publish)
    with pytest.raises(CommandError, match="再导出一次"):
        export(folder)

    assert not folder.exists()


@pytest.mark.parametrize("address", ["", "plan.example", "ftp://plan.example", "/copy"])
def test_the_public_address_has_to_be_known(site, folder, address):
    with pytest.raises(CommandError, match="PUBLIC_URL"):
        export(folder, address)


def test_the_host_has_to_be_one_of_ours(site, folder):
    with pytest.raises(CommandError, match="ALLOWED_HOSTS"):
        export(folder, "https://elsewhere.example")


def test_static_files_have_to_be_collected(site, folder, monkeypatch, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    monkeypatch.setattr(export_site, "staticfiles_storage", ManifestStaticFilesStorage())

    with pytest.raises(CommandError, match="collectstatic"):
        export(folder)
