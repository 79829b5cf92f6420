"""Tables as printed: header rows, rows, cells that span others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chapters.plan.later import later

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A cell over several rows or columns; the others that it covers are "".

    `row` counts from the first header row, both from 0; `rows` and `columns` are how many.
    """

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a page draws it."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Header rows and rows of equal length, with spans."""

    headers: tuple[Row, ...]
    rows: tuple[Row, ...]
    spans: tuple[Span, ...] = ()

    @property
    def width(self) -> int:
        return len(self.headers[0]) if self.headers else 0

    @property
    def drawn_headers(self) -> tuple[tuple[Cell, ...], ...]:
        """The header rows, without the cells that others cover."""
        return self._drawn[: len(self.headers)]

    @property
    def drawn_rows(self) -> tuple[tuple[Cell, ...], ...]:
        return self._drawn[len(self.headers) :]

    @property
    def _drawn(self) -> tuple[tuple[Cell, ...], ...]:
        spans = {(span.row, span.column): span for span in self.spans}
        covered = set(_covered(self.spans))
        return tuple(
            tuple(
                _cell(text, spans.get((at, column)))
                for column, text in enumerate(row)
                if (at, column) not in covered
            )
            for at, row in enumerate((*self.headers, *self.rows))
        )


def _cell(text: str, span: Span | None) -> Cell:
    return Cell(text, span.rows, span.columns) if span else Cell(text)


def _covered(spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Yield the addresses of the cells that spans cover, but for their own first ones."""
    for span in spans:
        for row in range(span.row, span.row + span.rows):
            for column in range(span.column, span.column + span.columns):
                if (row, column) != (span.row, span.column):
                    yield row, column


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table; every row has as many cells as the header."""

    caption: str
    header: Row
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    further_headers: tuple[Row, ...] = later(())
    spans: tuple[Span, ...] = later(())

    @property
    def grid(self) -> Grid:
        return Grid((self.header, *self.further_headers), self.rows, self.spans)


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The place where the plan's indicators are printed.

    Where it has columns of its own they stand here as printed, and Document.indicators says what
    they mean; without, the table is made of Document.indicators.
    """

    caption: str = ""
    notes: tuple[str, ...] = ()
    header: Row = later(())
    rows: tuple[Row, ...] = later(())
    further_headers: tuple[Row, ...] = later(())
    spans: tuple[Span, ...] = later(())

    @property
    def has_own_columns(self) -> bool:
        return bool(self.header)
