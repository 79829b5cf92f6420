"""What the whole plan, and texts of two megabytes, cost to read, check, compare and search.

In yardsticks (tests.yardstick), of which a quiet machine does ten in a second.
"""

from dataclasses import replace
from random import Random

import pytest

from chapters import plantext
from chapters.comparison import compare
from chapters.finding import search
from chapters.finding.entries import text_items
from chapters.plan.blocks import Paragraph
from chapters.plan.document import Document
from chapters.proofreading import proofread
from indicators.data_files.reading import read
from tanggu_plan.text.refusals import Refused
from tests.chapters.comparison.documents import plan as plan_of
from tests.chapters.comparison.documents import section_of
from tests.chapters.plantext.sample import PLAN
from tests.chapters.proofreading.test_kinds_of_findings import found_in
from tests.indicators.data_files.test_bad_files import BAD, HEADER
from tests.yardstick import yardsticks

TWO_MEGABYTES = 2 * 2**20
HEAD = PLAN.split("加强领导")[0]
LARGE = {
    "paragraphs": HEAD + "加强领导。落实责任，层层抓落实，件件有着落。\n" * 33_000,
    "lines": HEAD + "甲乙丙丁戊。\n" * 100_000,
    "one line": HEAD + "甲" * (TWO_MEGABYTES // 3),
    "one line of Latin capitals": HEAD + "A" * TWO_MEGABYTES,
    "one line of spaces": HEAD + "a" + " " * TWO_MEGABYTES + "b",
    "one line of dots": HEAD + "第一章" + "." * TWO_MEGABYTES,
    "one unclosed lead phrase": HEAD + "**" + "甲 *" * (TWO_MEGABYTES // 5),
    "one line of brackets": HEAD + "（" * (TWO_MEGABYTES // 3),
    "one row of backslashes": HEAD + ":::表\n| " + "\\" * TWO_MEGABYTES + " |\n:::",
}


def costs_at_most(limit, what, action):
    cost = yardsticks(action)
    print(f"\n{what}: {cost:.1f} of {limit} yardsticks")
    return cost <= limit


@pytest.mark.parametrize("name", LARGE)
def test_a_file_of_two_megabytes_is_read(name):
    assert costs_at_most(40, f"reading {name}", lambda: plantext.read(LARGE[name]))


def test_the_whole_plan_is_checked(tanggu):
    def action():
        proofread(tanggu)

    assert costs_at_most(2, "checking the plan", action)


@pytest.mark.parametrize("filling", ["加强建设，", "“", "a", "1", " ", "矛盾"])
def test_a_huge_paragraph_is_checked(tanggu, filling):
    what = f"checking “{filling}” 20,000 times"

    assert costs_at_most(5, what, lambda: found_in(tanggu, filling * 20_000))


def test_the_longest_word_is_taken_apart(tanggu):
    entries = search.index(text_items("2021-2025", tanggu))

    def action():
        search.parts_found(entries, "鑫" * 64)

    assert costs_at_most(1, "taking a word of 64 apart", action)


def shuffled(text: str, random: Random) -> str:
    """Return the clauses of a text in another order: much of it is there, nothing in place."""
    clauses = text.split("，")
    random.shuffle(clauses)
    return "，".join(clauses)


def rewritten(document: Document, rewrite) -> Document:
    """Return the plan with every paragraph of every section rewritten."""

    def block(old):
        return Paragraph(rewrite(old.text)) if isinstance(old, Paragraph) else old

    def section(old):
        return replace(old, blocks=tuple(map(block, old.blocks)))

    def chapter(old):
        return replace(old, sections=tuple(map(section, old.sections)))

    return replace(document, chapters=tuple(map(chapter, document.chapters)))


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace("发展", "建设").replace("的", "之"),
        lambda text: shuffled(text, Random(1)),
        lambda text: text[::-1],
    ],
    ids=["a word in every sentence", "every clause elsewhere", "nothing left"],
)
def test_a_whole_plan_is_compared(tanggu, rewrite):
    new = rewritten(tanggu, rewrite)

    assert costs_at_most(8, "whole plan rewritten", lambda: compare(tanggu, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (lambda text: text * 40, lambda text: text[::-1] * 40),
        (lambda text: "的" * 700_000, lambda text: "的地" * 350_000),
        (lambda text: text * 40, lambda text: (text * 40).replace("发展", "建设")),
    ],
    ids=["replaced", "two characters only", "a word throughout"],
)
def test_a_paragraph_of_two_megabytes_is_compared(tanggu, old, new):
    text = "".join(paragraph.text for paragraph in tanggu.paragraphs())
    before, after = plan_of(section_of(old(text))), plan_of(section_of(new(text)))

    assert costs_at_most(40, "a paragraph of 2 MB", lambda: compare(before, after))


def test_a_section_of_two_megabytes_in_many_paragraphs_is_compared(tanggu):
    lines = [paragraph.text for paragraph in tanggu.paragraphs()] * 40
    changed = [line.replace("发展", "建设") for line in lines[1:]]
    before, after = plan_of(section_of(*lines)), plan_of(section_of(*changed))

    assert costs_at_most(40, "a section of 2 MB", lambda: compare(before, after))


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize(
    "name", ["50,000 rows", "50,000 rows in a workbook", "a zip bomb", "a thousand parts"]
)
def test_a_data_file_that_is_too_large_is_refused(name):
    bad = BAD[name]
    content = bad.content()

    def refuse():
        with pytest.raises(Refused):
            read(bad.name, content, HEADER)

    assert costs_at_most(8, f"refusing {name}", refuse)
