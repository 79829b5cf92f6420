"""Whatever differs between two plans with every kind of block is shown, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given

from chapters.comparison import compare
from chapters.comparison.changes import Kind
from chapters.plan.blocks import Footnote, Paragraph
from chapters.plan.declarations import Better, Declaration, Measures, Relation, Says
from chapters.plan.document import Indicator, Nature
from tests.chapters.rich import BOX, OWN_COLUMNS, SPANNING, rich
from tests.chapters.strategies import rich_documents

RICH = rich()
FIRST, SECOND = RICH.preface
PART, OTHER_PART = RICH.parts
TERMS, PROJECTS = RICH.annexes


def with_chapter(position, **facts):
    chapters = list(RICH.chapters)
    chapters[position] = replace(chapters[position], **facts)
    return replace(RICH, chapters=tuple(chapters))


def with_block(old, *new, section=0):
    sections = list(RICH.chapters[0].sections)
    blocks = sections[section].blocks
    at = blocks.index(old)
    sections[section] = replace(sections[section], blocks=(*blocks[:at], *new, *blocks[at + 1 :]))
    return with_chapter(0, sections=tuple(sections))


def with_first_footnotes(*footnotes):
    return replace(RICH, preface=(replace(FIRST, footnotes=footnotes), SECOND))


NOTE, LONG_NOTE = FIRST.footnotes
SUBHEADING = RICH.chapters[0].sections[0].blocks[0]
FIGURE = RICH.chapters[2].lead[0]
CHANGED = {
    "the notice's title": replace(RICH, notice_title="印发文件"),
    "the notice": replace(RICH, notice=(Paragraph("现予公布。"),)),
    "no notice": replace(RICH, notice=()),
    "the preface's name": replace(RICH, preface_title="前言"),
    "the closing's name": replace(RICH, closing_title="结束语"),
    "chapters counted anew": replace(RICH, restarts_chapters=True),
    "a part's label": replace(RICH, parts=(replace(PART, printed_label="第一编"), OTHER_PART)),
    "a part's title": replace(RICH, parts=(replace(PART, title="开局"), OTHER_PART)),
    "a part's lead": replace(RICH, parts=(replace(PART, lead=()), OTHER_PART)),
    "a chapter's part": with_chapter(1, part=1),
    "a chapter's label": with_chapter(1, printed_label="二"),
    "a footnote's text": with_first_footnotes(replace(NOTE, text="改写。"), LONG_NOTE),
    "a footnote's mark": with_first_footnotes(Footnote(2, NOTE.text), LONG_NOTE),
    "no footnotes": with_first_footnotes(),
    "a sub-heading's level": with_block(SUBHEADING, replace(SUBHEADING, level=2)),
    "a sub-heading's label": with_block(SUBHEADING, replace(SUBHEADING, label="1.")),
    "a span": with_block(SPANNING, replace(SPANNING, spans=SPANNING.spans[:-1])),
    "a further header": with_block(SPANNING, replace(SPANNING, further_headers=())),
    "a box's caption": with_block(BOX, replace(BOX, caption="专栏2 别的")),
    "a box's end": with_block(BOX, replace(BOX, blocks=BOX.blocks[:-1]), BOX.blocks[-1]),
    "no box": with_block(BOX, *BOX.blocks),
    "a cell of an indicator table": with_block(
        OWN_COLUMNS, replace(OWN_COLUMNS, rows=OWN_COLUMNS.rows[:1]), section=1
    ),
    "a span of an indicator table": with_block(
        OWN_COLUMNS, replace(OWN_COLUMNS, spans=()), section=1
    ),
    "a figure's picture": with_chapter(
        2, lead=(replace(FIGURE, file=""), *RICH.chapters[2].lead[1:])
    ),
    "a figure's words": with_chapter(
        2, lead=(replace(FIGURE, alternative="别的话"), *RICH.chapters[2].lead[1:])
    ),
    "an annex's title": replace(RICH, annexes=(replace(TERMS, title="名词"), PROJECTS)),
    "an annex's label": replace(RICH, annexes=(TERMS, replace(PROJECTS, printed_label="附件2"))),
    "no annex": replace(RICH, annexes=()),
}


@pytest.mark.parametrize("what", CHANGED)
def test_one_change_is_shown_in_one_place_and_as_little_as_it_is(what):
    for old, new in ((RICH, CHANGED[what]), (CHANGED[what], RICH)):
        comparison = compare(old, new)
        shown = [
            element
            for place in comparison.changes
            for element in place.elements
            if element.kind is not Kind.UNCHANGED
        ]

        assert len(comparison.changes) == (2 if what == "no annex" else 1)
        assert comparison.summary.partition("：")[2]
        assert len(shown) <= (15 if what == "no annex" else 4)


def test_parts_and_annexes_do_not_differ_from_themselves():
    assert compare(RICH, rich()).is_empty


def test_a_part_put_before_another_is_moved():
    swapped = replace(
        RICH,
        parts=(
            replace(OTHER_PART, number=1),
            replace(PART, number=2),
        ),
        chapters=tuple(
            replace(chapter, part=3 - chapter.part, number=number)
            for number, chapter in enumerate((*RICH.chapters[1:], RICH.chapters[0]), 1)
        ),
    )

    comparison = compare(RICH, swapped)

    assert not any(place.is_added or place.is_deleted for place in comparison.places)
    assert "移动" in comparison.summary


@given(rich_documents(), rich_documents())
def test_no_difference_of_any_two_plans_is_missed(old, new):
    assert compare(old, new).is_empty == (old == new)
    assert compare(old, old).is_empty


def test_of_an_indicator_only_what_it_has_is_shown():
    rows = RICH.indicators or (Indicator(1, "新增床位", "张", "0", "48", Nature.ANTICIPATORY),)
    old = replace(RICH, indicators=rows)
    new = replace(old, indicators=(replace(rows[0], target_value="50"), *rows[1:]))
    declared = Declaration(Measures.FLOW, Better.HIGHER, Says.SUM, Relation.AT_LEAST, "50")
    confirmed = replace(
        new, indicators=(replace(new.indicators[0], declaration=declared), *rows[1:])
    )

    for before, after, labels in ((old, new, 6), (new, confirmed, 8), (confirmed, new, 8)):
        (place,) = compare(before, after).changes
        element = next(each for each in place.elements if not each.is_unchanged)
        words = "".join(run.text for run in element.runs)
        assert len(element.cells) == labels
        assert all(cell.label for cell in element.cells)
        assert "None" not in words
        assert (declared.in_words() in words) == (labels == 8)
