"""Marks of commitments in a paragraph: quotes underlined once, a link each. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from chapters.plan.blocks import Paragraph
from chapters.reading.blocks import Note
from indicators.commitments.places import PlacedCommitment


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters linked to one commitment, or to none where `number` is None.

    `is_first` is the link target of that commitment. `hidden` are the commitments whose anchors
    end here and have no characters of their own. `notes` are those whose marks follow.
    """

    text: str
    number: int | None
    is_first: bool
    hidden: tuple[int, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph: bold or not, and within the same quotes."""

    is_lead: bool
    is_commitment: bool
    pieces: tuple[Piece, ...]


def runs_of(
    paragraph: Paragraph, placed: Sequence[PlacedCommitment], notes: Sequence[Note] = ()
) -> list[Run]:
    """Return the paragraph's text, mark and lead phrase included, with its commitments marked.

    Where anchors overlap, the shorter one has the signs, then the one with the lower number.
    """
    signs = range(len(paragraph.text))
    lead = signs[len(paragraph.mark) :][: len(paragraph.lead_phrase)]

    def stretch_of(i):
        return i in lead, tuple(each.number for each in placed if i in each.quote)

    return [
        Run(is_lead, bool(quotes), tuple(_pieces(paragraph.text, list(stretch), placed, notes)))
        for (is_lead, quotes), stretch in groupby(signs, stretch_of)
    ]


def _pieces(
    text: str, stretch: list[int], placed: Sequence[PlacedCommitment], notes: Sequence[Note]
) -> Iterator[Piece]:
    owners = _owners(placed)
    firsts = {number: i for i, number in sorted(owners.items(), reverse=True)}

    def part_of(i):
        return owners.get(i), sum(note.at <= i for note in notes)

    for (owner, _), group in groupby(stretch, part_of):
        signs = list(group)
        yield Piece(
            text=text[signs[0] : signs[-1] + 1],
            number=owner,
            is_first=owner is not None and firsts[owner] == signs[0],
            hidden=tuple(
                each.number
                for each in placed
                if each.number not in firsts and each.anchor[-1] in signs
            ),
            notes=tuple(note for note in notes if note.at == signs[-1] + 1),
        )


def _owners(placed: Sequence[PlacedCommitment]) -> dict[int, int]:
    """Return the number of the commitment that each sign of an anchor leads to."""
    longest_first = sorted(placed, key=lambda each: (-len(each.anchor), -each.number))
    return {i: each.number for each in longest_first for i in each.anchor}
