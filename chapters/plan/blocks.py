"""Blocks of text: paragraphs, sub-headings, tables, boxes and figures."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chapters.plan.later import later
from chapters.plan.places import headed
from chapters.plan.tables import IndicatorTable, Table

GOAL_MARK = "——"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note to the character before `at`, an offset in its paragraph's text; readers number it."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed paragraph; a goal keeps its leading ——.

    `lead_phrase` is the bold opening sentence (after the mark), "" where there is none.
    """

    text: str
    lead_phrase: str = ""
    footnotes: tuple[Footnote, ...] = later(())

    @property
    def is_goal(self) -> bool:
        return self.text.startswith(GOAL_MARK)

    @property
    def mark(self) -> str:
        return GOAL_MARK if self.is_goal else ""

    @property
    def rest(self) -> str:
        """The text after the mark and the lead phrase."""
        return self.text[len(self.mark) + len(self.lead_phrase) :]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading below the sections, which has no page of its own; `label` as printed: （一）.

    `level` is 1 for the highest of its plan.
    """

    level: int
    label: str
    title: str

    @property
    def heading(self) -> str:
        return headed(self.label, self.title)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture. `file` is the SHA-256 of the stored one, "" where it is not there yet.

    `alternative` says in words what it shows, `source` where it comes from.
    """

    caption: str
    alternative: str = ""
    source: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """专栏: a caption, and blocks in a frame; no box in it."""

    caption: str
    blocks: tuple["Block", ...]


Block = Paragraph | Subheading | Table | IndicatorTable | Figure | Box
LETTERS = {
    Paragraph: "p",
    Subheading: "h",
    Table: "t",
    IndicatorTable: "t",
    Figure: "f",
    Box: "b",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A block with its number among those of its letter; a box with what it holds."""

    number: int
    block: Block
    inside: tuple["Numbered", ...] = ()

    @property
    def anchor(self) -> str:
        """The id on its place's page: p2 is the second paragraph, t1 the first table."""
        return f"{LETTERS[type(self.block)]}{self.number}"


def numbering(blocks: Iterable[Block]) -> tuple[Numbered, ...]:
    """Number the blocks of a place as printed; those in a box count with those around it."""
    return _numbering(blocks, Counter())


def _numbering(blocks: Iterable[Block], counts: Counter[str]) -> tuple[Numbered, ...]:
    found = []
    for block in blocks:
        letter = LETTERS[type(block)]
        counts[letter] += 1
        number = counts[letter]
        inside = _numbering(block.blocks, counts) if isinstance(block, Box) else ()
        found.append(Numbered(number, block, inside))
    return tuple(found)


def walk(blocks: Iterable[Block]) -> Iterator[Numbered]:
    """Yield every block of a place with its number, a box before what it holds."""
    for item in numbering(blocks):
        yield item
        yield from item.inside


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[int, Block]]:
    """Pair every block of a place with its number, as `walk` yields them."""
    return ((item.number, item.block) for item in walk(blocks))
