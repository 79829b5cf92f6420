"""Tables as CSV that a spreadsheet opens with the right characters and runs nothing of."""

import csv
from collections.abc import Iterable, Iterator

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as GBK


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line):
        return line


def csv_lines(rows: Iterable[Iterable]) -> Iterator[str]:
    """Yield the rows as lines of CSV, the first behind a byte order mark."""
    writer = csv.writer(_Echo())
    mark = BYTE_ORDER_MARK
    for row in rows:
        yield mark + writer.writerow([safe_cell(value) for value in row])
        mark = ""


def safe_cell(value):
    """Return the value so that no spreadsheet takes it for a formula: a text gets an apostrophe."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
