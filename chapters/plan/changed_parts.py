"""Changed parts of a text that two people edit: where their changes touch, they are one part."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chapters.plan.alignment import REWORKED, gaps, grams, likeness
from chapters.plan.blocks import Paragraph

Parts = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """On one side base[start:end] became `new`.

    `claim` is a stretch of base, ends included; edits whose claims meet are looked at together. The
    paragraphs of base count 1, 3, 5 …, the gaps before, between and after them 0, 2, 4 …: changing
    the second paragraph claims (3, 3), adding one before it (2, 2), putting two for it (2, 4).
    """

    start: int
    end: int
    new: Parts
    claim: tuple[int, int]
    is_mine: bool


def changed_parts(
    base: Parts, mine: Parts, theirs: Parts
) -> Iterator[tuple[int, int, Parts, Parts]]:
    """Yield (start, end, mine, theirs) of the parts of base that either side changed."""
    for edits in _touching([*_edits(base, mine, True), *_edits(base, theirs, False)]):
        start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
        my_stretch, their_stretch = (
            _applied([edit for edit in edits if edit.is_mine == is_mine], base, start, end)
            for is_mine in (True, False)
        )
        yield start, end, my_stretch, their_stretch


def _edits(base: Parts, side: Parts, is_mine: bool) -> Iterator[Edit]:
    """Yield what one side changed: paragraph by paragraph where it is sure which became which."""
    for start, end, new_start, new_end in gaps(base, side):
        new = side[new_start:new_end]
        if not new:
            for at in range(start, end):
                claim = 2 * at + 1, min(2 * at + 2, 2 * end - 1)
                yield Edit(at, at + 1, (), claim, is_mine)
        elif len(new) == end - start and all(map(_is_alike, base[start:end], new)):
            for at, part in enumerate(new, start):
                yield Edit(at, at + 1, (part,), (2 * at + 1, 2 * at + 1), is_mine)
        else:
            adds = len(new) > end - start  # so that it may touch the gaps around it
            claim = 2 * start + (not adds), 2 * end - (not adds)
            yield Edit(start, end, new, claim, is_mine)


def _is_alike(old: object, new: object) -> bool:
    old, new = (part.text if isinstance(part, Paragraph) else part for part in (old, new))
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    return likeness(grams(old), grams(new)) >= REWORKED


def _touching(edits: list[Edit]) -> Iterator[list[Edit]]:
    """Yield the edits in order, those together of which one claims what another does."""
    together: list[Edit] = []
    claimed = -1
    for edit in sorted(edits, key=lambda edit: edit.claim):
        first, last = edit.claim
        if together and first > claimed:
            yield together
            together = []
        together.append(edit)
        claimed = max(claimed, last)
    if together:
        yield together


def _applied(edits: list[Edit], base: Parts, start: int, end: int) -> Parts:
    """Return what the edits of one side make of base[start:end]."""
    changed: list[object] = []
    for edit in edits:
        changed += [*base[start : edit.start], *edit.new]
        start = edit.end
    return (*changed, *base[start:end])
