"""Three plans of the state come in whole after a clerk's minutes."""

import re
from collections import Counter

import pytest

from chapters import plantext
from chapters.plan.blocks import Box, Figure
from chapters.plan.places import PlaceKind
from tests.chapters.plantext.clerk import contents_of, plain, prepared, text_of

NAMES = ("1996", "2006", "2021")
SHAPES = {  # parts, chapters, sections, boxes, figures
    "1996": (0, 11, 39, 0, 0),
    "2006": (14, 48, 142, 16, 2),
    "2021": (19, 65, 192, 0, 27),
}


@pytest.fixture(scope="module", params=NAMES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def document(name):
    reading = plantext.read(prepared(name))
    assert [str(refusal) for refusal in reading.refusals] == []
    return reading.document


def without_space(text):
    return "".join(text.split())


def test_every_heading_and_block_is_where_the_text_has_it(name, document):
    blocks = [block for text in document.places() for block in text.blocks]
    found = (
        len(document.parts),
        len(document.chapters),
        sum(len(chapter.sections) for chapter in document.chapters),
        sum(isinstance(block, Box) for block in blocks),
        sum(isinstance(block, Figure) for block in blocks),
    )

    assert found == SHAPES[name]


def test_the_headings_are_those_that_the_text_marks(name, document):
    marked = [plain(line) for line in text_of(name).split("\n") if line.startswith("#")]
    read = [text.heading for text in document.places() if text.place.kind is not PlaceKind.PREFACE]

    assert list(map(without_space, read)) == [
        without_space(line) for line in marked if line != "序言"
    ]


def test_the_outline_is_the_contents_that_stand_before_the_plan(name, document):
    """But for the sections, which two of them leave out, and letters that one has wrong."""
    kinds = {PlaceKind.PART, PlaceKind.CHAPTER}
    kinds |= {PlaceKind.SECTION} if name == "1996" else set()
    read = [text.heading for text in document.places() if text.place.kind in kinds]
    contents = [entry for entry in contents_of(name) if entry != "序言"]

    for ours, printed in zip(read, contents, strict=True):
        assert are_similar(ours, printed), (ours, printed)


def are_similar(heading, entry):
    """Whether two headings differ in no more than a stop and two letters."""
    ours, theirs = (without_space(text).strip("。") for text in (heading, entry))
    return len(ours) == len(theirs) and sum(map(str.__ne__, ours, theirs)) <= 2


def test_every_character_is_there_once(name, document):
    said = Counter(without_space("".join(document.printed_lines())))
    marked = re.sub(r"^!\[\]\(images/(.+)\.\w+\)$", r"\1", text_of(name), flags=re.M)
    typed = Counter(without_space("".join(map(plain, marked.split("\n")))))
    if name != "1996":
        typed.update("前言")

    assert said == typed


def test_it_is_written_and_read_back(document):
    assert plantext.read(plantext.write(document)).document == document


def test_without_levels_the_reader_names_the_line_that_works(name):
    text = prepared(name, levels=False)
    refused = plantext.read(text).refusals[0]
    line = re.search("请加一行“(层级：.+?)”", refused.message)[1]

    assert plantext.read(text.replace("基期", f"{line}\n基期", 1)).refusals == ()
