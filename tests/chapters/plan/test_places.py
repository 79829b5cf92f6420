"""A place, a paragraph and a goal: one name for people, one for addresses, one walk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.plan.blocks import Paragraph
from chapters.plan.places import (
    CLOSING,
    COVER,
    INDICATORS,
    PREFACE,
    Goal,
    Place,
    PlaceKind,
    Spot,
    numbered_place,
    parse,
)
from tests.chapters.strategies import documents

numbers = st.integers(1, 999)
places = st.one_of(
    st.sampled_from([PREFACE, CLOSING]),
    st.builds(numbered_place, numbers),
    st.builds(numbered_place, numbers, numbers),
)


@pytest.mark.parametrize(
    ("place", "label", "own_label", "anchor"),
    [
        (PREFACE, "前言", "", "preface"),
        (numbered_place(5), "第五章", "第五章", "c5"),
        (numbered_place(5, 2), "第五章第二节", "第二节", "c5s2"),
        (numbered_place(21, 12), "第二十一章第十二节", "第十二节", "c21s12"),
        (CLOSING, "结束语", "", "closing"),
        (COVER, "封面和版记", "", "cover"),
        (numbered_place(1000), "第1000章", "第1000章", "c1000"),
    ],
)
def test_a_place_is_named_in_full_by_its_own_number_and_by_its_anchor(
    place, label, own_label, anchor
):
    assert (place.label, place.own_label, place.anchor) == (label, own_label, anchor)


@pytest.mark.parametrize(
    ("spot", "label", "anchor", "own_anchor"),
    [
        (Spot(numbered_place(5, 2), 1), "第五章第二节第1段", "c5s2-p1", "p1"),
        (Spot(numbered_place(5), 1), "第五章第1段", "c5-p1", "p1"),
        (Spot(PREFACE, 2), "前言第2段", "preface-p2", "p2"),
        (Spot(numbered_place(5, 2)), "第五章第二节", "c5s2", ""),
        (Spot(INDICATORS, 3), "指标表第3行", "indicators-p3", "p3"),
    ],
)
def test_a_paragraph_is_named_by_its_place_and_number(spot, label, anchor, own_anchor):
    assert (spot.label, spot.anchor, spot.own_anchor) == (label, anchor, own_anchor)


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        (PlaceKind.SECTION, (5,)),
        (PlaceKind.CHAPTER, ()),
        (PlaceKind.CHAPTER, (5, 2)),
        (PlaceKind.PREFACE, (1,)),
    ],
)
def test_a_place_with_too_few_or_too_many_numbers_cannot_be(kind, of):
    with pytest.raises(ValueError, match=str(kind)):
        Place(kind, of)


@given(place=places, number=numbers)
def test_every_anchor_of_a_paragraph_reads_back_as_the_paragraph(place, number):
    spot = Spot(place, number)

    assert parse(spot.anchor) == spot


@given(place=places, number=numbers)
def test_a_goals_name_reads_as_a_goal(place, number):
    assert parse(f"{place.anchor}-g{number}") == Goal(place, number)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "c2s3",
        "c2s3-h1",
        "c2s3-t1",
        "c2s3-p",
        "c2s3-p0",
        "c0-p1",
        "s3-p1",
        "preface",
        "cover-p1",
    ],
)
def test_what_names_no_paragraph_reads_as_nothing(name):
    assert parse(name) is None


def test_every_paragraph_of_the_plan_is_found_by_its_anchor(tanggu):
    found = [pair for text in tanggu.places() for pair in text.paragraphs()]

    assert len(found) == 96
    assert all(tanggu.paragraph(parse(spot.anchor)) == (spot, each) for spot, each in found)


def test_the_first_goal_of_a_section_is_its_second_paragraph(tanggu):
    spot, paragraph = tanggu.paragraph(parse("c2s3-g1"))

    assert spot.label == "第二章第三节第2段"
    assert paragraph.is_goal


@given(document=documents())
def test_each_goal_is_the_paragraph_that_it_names(document):
    for text in document.places():
        goals = [pair for pair in text.paragraphs() if pair[1].is_goal]
        named = [text.paragraph(Goal(text.place, n)) for n in range(1, len(goals) + 2)]
        assert named == [*goals, None]


def test_a_place_that_the_plan_lacks_has_no_text(tanggu):
    assert tanggu.at(numbered_place(99)) is None
    assert tanggu.paragraph(Spot(numbered_place(99), 1)) is None
    assert tanggu.paragraph(Spot(PREFACE, 99)) is None


def test_the_places_of_the_plan_have_the_headings_of_the_print_in_order(tanggu):
    parts = [part for chapter in tanggu.chapters for part in (chapter, *chapter.sections)]
    headings = [f"{part.label}\u3000{part.title}" for part in parts]

    assert [text.heading for text in tanggu.places()] == ["前言", *headings]
    assert len(headings) == 32
    assert len({text.place for text in tanggu.places()}) == 33


@given(document=documents())
def test_the_passages_hold_every_text_once_and_each_paragraph_at_its_spot(document):
    passages = document.passages()

    paragraphs = [(p.spot, p.text) for p in passages if p.is_paragraph]
    assert paragraphs == [
        (spot, each.text) for text in document.places() for spot, each in text.paragraphs()
    ]
    others = [p.text for p in passages if not p.is_paragraph]
    tables = [b for text in document.places() for b in text.blocks if not isinstance(b, Paragraph)]
    assert all(note in others for table in tables for note in table.notes)
    assert all(row.printed_name in others for row in document.indicators)
    assert [p.order for p in passages] == list(range(len(passages)))
