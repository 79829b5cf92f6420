"""The PDF's lines measured: margins, right edges, lines a page, marks at their ends."""

import re
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from chapters.pdf.typesetting import CLOSING, HANGING, OPENING

POINT = 25.4 / 72
LEFT, RIGHT, TOP, LINE = 28.0, 184.0, 37.0, 225 / 22
INDENT = 2 * 16 * POINT


@dataclass
class Row:
    """A line of print; lengths in mm from the page's upper left corner."""

    page: int
    text: str
    left: float
    right: float
    middle: float
    starts_paragraph: bool = False
    ends_paragraph: bool = False


def words(file):
    listed = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True)
    tree = ElementTree.fromstring(re.sub(rb"<html[^>]*>", b"<html>", listed.stdout))  # noqa: S314, our own
    for number, page in enumerate(tree.iter("page")):
        for word in page.iter("word"):
            edges = {
                name: float(word.get(name)) * POINT for name in ("xMin", "xMax", "yMin", "yMax")
            }
            yield number, word.text, edges


def rows(file):
    """Join words that stand at one height."""
    row = None
    for page, text, at in words(file):
        middle = (at["yMin"] + at["yMax"]) / 2
        if row and row.page == page and abs(middle - row.middle) < LINE / 3:
            row.text, row.right = row.text + text, at["xMax"]
            continue
        if row:
            yield row
        row = Row(page, text, at["xMin"], at["xMax"], middle)
    yield row


@pytest.fixture(scope="session")
def lines(file, tanggu):
    """The lines of the paragraphs, told apart from headings, table and page numbers by the text."""
    waiting = rows(file)
    found = []
    for paragraph in tanggu.paragraphs():
        text, start = "".join(paragraph.text.split()), True
        while text:
            row = next(row for row in waiting if row.text and text.startswith(row.text))
            text = text.removeprefix(row.text)
            row.starts_paragraph, row.ends_paragraph, start = start, not text, False
            found.append(row)
    return found


def test_every_line_starts_at_the_margin_or_two_em_from_it(lines):
    margins = [LEFT + (INDENT if row.starts_paragraph else 0) for row in lines]

    off = [row.left - margin for row, margin in zip(lines, margins, strict=True)]
    assert max(map(abs, off)) <= 0.35


def test_full_lines_end_at_one_edge_except_for_a_hanging_mark(lines):
    full = [row for row in lines if not row.ends_paragraph]
    hanging = [row for row in full if row.right > RIGHT + 1]
    edges = [row.right for row in full if row not in hanging]

    assert len(full) > 400
    assert max(edges) - min(edges) <= 0.5
    assert all(row.text[-1] in HANGING for row in hanging)
    assert all(row.right <= RIGHT + 16 * POINT + 0.5 for row in hanging)


def test_a_page_that_breaks_a_paragraph_has_22_lines(lines):
    last_lines = [
        row
        for row, following in pairwise(lines)
        if row.page != following.page and not row.ends_paragraph
    ]

    assert len(last_lines) >= 20
    for row in last_lines:
        assert row.middle == pytest.approx(TOP + 21.5 * LINE, abs=1)


def test_lines_stand_on_the_grid_of_22(lines):
    for row in lines:
        line_of_page = (row.middle - TOP) / LINE - 0.5
        assert line_of_page == pytest.approx(round(line_of_page), abs=0.15)


def test_no_line_starts_or_ends_with_a_forbidden_mark(lines):
    starts = [row.text[0] for row in lines]
    ends = [row.text[-1] for row in lines]

    assert not CLOSING & set(starts)
    assert not OPENING & set(ends)


def test_no_dash_or_ellipsis_is_parted(lines):
    for row, following in pairwise(lines):
        if not row.ends_paragraph:
            assert (row.text[-1] + following.text[0]) not in ("——", "……")
