import io
import socket
from dataclasses import replace
from hashlib import sha256
from subprocess import CompletedProcess

import pikepdf
import pytest
from weasyprint.urls import URLFetchingError

from chapters import pdf, pdf_child
from chapters.document import Paragraph, Section
from chapters.pdf import render
from chapters.pdf_child import OWN_FILES, OwnFilesFetcher


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
    yield "前言"
    for chapter in document.chapters:
        yield "".join(chapter.heading.split())
        yield from ("".join(section.heading.split()) for section in chapter.sections)


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
    assert pdf.render(tanggu, edition_number=1) == tanggu_pdf


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
        OwnFilesFetcher().fetch(address)


def test_a_page_that_names_foreign_addresses_is_set_without_asking_for_them():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"

        made = pdf_child.set_pdf(
            f'<link rel="stylesheet" href="{address}"><link rel="attachment" href="{address}">'
            f'<style>@import "{address}"; p {{ background: url({address}) }}</style>'
            f'<p><img src="{address}">正文。<object data="{address}"></object>'
        )

        with pytest.raises(BlockingIOError):
            listener.accept()
    assert made.startswith(b"%PDF-")


def test_our_own_files_are_there():
    assert all(path.exists() for path, _ in OWN_FILES.values())


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
    made = pikepdf.open(io.BytesIO(pdf.render(with_text(tanggu, text), edition_number=1)))

    assert "/EmbeddedFiles" not in made.Root.get("/Names", {})


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

    assert pdf.render(bare, edition_number=1).startswith(b"%PDF-")


def test_too_long_a_rendering_is_stopped_and_explained(tanggu, settings):
    settings.PDF_SECONDS = 1

    with pytest.raises(pdf.RenderingFailed, match="超过 1 秒"):
        pdf.render(with_text(tanggu, "长。" * 200_000), edition_number=1)


def test_too_large_a_rendering_is_stopped_and_explained(tanggu, settings):
    settings.PDF_MEGABYTES = 40

    with pytest.raises(pdf.RenderingFailed, match="40 MB"):
        pdf.render(tanggu, edition_number=1)


def test_a_fault_of_the_renderer_is_explained(tanggu, monkeypatch, caplog):
    monkeypatch.setattr(pdf, "_run_child", lambda html: CompletedProcess([], 1, b"", b"boom"))

    with pytest.raises(pdf.RenderingFailed, match="没有保存任何内容"):
        pdf.render(tanggu, edition_number=1)

    assert "boom" in caplog.text


def test_rendering_an_edition_again_gives_the_stored_file(edition):
    again = render(edition.document, edition_number=edition.number)

    assert sha256(again).hexdigest() == edition.files.get().sha256
