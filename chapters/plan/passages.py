"""Passages: the text of a place, and every text in it that readers see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapters.plan.blocks import Block, IndicatorTable, Paragraph, numbered
from chapters.plan.places import INDICATORS, Goal, Place, Spot

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
        label = self.place.own_label
        return f"{label}\u3000{self.title}" if label else self.title

    @property
    def full_heading(self) -> str:
        """The heading away from its chapter: 第二章第三节 标题, 前言."""
        return f"{self.place.label} {self.title}" if self.place.numbers else self.title

    @property
    def has_indicators(self) -> bool:
        return any(isinstance(block, IndicatorTable) for block in self.blocks)

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
                yield Spot(self.place, number), block.text
                continue
            yield from ((whole, text) for text in (block.caption, *block.notes))
            if isinstance(block, IndicatorTable):
                yield from indicators
            else:
                cells = (cell for row in (block.header, *block.rows) for cell in row)
                yield from ((whole, cell) for cell in cells)
