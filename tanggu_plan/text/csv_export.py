"""CSV writer: a spreadsheet shows the right characters and runs nothing."""

import csv
import re
from collections.abc import Iterable, Iterator

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NEGATIVE_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
APOSTROPHE = "'"
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as GBK


class _Echo:
    """A file whose `write` returns the line, so that csv.writer's `writerow` does."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the rows as lines of CSV, the first behind a byte order mark."""
    writer = csv.writer(_Echo())
    mark = BYTE_ORDER_MARK
    for row in rows:
        yield mark + writer.writerow([safe_cell(value) for value in row])
        mark = ""


def safe_cell(value: object) -> object:
    """Return the value so that no spreadsheet takes it for a formula: a text gets an apostrophe.

    Negative numbers stay numbers. `original_cell` takes the apostrophe away again.
    """
    return APOSTROPHE + value if isinstance(value, str) and _needs_apostrophe(value) else value


def original_cell(text: str) -> str:
    """Return the text of which `safe_cell` made this one."""
    bare = text.removeprefix(APOSTROPHE)
    return bare if bare != text and _needs_apostrophe(bare) else text


def _needs_apostrophe(text: str) -> bool:
    """Whether it would run, or be taken for a text that got its apostrophe here."""
    would_run = text.lstrip(APOSTROPHE).startswith(FORMULA_STARTS)
    return would_run and not NEGATIVE_NUMBER.fullmatch(text)
