"""Every kind of block in the PDF: its text, its tags, its bookmarks, its place on the page."""

import io
import re
import subprocess
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest

from chapters.pdf import cutting, rendering, text
from chapters.plan.blocks import Figure, Paragraph
from chapters.plan.document import Document
from chapters.plan.outline import Chapter
from tests.chapters.comparison.documents import plan
from tests.chapters.pdf.test_pdf import structure
from tests.chapters.rich import FIGURES, PNG_NAME, SENTENCE, annotated, rich
from tests.kept_pdf import rendered_once

BROKEN_OVER_PAGES = ("第6个", "第15个", "第23个", "社区治理")
MARK = re.compile(r"\[\d+\]")
FOLIO = re.compile(r"—\d+—$")


@pytest.fixture(scope="module")
def rich_pdf():
    return rendered_once(rich(), edition_number=1, figures=FIGURES)


@pytest.fixture
def opened(rich_pdf):
    return pikepdf.open(io.BytesIO(rich_pdf))


def printed(pdf):
    return [MARK.sub("", FOLIO.sub("", page)) for page in text.pages_of(pdf)]


def squeezed(line):
    return "".join(line.split())


def elements(pdf, name):
    return [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == name
    ]


def pages_by_name(pdf):
    names = pdf.Root.Names.Dests.Names
    return {str(names[at]): names[at + 1][0].objgen for at in range(0, len(names), 2)}


def test_every_printed_line_is_there(rich_pdf):
    """Alternative texts of pictures are told by their tags."""
    whole = "".join(printed(rich_pdf))

    missing = [line for line in map(squeezed, rich().printed_lines()) if line not in whole]
    assert [line for line in missing if not line.startswith(BROKEN_OVER_PAGES)] == [
        *("一条斜线", "一条斜线", "又一条斜线")
    ]


def test_parts_chapters_sections_and_sub_headings_are_bookmarks_below_each_other(opened):
    def tree(items):
        return [(item.title[:8], tree(item.children)) for item in items]

    with opened.open_outline() as outline:
        made = tree(outline.root)

    assert [title for title, _ in made] == [
        *("关于印发规划的通", "序言", "第一篇\u3000开局起步", "第二篇\u3000高质量发"),
        *("后记", "附件1\u3000名词解释", "附表2\u3000重大项目"),
    ]
    (chapter,) = dict(made)["第一篇\u3000开局起步"[:8]]
    assert [title for title, _ in chapter[1]] == ["第一节\u3000发展基础"[:8], "（二）主要指标"[:8]]
    assert [title for title, _ in chapter[1][0][1]] == ["一、经济实力", "1.社区食堂"]


def test_each_footnote_is_a_note_of_its_own_linked_both_ways_on_the_page_of_its_mark(opened):
    notes = elements(opened, pikepdf.Name.Note)
    pages = pages_by_name(opened)
    targets = {
        str(link.Dest)
        for page in opened.pages
        for link in page.get("/Annots", [])
        if "/Dest" in link
    }
    numbers = range(1, 31)

    assert len({str(note.ID) for note in notes}) == len(notes) == len(numbers)
    assert {f"{end}-{number}" for end in ("mark", "note") for number in numbers} <= targets
    for number in numbers:
        assert pages[f"mark-{number}"] == pages[f"note-{number}"]


def test_no_footnote_is_lost_where_paragraphs_meet_the_foot_of_the_page():
    paragraphs = tuple(
        annotated(SENTENCE * 2, (number % 60 + 1, f"注{number}甲。" + SENTENCE * (number % 3)))
        for number in range(90)
    )
    pdf = rendering.render(plan(chapters=(Chapter(1, "章", paragraphs, ()),)), edition_number=1)
    whole = "".join(printed(pdf))
    pages = pages_by_name(pikepdf.open(io.BytesIO(pdf)))

    assert [number for number in range(90) if whole.count(f"注{number}甲。") != 1] == []
    assert all(pages[f"mark-{number}"] == pages[f"note-{number}"] for number in range(1, 91))


def test_pictures_are_figures_with_words_and_one_without_a_file_has_a_frame(opened, rich_pdf):
    figures = elements(opened, pikepdf.Name.Figure)

    assert {"一条斜线", "又一条斜线"} <= {str(figure.get("/Alt", "")) for figure in figures}
    assert "图未附：两岸三带的示意" in "".join(printed(rich_pdf))


def test_a_picture_that_the_job_lacks_has_a_frame():
    figure = Figure("图1", "说明", "", PNG_NAME)
    pdf = rendering.render(plan(chapters=(Chapter(1, "章", (figure,), ()),)), edition_number=1)

    assert "图未附：说明" in "".join(printed(pdf))


def test_nothing_stands_outside_of_the_page(rich_pdf, tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(rich_pdf)
    boxes = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    width = 0.0
    for line in boxes.stdout.decode().splitlines():
        if found := re.search(r'<page width="([\d.]+)"', line):
            width = float(found[1])
        elif found := re.search(r'xMin="(-?[\d.]+)".*xMax="([\d.]+)"', line):
            assert 50 < float(found[1]) < float(found[2]) < width - 40, line


def test_wide_tables_have_turned_pages_and_those_carry_numbers(opened, rich_pdf):
    sizes = [tuple(map(round, map(float, page.mediabox[2:]))) for page in opened.pages]
    turned = [at for at, (width, height) in enumerate(sizes) if width > height]

    assert {sizes[at] for at in turned} == {(842, 595), (1191, 842)}
    texts = text.pages_of(rich_pdf)
    assert all(FOLIO.search(texts[at]) for at in turned)


def test_the_header_of_a_table_stands_on_each_of_its_pages(rich_pdf):
    pages = [page for page in printed(rich_pdf) if re.search(r"甲\d+项目\d+五年", page)]

    assert len(pages) > 3
    assert all("序号项目年限" in page for page in pages)


def test_a_chapter_in_a_part_is_cut_without_its_neighbours(rich_pdf):
    assert cutting.chapters_in(rich_pdf) == [1, 2, 3]
    cuts = ["".join(printed(cutting.cut(rich_pdf, number))) for number in (1, 2, 3)]

    assert cuts[0].startswith("第一章发展环境")
    assert cuts[1].startswith("二、没有节的一章")
    assert cuts[2].startswith("第三章图")
    assert all("高质量发展第二篇" not in cut and "后记" not in cut for cut in cuts)
    assert "第二篇" not in cuts[0]


def test_headings_skip_no_level(opened):
    tags = structure(opened.Root.StructTreeRoot.K)
    levels = [int(tag[2]) for tag in tags if re.fullmatch(r"/H\d", tag)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_equal_jobs_give_equal_bytes_with_pictures_too(rich_pdf):
    assert rendering.render(rich(), edition_number=1, figures=FIGURES) == rich_pdf


def test_two_equal_paragraphs_have_footnotes_of_their_own():
    twin = annotated("正文。", (2, "说明。"))
    document: Document = replace(plan(), preface=(twin, Paragraph("中。"), twin))
    pages = text.pages_of(rendering.render(document, edition_number=1))

    assert "正文[1]。中。正文[2]。" in "".join(pages)
