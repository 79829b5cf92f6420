"""Blocks of a place as its page draws them: headings nested, notes numbered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, pairwise

from chapters.plan.blocks import Block, Box, Figure, Numbered, Paragraph, Subheading, numbering
from chapters.plan.document import Document
from chapters.plan.tables import IndicatorTable, Table

DEEPEST_HEADING = 6  # of HTML
WIDEST_PLAIN_TABLE = 6  # columns


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote under its number at the place; `at` is the offset that its mark stands before."""

    number: int
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a paragraph, and the notes whose marks follow them."""

    text: str
    is_lead: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block with all that its template asks for.

    `kind` names the template; `depth` is the level of a sub-heading's tag; `inside` is what a box
    holds; `picture` is that of a figure, None where its file is not there.
    """

    kind: str
    number: int
    block: Block
    notes: tuple[Note, ...] = ()
    depth: int = 0
    inside: tuple["Drawn", ...] = ()
    picture: object | None = None


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    blocks: tuple[Drawn, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes at the foot of the text, in the order of their marks."""
        return tuple(note for item in _all(self.blocks) for note in item.notes)


def drawn(
    blocks: Iterable[Block], depth: int = 2, pictures: Mapping[str, object] = {}
) -> DrawnPlace:
    """Return the blocks of a place.

    `depth` is the level of its highest sub-headings' tags, `pictures` are those that are stored.
    """
    return DrawnPlace(tuple(_Drawing(depth, pictures).draw(numbering(blocks))))


class _Drawing:
    """Numbers the notes of a place, and nests its sub-headings without leaving out a level."""

    def __init__(self, depth: int, pictures: Mapping[str, object]) -> None:
        self._numbers = count(1)
        self._pictures = pictures
        self._depth = depth
        self._open: list[int] = []

    def draw(self, items: Iterable[Numbered]) -> Iterator[Drawn]:
        for item in items:
            block = item.block
            yield Drawn(
                kind=_kind(block),
                number=item.number,
                block=block,
                notes=self._notes(block) if isinstance(block, Paragraph) else (),
                depth=self._nest(block.level) if isinstance(block, Subheading) else 0,
                picture=self._pictures.get(block.file) if isinstance(block, Figure) else None,
                inside=tuple(self.draw(item.inside)),
            )

    def _notes(self, paragraph: Paragraph) -> tuple[Note, ...]:
        last = len(paragraph.text)
        in_order = sorted(paragraph.footnotes, key=lambda note: note.at)
        return tuple(
            Note(next(self._numbers), min(max(note.at, 1), last), note.text) for note in in_order
        )

    def _nest(self, level: int) -> int:
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return min(self._depth + len(self._open) - 1, DEEPEST_HEADING)


def _kind(block: Block) -> str:
    kinds = {Paragraph: "paragraph", Subheading: "subheading", Box: "box", Figure: "figure"}
    return kinds.get(type(block), "table")


def _all(items: Iterable[Drawn]) -> Iterator[Drawn]:
    for item in items:
        yield item
        yield from _all(item.inside)


def pieces(paragraph: Paragraph, notes: Iterable[Note]) -> list[Piece]:
    """Cut a paragraph's text at the ends of its lead phrase and at the marks of its notes."""
    notes = tuple(notes)
    lead_from = len(paragraph.mark)
    lead_to = lead_from + len(paragraph.lead_phrase)
    cuts = sorted({0, lead_from, lead_to, len(paragraph.text), *(note.at for note in notes)})
    return [
        Piece(
            paragraph.text[start:end],
            lead_from <= start < lead_to,
            tuple(note for note in notes if note.at == end),
        )
        for start, end in pairwise(cuts)
    ]


def is_plain(document: Document) -> bool:
    """Whether the plan has paragraphs and simple tables only, which need no styles of their own."""
    return not document.parts and all(
        _is_plain(block) for text in document.places() for block in text.blocks
    )


def _is_plain(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return not block.footnotes
    if isinstance(block, Table | IndicatorTable):
        return (
            not (block.further_headers or block.spans) and len(block.header) <= WIDEST_PLAIN_TABLE
        )
    return False
