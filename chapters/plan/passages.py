"""Passages: the text of a place, and every text in it that readers see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapters.plan.blocks import Block, Box, Figure, Paragraph, Subheading, numbered
from chapters.plan.places import INDICATORS, Goal, Place, Spot, headed
from chapters.plan.tables import IndicatorTable, Table

SpotText = tuple[Spot, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that readers see, printed at `place`; `order` is its position in print.

    The spot of an indicator's cell is its row, wherever the table is printed.
    """

    order: int
    place: Place
    spot: Spot
    text: str

    @property
    def is_paragraph(self) -> bool:
        return self.spot.number > 0 and self.spot.place != INDICATORS


@dataclass(frozen=True, slots=True)
class PlaceText:
    """The text of a place: its title, and the blocks below it."""

    place: Place
    title: str
    blocks: tuple[Block, ...]

    @property
    def heading(self) -> str:
        return headed(self.place.own_label, self.title)

    @property
    def full_heading(self) -> str:
        """The heading away from its chapter: 第二章第三节 标题, 前言."""
        return f"{self.place.label} {self.title}" if self.place.numbers else self.title

    @property
    def has_indicators(self) -> bool:
        return any(isinstance(block, IndicatorTable) for _, block in numbered(self.blocks))

    def paragraphs(self) -> Iterator[tuple[Spot, Paragraph]]:
        for number, block in numbered(self.blocks):
            if isinstance(block, Paragraph):
                yield Spot(self.place, number), block

    def paragraph(self, named: Spot | Goal) -> tuple[Spot, Paragraph] | None:
        """Return a paragraph with its number among all, None where the place lacks it."""
        is_goal = isinstance(named, Goal)
        found = [pair for pair in self.paragraphs() if pair[1].is_goal or not is_goal]
        return found[named.number - 1] if 0 < named.number <= len(found) else None

    def texts(self, indicators: Sequence[SpotText]) -> Iterator[SpotText]:
        """Yield every text with its spot; `indicators` are the texts of the indicator table."""
        whole = Spot(self.place)
        if self.place.numbers:
            yield whole, self.title
        for number, block in numbered(self.blocks):
            if isinstance(block, Paragraph):
                spot = Spot(self.place, number)
                yield from ((spot, text) for text in _paragraph_texts(block))
            elif isinstance(block, IndicatorTable) and not block.has_own_columns:
                yield from ((whole, text) for text in (block.caption, *block.notes))
                yield from indicators
            else:
                yield from ((whole, text) for text in block_texts(block))


def _paragraph_texts(paragraph: Paragraph) -> Iterator[str]:
    yield paragraph.text
    yield from (note.text for note in paragraph.footnotes)


def block_texts(block: Block) -> Iterator[str]:
    """Yield the texts of a block, empty ones included; of a box its caption only."""
    if isinstance(block, Paragraph):
        yield from _paragraph_texts(block)
    elif isinstance(block, Subheading):
        yield block.title
    elif isinstance(block, Box):
        yield block.caption
    elif isinstance(block, Figure):
        yield from (block.caption, block.alternative, block.source)
    else:
        yield from _table_texts(block)


def _table_texts(table: Table | IndicatorTable) -> Iterator[str]:
    yield from (table.caption, *table.notes)
    for row in (table.header, *table.further_headers, *table.rows):
        yield from row
