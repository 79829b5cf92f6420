"""Places of the plan (the preface, a chapter, a section …), and spots in them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from chapters.plan.numerals import ordinal

PARAGRAPH = "第{}段"


class PlaceKind(StrEnum):
    COVER = "cover"  # the title lines and the imprint
    PREFACE = "preface"
    CHAPTER = "chapter"  # its lead
    SECTION = "section"
    CLOSING = "closing"
    INDICATORS = "indicators"
    TYPED_TEXT = "text"  # of a form


UNNUMBERED = {
    PlaceKind.COVER: "封面和版记",
    PlaceKind.PREFACE: "前言",
    PlaceKind.CLOSING: "结束语",
    PlaceKind.INDICATORS: "主要指标",
    PlaceKind.TYPED_TEXT: "正文",
}
DEPTHS = {PlaceKind.CHAPTER: 1, PlaceKind.SECTION: 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the plan by its address; `numbers` are the chapter's and the section's in it."""

    kind: PlaceKind
    numbers: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.numbers) != DEPTHS.get(self.kind, 0):
            raise ValueError(f"{self.kind} with numbers {self.numbers}")

    @property
    def chapter(self) -> int | None:
        return self.numbers[0] if self.numbers else None

    @property
    def label(self) -> str:
        """The place in words: 第二章第三节, 前言."""
        return UNNUMBERED.get(self.kind) or "".join(self._ordinals)

    @property
    def own_label(self) -> str:
        """The label printed before the title: 第三节; "" for a place without a number."""
        return "".join(self._ordinals[-1:])

    @property
    def _ordinals(self) -> tuple[str, ...]:
        return tuple(map(ordinal, self.numbers, "章节"))

    @property
    def anchor(self) -> str:
        """The id on a page that holds the whole plan: preface, c5, c5s2."""
        return "".join(map("{}{}".format, "cs", self.numbers)) or self.kind.value

    @property
    def above(self) -> "Place | None":
        """The chapter of a section, None for any other place."""
        return numbered_place(self.numbers[0]) if self.kind is PlaceKind.SECTION else None


COVER = Place(PlaceKind.COVER)
PREFACE = Place(PlaceKind.PREFACE)
CLOSING = Place(PlaceKind.CLOSING)
INDICATORS = Place(PlaceKind.INDICATORS)
TYPED_TEXT = Place(PlaceKind.TYPED_TEXT)


def numbered_place(chapter: int, section: int | None = None) -> Place:
    """Return a section, or a chapter where no section is given."""
    if section is None:
        return Place(PlaceKind.CHAPTER, (chapter,))
    return Place(PlaceKind.SECTION, (chapter, section))


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of a place by its number among all paragraphs there, as in #p2.

    Among the INDICATORS a row by its position; 0 is the place as a whole, a heading or a table.
    """

    place: Place
    number: int = 0

    @property
    def label(self) -> str:
        """The spot in words: 第五章第二节第1段, 指标表第3行."""
        if self.place == INDICATORS and self.number:
            return f"指标表第{self.number}行"
        return self.place.label + self.own_label

    @property
    def own_label(self) -> str:
        """The paragraph within its place: 第1段; "" for the place as a whole."""
        return PARAGRAPH.format(self.number) if self.number else ""

    @property
    def anchor(self) -> str:
        """The id on a page that holds the whole plan: c5s2-p1."""
        return "-".join(filter(None, (self.place.anchor, self.own_anchor)))

    @property
    def own_anchor(self) -> str:
        """The id on the place's own page: p1."""
        return f"p{self.number}" if self.number else ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A paragraph as errata name a goal: c2s3-g1 is the first of a section's goals.

    It has no label: `PlaceText.paragraph` tells which of all paragraphs it is.
    """

    place: Place
    number: int


NAMES = re.compile(r"(?:c([1-9][0-9]*)(?:s([1-9][0-9]*))?|(preface|closing))-([pg])([1-9][0-9]*)")


def parse(name: str) -> Spot | Goal | None:
    """Return what c5s2-p1, preface-p2 or c2s3-g1 names, None for anything else."""
    match = NAMES.fullmatch(name)
    if match is None:
        return None
    chapter, section, kind, mark, number = match.groups()
    numbers = tuple(int(each) for each in (chapter, section) if each)
    place = Place(PlaceKind(kind)) if kind else numbered_place(*numbers)
    return (Goal if mark == "g" else Spot)(place, int(number))
