"""Search results as pages show them: grouped by place, the words marked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from chapters.finding.search import Hit, Item, Piece

MARK = "mark"  # the parameter by which a page of text is told what to mark, see static/js/mark.js

Path = tuple[str, ...]  # the headings of a place, outermost first


@dataclass(frozen=True, slots=True)
class Found:
    item: Item
    address: str
    pieces: list[Piece]
    count: int


def grouped(
    hits: Iterable[Hit], pieces_of: Callable[[Hit], list[Piece]]
) -> list[tuple[Path, list[Found]]]:
    """Return the hits by place in the order given, each as the pieces wanted of it."""
    return [
        (path, [Found(hit.item, marked_address(hit), pieces_of(hit), hit.count) for hit in members])
        for path, members in groupby(hits, key=lambda hit: hit.item.path)
    ]


def marked_address(hit: Hit) -> str:
    """Return the address of the hit's paragraph, with the words that are to be marked there.

    They are in the query string, since ids alone are sure to be jumped to: a browser that does not
    know `#p3:~:text=` jumps nowhere, and Chromium finds no text that begins within a word of its
    dictionary.
    """
    page, hash_sign, anchor = hit.item.address.partition("#")
    if not hash_sign:
        return page
    return f"{page}?{urlencode({MARK: hit.found}, doseq=True)}#{anchor}"
