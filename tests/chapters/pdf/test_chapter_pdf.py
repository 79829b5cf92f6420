"""Chapter PDFs: cut from the plan's, known for good, stored bytes of older versions untouched."""

import io
from hashlib import sha256

import pikepdf
import pytest

from chapters.models import EditionFile
from chapters.pdf import cutting, text

pytestmark = pytest.mark.django_db

ADDRESS = "/2021-2025/3/chapter.pdf"
PAGES = [10, 4, 4, 4, 6, 7, 2]


def files_of(edition):
    return edition.files.filter(kind=EditionFile.Kind.CHAPTER)


def test_every_chapter_is_known_by_digest_size_and_maker_and_has_no_bytes_of_its_own(edition):
    known = {file.chapter_number: file for file in files_of(edition)}

    assert sorted(known) == [1, 2, 3, 4, 5, 6, 7]
    for number, file in known.items():
        cut = cutting.cut(edition.files.get(kind="PDF").stored_bytes, number)
        assert (file.content, file.size) == (None, len(cut))
        assert (file.sha256, file.maker) == (sha256(cut).hexdigest(), cutting.cutter())


def test_a_chapters_pdf_is_served_and_linked_on_its_page(client, edition):
    page = client.get("/2021-2025/3/")
    response = client.get(ADDRESS)

    assert ADDRESS in page.content.decode()
    assert sha256(response.content).hexdigest() == files_of(edition)[2].sha256
    assert response["Content-Type"] == "application/pdf"
    assert "2021-2025-edition-1-chapter-3.pdf" in response["Content-Disposition"]
    assert client.get(ADDRESS, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_chapter_that_is_not_there_has_no_pdf(client, edition):
    assert client.get("/2021-2025/8/chapter.pdf").status_code == 404
    assert client.get("/2021-2025/0/chapter.pdf").status_code == 404


def test_the_record_lists_the_plans_pdf_only(client, edition):
    page = client.get("/2021-2025/editions/1/").content.decode()

    assert page.count("SHA-256，由 PDF 文件算出") == 1


def test_stored_bytes_of_an_older_version_are_served_as_they_are(client, edition):
    files_of(edition).delete()
    old = edition.files.create(
        kind="CHAPTER", chapter_number=3, content=b"%PDF-old", size=8, sha256="3" * 64
    )
    before = client.get(ADDRESS)
    edition.files.create(
        kind="CHAPTER", chapter_number=3, size=9, sha256="4" * 64, maker=cutting.cutter()
    )

    after = client.get(ADDRESS)

    assert before.content == after.content == old.stored_bytes


def test_another_cutter_leaves_the_digests_of_earlier_ones_known(client, edition, monkeypatch):
    (first,) = files_of(edition).filter(chapter_number=3)
    first.sha256, first.maker = "3" * 64, "an older one"
    first.save()

    response = client.get(ADDRESS)
    again = client.get(ADDRESS)

    known = files_of(edition).filter(chapter_number=3).values_list("sha256", flat=True)
    assert sorted(known) == sorted(["3" * 64, sha256(response.content).hexdigest()])
    assert again.content == response.content
    for digest in known:
        assert "第三章 PDF</a>" in client.get(f"/verify/?sha256={digest}").content.decode()


def test_a_cut_has_the_chapters_pages_as_they_stand_in_the_plan(tanggu_pdf):
    whole = text.pages_of(tanggu_pdf)

    cuts = [text.pages_of(cutting.cut(tanggu_pdf, number)) for number in range(1, 8)]

    assert [len(pages) for pages in cuts] == PAGES
    start = whole.index(cuts[0][0])
    assert [page for pages in cuts for page in pages] == whole[start : start + sum(PAGES)]


def test_a_cut_has_the_page_numbers_of_the_plan_and_a_title_of_its_own(tanggu_pdf):
    whole = pikepdf.open(io.BytesIO(tanggu_pdf))
    labels = [page.label for page in whole.pages]

    cut = pikepdf.open(io.BytesIO(cutting.cut(tanggu_pdf, 2)))

    start = labels.index(cut.pages[0].label)
    assert [page.label for page in cut.pages] == labels[start : start + PAGES[1]]
    assert str(cut.docinfo.Title).endswith("第二章　全面贯彻新发展理念，实施高质量发展")
    assert "/AF" not in cut.Root


def test_a_cut_leads_nowhere_that_is_not_in_it(tanggu_pdf):
    for number in range(1, 8):
        with pikepdf.open(io.BytesIO(cutting.cut(tanggu_pdf, number))) as cut:
            names = set(map(str, list(cut.Root.Names.Dests.Names)[::2]))
            links = [link for page in cut.pages for link in page.get("/Annots", [])]
            assert {str(link.Dest) for link in links if "/Dest" in link} <= names
            (chapter,) = cut.open_outline().root
            assert chapter.destination[0].objgen == cut.pages[0].obj.objgen


def test_headings_of_a_cut_begin_at_the_first_level(tanggu, tanggu_pdf):
    with pikepdf.open(io.BytesIO(cutting.cut(tanggu_pdf, 3))) as cut:
        kinds = [str(each.S) for each in cut.objects if each.get("/Type") == "/StructElem"]

    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(tanggu.chapters[2].sections)


def test_where_the_stored_pdf_cannot_be_read_the_chapter_is_read_without_its_pdf(
    client, edition, caplog
):
    files_of(edition).delete()
    edition.files.update(content=b"%PDF-" + b"broken" * 5000)

    page = client.get("/2021-2025/3/")

    assert page.status_code == 200
    assert "chapter.pdf" not in page.content.decode()
    assert "cannot be read" in caplog.text
