"""Places of the plan (the preface, a chapter, a section …), and spots in them."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from chapters.plan.numerals import ordinal

PARAGRAPH = "第{}段"


class PlaceKind(StrEnum):
    COVER = "cover"  # the title lines and the imprint
    NOTICE = "notice"  # by which the plan was issued
    PREFACE = "preface"
    PART = "part"  # its lead
    CHAPTER = "chapter"  # its lead
    SECTION = "section"
    CLOSING = "closing"
    ANNEX = "annex"
    INDICATORS = "indicators"
    TYPED_TEXT = "text"  # of a form


UNNUMBERED = {
    PlaceKind.COVER: "封面和版记",
    PlaceKind.NOTICE: "印发通知",
    PlaceKind.PREFACE: "前言",
    PlaceKind.CLOSING: "结束语",
    PlaceKind.INDICATORS: "主要指标",
    PlaceKind.TYPED_TEXT: "正文",
}
DEPTHS = {PlaceKind.PART: 1, PlaceKind.CHAPTER: 1, PlaceKind.SECTION: 2, PlaceKind.ANNEX: 1}
UNITS = {PlaceKind.PART: "篇", PlaceKind.CHAPTER: "章", PlaceKind.SECTION: "章节"}
ANCHORS = {PlaceKind.CHAPTER: "c", PlaceKind.SECTION: "cs"}


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the plan by its address.

    `numbers` are the chapter's and the section's in it, or the part's or annex's own. `labels` are
    what stands in print before the titles, the place's own last, where that is not what the numbers
    say; they do not tell two places apart.
    """

    kind: PlaceKind
    numbers: tuple[int, ...] = ()
    labels: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if len(self.numbers) != DEPTHS.get(self.kind, 0):
            raise ValueError(f"{self.kind} with numbers {self.numbers}")

    @property
    def chapter(self) -> int | None:
        """The chapter's number, None for what is neither a chapter nor in one."""
        return self.numbers[0] if self.kind in ANCHORS else None

    @property
    def label(self) -> str:
        """The place in words: 第二章第三节, 前言."""
        return "".join(self.labels or self._ordinals) or UNNUMBERED[self.kind]

    @property
    def own_label(self) -> str:
        """The label printed before the title: 第三节; "" for a place without a number."""
        return "".join((self.labels or self._ordinals)[-1:]) if self.numbers else ""

    @property
    def _ordinals(self) -> tuple[str, ...]:
        if self.kind is PlaceKind.ANNEX:
            return (f"附件{self.numbers[0]}",)
        return tuple(map(ordinal, self.numbers, UNITS.get(self.kind, "")))

    @property
    def anchor(self) -> str:
        """The id on a page that holds the whole plan: preface, c5, c5s2, part3."""
        letters = ANCHORS.get(self.kind)
        if letters:
            return "".join(map("{}{}".format, letters, self.numbers))
        return self.kind.value + "".join(map(str, self.numbers))

    @property
    def above(self) -> "Place | None":
        """The chapter of a section, None for any other place."""
        if self.kind is not PlaceKind.SECTION:
            return None
        return Place(PlaceKind.CHAPTER, self.numbers[:1], self.labels[:-1])


COVER = Place(PlaceKind.COVER)
NOTICE = Place(PlaceKind.NOTICE)
PREFACE = Place(PlaceKind.PREFACE)
CLOSING = Place(PlaceKind.CLOSING)
INDICATORS = Place(PlaceKind.INDICATORS)
TYPED_TEXT = Place(PlaceKind.TYPED_TEXT)


def numbered_place(chapter: int, section: int | None = None) -> Place:
    """Return a section, or a chapter where no section is given."""
    if section is None:
        return Place(PlaceKind.CHAPTER, (chapter,))
    return Place(PlaceKind.SECTION, (chapter, section))


def headed(label: str, title: str) -> str:
    """Return a heading in a line: a label that ends with a mark, as 一、 does, needs no gap."""
    gap = "\u3000" if label and label[-1] not in "、）)．." else ""
    return f"{label}{gap}{title}"


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


NAMES = re.compile(
    r"(?:c([1-9][0-9]*)(?:s([1-9][0-9]*))?|(part|annex)([1-9][0-9]*)|(notice|preface|closing))"
    r"-([pg])([1-9][0-9]*)"
)


def parse(name: str) -> Spot | Goal | None:
    """Return what c5s2-p1, preface-p2 or c2s3-g1 names, None for anything else."""
    match = NAMES.fullmatch(name)
    if match is None:
        return None
    chapter, section, numbered, its_number, unnumbered, mark, number = match.groups()
    numbers = tuple(int(each) for each in (chapter, section, its_number) if each)
    kind = numbered or unnumbered
    place = Place(PlaceKind(kind), numbers) if kind else numbered_place(*numbers)
    return (Goal if mark == "g" else Spot)(place, int(number))
