"""Tables for print: type and page that hold all columns, the width of each, rows that may break.

A table that fits as it is keeps the print's type and is laid out by its contents. What is wider
gets smaller type, then a page across, at last a larger one; nothing runs off the page.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from chapters.pdf.fonts import FaceSet
from chapters.pdf.paragraphs import TEXT_ROLE
from chapters.plan.tables import Cell, Grid, IndicatorTable, Table

POINT = 25.4 / 72
PADDING = 1.0
"""Of a cell on both sides with a frame, in em."""
COMFORT = 4.0
"""Characters that a column of words has room for, in em."""
LONGEST_WORD = 12.0
"""What is longer in em breaks anywhere."""
TALL = 10
"""Lines above which a row may break over pages."""
WORD = re.compile(r"[!-~]+")
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Size:
    """A class of pdf.css: its type in points, and the width of its page's text in mm."""

    name: str
    points: float
    width: float
    turned: bool = False

    @property
    def measure(self) -> float:
        return self.width / (self.points * POINT)


SIZES = (
    Size("", 14, 156),
    Size("small", 10.5, 156),
    Size("across", 10.5, 225, turned=True),
    Size("across small", 7.5, 225, turned=True),
    Size("large", 7.5, 370, turned=True),
    Size("large small", 6, 370, turned=True),
)


@dataclass(frozen=True, slots=True)
class SetRow:
    cells: tuple[Cell, ...]
    is_tall: bool


@dataclass(frozen=True, slots=True)
class SetTable:
    """`columns` are shares of the width in per cent, none where the contents decide."""

    template = "chapters/pdf/_table.html"

    caption: str
    notes: tuple[str, ...]
    headers: tuple[Row, ...]
    rows: tuple[SetRow, ...]
    size: Size
    columns: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Widths in em: of all its longest cell, of its longest word, of what reads well."""

    natural: float
    word: float

    @property
    def needed(self) -> float:
        return max(min(self.natural, COMFORT), min(self.word, LONGEST_WORD)) + PADDING


def set_table(
    table: Table | IndicatorTable, grid: Grid, faces: FaceSet, *, edges: float = 0.0
) -> SetTable:
    """Fit a table; `edges` are the mm that a box around it takes."""
    columns = _columns(grid, faces)
    size = _size_for(columns, edges)
    widths = _shared(columns, size.measure)
    natural = sum(column.natural + PADDING for column in columns)
    is_ours = isinstance(table, IndicatorTable) and not table.has_own_columns
    fits = size is SIZES[0] and (is_ours or natural <= size.measure)
    rows = tuple(SetRow(row, _is_tall(row, widths, faces)) for row in grid.drawn_rows)
    total = sum(widths)
    shares = () if fits else tuple(round(100 * width / total, 3) for width in widths)
    return SetTable(table.caption, table.notes, grid.drawn_headers, rows, size, shares)


def _columns(grid: Grid, faces: FaceSet) -> list[Column]:
    """Measure the cells of one column; those over several count for none."""
    over_several = {
        (span.row, column)
        for span in grid.spans
        if span.columns > 1
        for column in range(span.column, span.column + span.columns)
    }
    columns = []
    for at in range(grid.width):
        texts = {
            row[at]
            for number, row in enumerate((*grid.headers, *grid.rows))
            if (number, at) not in over_several
        }
        natural = max((_width(text, faces) for text in texts), default=0.0)
        words = (_width(word, faces) for text in texts for word in WORD.findall(text))
        columns.append(Column(natural, max(words, default=1.0)))
    return columns


def _width(text: str, faces: FaceSet) -> float:
    return sum(faces.width(TEXT_ROLE, character) for character in text)


def _size_for(columns: list[Column], edges: float) -> Size:
    needed = sum(column.needed for column in columns)
    for size in SIZES:
        room = size.measure if size.turned else size.measure - edges / (size.points * POINT)
        if needed <= room:
            return size
    return SIZES[-1]


def _shared(columns: list[Column], measure: float) -> list[float]:
    """Return the width of each column in em: what it needs, and its share of the rest."""
    needed = [column.needed for column in columns]
    wanted = [max(0.0, column.natural + PADDING - column.needed) for column in columns]
    rest = max(0.0, measure - sum(needed))
    share = rest / max(sum(wanted), 1.0)
    return [own + share * more for own, more in zip(needed, wanted, strict=True)]


def _is_tall(row: Row, widths: list[float], faces: FaceSet) -> bool:
    """Whether a row has too many lines to be kept on one page; a guess on the safe side."""
    narrowest = min(widths, default=1.0) - PADDING
    if all(len(cell.text) <= TALL * max(narrowest, 1.0) for cell in row):
        return False
    alone = len(row) == len(widths)
    rooms = [max(width - PADDING, 1.0) for width in widths] if alone else [narrowest] * len(row)
    return any(
        math.ceil(_width(cell.text, faces) / room) > TALL
        for cell, room in zip(row, rooms, strict=True)
    )
