import io
import json
import socket
from dataclasses import replace
from hashlib import sha256
from subprocess import CompletedProcess

import pikepdf
import pytest
from weasyprint.urls import URLFetchingError

from chapters.pdf import child, pages, rendering
from chapters.pdf.child import STYLE_SHEET, OwnFilesFetcher
from chapters.pdf.rendering import render
from chapters.plan.blocks import Paragraph
from chapters.plan.outline import Section
from tanggu_plan.text.refusals import Refused


@pytest.fixture
def opened(tanggu_pdf):
    return pikepdf.open(io.BytesIO(tanggu_pdf))


def titles(items):
    for item in items:
        yield "".join(item.title.split())
        yield from titles(item.children)


def structure(node):
    """Every tag below the node, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from structure(child)
    elif isinstance(node, pikepdf.Dictionary):
        yield str(node.get("/S", ""))
        yield from structure(node.get("/K"))


def headings(document):
    return ("".join(text.heading.split()) for text in document.places())


def with_text(document, text):
    (first, *chapters) = document.chapters
    section = Section(1, "测试", (Paragraph(text),))
    return replace(document, chapters=(replace(first, sections=(section,)), *chapters[:1]))


def test_every_heading_is_a_bookmark(opened, tanggu):
    with opened.open_outline() as outline:
        bookmarks = list(titles(outline.root))

    expected = list(headings(tanggu))
    assert len(expected) == 33
    assert bookmarks == expected


def test_it_is_tagged_and_states_title_author_and_language(opened, tanggu):
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "zh-CN"
    assert str(opened.docinfo["/Title"]) == tanggu.title
    assert str(opened.docinfo["/Author"]) == tanggu.issuer


def test_the_cells_of_the_tables_header_are_tagged_as_such(opened, tanggu):
    tags = list(structure(opened.Root.StructTreeRoot.K))

    assert tags.count("/TH") == len(tanggu.indicator_header)
    assert tags.count("/TR") == 1 + len(tanggu.indicators)


def test_every_font_is_embedded(opened):
    descriptors = [
        font.DescendantFonts[0].FontDescriptor
        for page in opened.pages
        for font in page.Resources.get("/Font", {}).values()
    ]

    assert descriptors
    assert all(
        "/FontFile3" in descriptor or "/FontFile2" in descriptor for descriptor in descriptors
    )


def test_the_same_plan_gives_the_same_bytes(tanggu, tanggu_pdf):
    again = rendering.render(tanggu, edition_number=1)

    assert sha256(again).digest() == sha256(tanggu_pdf).digest()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:8000/",
        "https://example.org/x.png",
        "data:text/css,p{}",
        "plan:../settings.py",
        "",
    ],
)
def test_nothing_but_our_own_files_is_fetched(address):
    with pytest.raises(URLFetchingError):
        OwnFilesFetcher({}).fetch(address)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # WeasyPrint's
def test_a_page_that_names_foreign_addresses_is_set_without_asking_for_them():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"

        page = (
            f'<link rel="stylesheet" href="{address}"><link rel="attachment" href="{address}">'
            f'<style>@import "{address}"; p {{ background: url({address}) }}</style>'
            f'<p><img src="{address}">正文。<object data="{address}"></object>'
        )
        made = child.set_pdf({"html": page, "fonts": {}, "plan": "{}", "dated": "2021-08-10"})

        with pytest.raises(BlockingIOError):
            listener.accept()
    assert made.startswith(b"%PDF-")


def test_our_own_style_sheet_is_served():
    assert OwnFilesFetcher({}).fetch("plan:pdf.css").read() == STYLE_SHEET.read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        '<img src="file:///etc/passwd">&<script>alert(1)</script>。',
        '<link rel="attachment" href="file:///etc/passwd">。',
        "从右到左\u202e的文字\u200b和零宽。",
        "😀𠮷龘。",
        "。" * 3000,
    ],
)
def test_hostile_text_is_set_as_text(tanggu, text):
    made = pikepdf.open(io.BytesIO(rendering.render(with_text(tanggu, text), edition_number=1)))

    assert list(made.attachments) == ["plan.json"]


def test_a_plan_of_a_title_alone_can_be_set(tanggu):
    bare = replace(
        tanggu,
        attachment_label="",
        print_issuer="",
        written_on_text="",
        issued_on=None,
        preface=(),
        chapters=(),
        indicators=(),
    )

    assert rendering.render(bare, edition_number=1).startswith(b"%PDF-")


def test_too_long_a_rendering_is_stopped_and_explained(tanggu, settings):
    settings.PDF_SECONDS = 1

    with pytest.raises(Refused, match="秒以上，已停止"):
        rendering.render(with_text(tanggu, "长。" * 200_000), edition_number=1)


def test_too_large_a_rendering_is_stopped_and_explained(tanggu, settings):
    settings.PDF_MEGABYTES = 40

    with pytest.raises(Refused, match="40 MB"):
        rendering.render(tanggu, edition_number=1)


def test_a_fault_of_the_renderer_is_explained(tanggu, monkeypatch, caplog):
    monkeypatch.setattr(rendering, "_run_child", lambda *job: CompletedProcess([], 1, b"", b"boom"))

    with pytest.raises(Refused, match="排版程序出错，没有生成"):
        rendering.render(tanggu, edition_number=1)

    assert "boom" in caplog.text


def test_rendering_an_edition_again_gives_the_stored_file(edition):
    again = render(edition.document, edition_number=edition.number)

    assert sha256(again).hexdigest() == edition.files.get(kind="PDF").sha256


def test_the_plan_is_attached_as_data(opened, tanggu):
    attached = opened.attachments["plan.json"]

    assert attached.get_file().read_bytes() == tanggu.to_json().encode()
    assert attached.obj.AFRelationship == "/Source"
    assert attached.obj in list(opened.Root.AF)


def test_the_page_of_the_edition_states_its_facts(tanggu, settings):
    settings.PUBLIC_URL = "https://plan.example"

    html = page_of(tanggu, pages.Imprint(3, "更正", "改正两处错字。\n另见勘误表。"))

    assert "第3版（更正）" in html
    assert "改正两处错字。\n另见勘误表。" in html
    assert tanggu.sha256[:32] in html
    assert tanggu.sha256[32:] in html
    assert "https://plan.example/2021-2025/editions/3/" in html
    assert "二维码" in html


def test_no_address_is_printed_while_none_is_known(tanggu, settings):
    settings.PUBLIC_URL = ""

    assert "二维码" not in page_of(tanggu, pages.Imprint(1))


def test_what_a_publisher_writes_in_the_note_is_text(tanggu):
    html = page_of(tanggu, pages.Imprint(2, "更正", '<img src="file:///etc/passwd">'))

    assert "<img" not in html


def test_the_faces_really_used_are_named(tanggu, only_package_fonts):
    html = page_of(tanggu, pages.Imprint(1))

    assert "仿宋：NotoSerifSC-Regular" in html
    assert "黑体：NotoSansSC-Regular" in html


def test_a_character_that_no_face_has_is_marked_and_told(tanggu):
    html = page_of(with_text(tanggu, "前😀后。"), pages.Imprint(1))

    assert "前〓后" in html
    assert "没有正文用到的 1 个字" in html


def page_of(document, imprint):
    return json.loads(pages.plan_job(document, imprint))["html"]
