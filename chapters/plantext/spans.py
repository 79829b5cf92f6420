"""Cells that continue their left (<) or upper (^) neighbour, as spans of a table."""

from collections.abc import Iterable, Sequence

from chapters.plan.tables import Span
from chapters.plantext.remarks import Remarks

LEFT, UP = "<", "^"
NOTHING_THERE = (
    "第{}格的“{}”没有可以接上的格。“<”接左边的格，“^”接上边的格，合并的格要成长方形，"
    "表头和表身不能并在一起。请改正；如果印的就是这个符号，请写成“\\{}”"
)


def read_spans(
    marks: Sequence[Sequence[str]], lines: Sequence[int], header_rows: int, remarks: Remarks
) -> tuple[Span, ...]:
    """Return the spans that the marks of each row's cells make; "" marks an ordinary cell.

    A mark that continues nothing is refused at its line.
    """
    spans, covered = [], set()
    for row, cells in enumerate(marks):
        last = header_rows if row < header_rows else len(marks)
        for column, mark in enumerate(cells):
            if mark:
                continue
            span = _span(marks[row:last], row, column)
            if span.rows > 1 or span.columns > 1:
                spans.append(span)
                covered |= set(_continuations(span))
    for row, cells in enumerate(marks):
        for column, mark in enumerate(cells):
            if mark and (row, column) not in covered:
                remarks.refuse(lines[row], NOTHING_THERE.format(column + 1, mark, mark))
    return tuple(spans)


def _span(below: Sequence[Sequence[str]], row: int, column: int) -> Span:
    """Return the span of a cell of the first row; `below` are the rows that it may cover."""
    columns = rows = 1
    while column + columns < len(below[0]) and below[0][column + columns] == LEFT:
        columns += 1
    while rows < len(below) and _continues(below[rows][column : column + columns]):
        rows += 1
    return Span(row, column, rows, columns)


def _continues(cells: Sequence[str]) -> bool:
    return bool(cells) and cells[0] == UP and all(cells)


def _continuations(span: Span) -> Iterable[tuple[int, int]]:
    return (
        (row, column)
        for row in range(span.row, span.row + span.rows)
        for column in range(span.column, span.column + span.columns)
    )


def marks_of(spans: Iterable[Span]) -> dict[tuple[int, int], str]:
    """Return the mark of each cell that spans cover, by (row, column)."""
    return {
        (row, column): LEFT if row == span.row else UP
        for span in spans
        for row, column in _continuations(span)
        if (row, column) != (span.row, span.column)
    }
