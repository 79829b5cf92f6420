"""Blocks of text: paragraphs and tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

GOAL_MARK = "——"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed paragraph; a goal keeps its leading ——.

    `lead_phrase` is the bold opening sentence (after the mark), "" where there is none.
    """

    text: str
    lead_phrase: str = ""

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
class Table:
    """A plain table; every row has as many cells as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The place where the plan's indicators are printed; the rows are Document.indicators."""

    caption: str = ""
    notes: tuple[str, ...] = ()


Block = Paragraph | Table | IndicatorTable


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[int, Block]]:
    """Pair each block with its number: paragraphs count by themselves, #p1, and tables, #t1."""
    paragraphs, tables = count(1), count(1)
    for block in blocks:
        yield next(paragraphs if isinstance(block, Paragraph) else tables), block
