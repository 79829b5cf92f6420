"""Three-way merging of Documents: by place, and within a place by paragraph.

What one side changed is taken, and what both changed alike is one change. Where both changed the
same part differently, or moved a paragraph to two places, a conflict is named and `mine` stands.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any, Generic, TypeVar

from chapters.plan.changed_parts import Parts, changed_parts
from chapters.plan.document import Document, Indicator
from chapters.plan.outline import Annex, Chapter, Part, Section
from chapters.plan.places import (
    CLOSING,
    COVER,
    INDICATORS,
    NOTICE,
    PREFACE,
    TYPED_TEXT,
    Place,
    PlaceKind,
    Spot,
)

SPOTS = {
    "notice": Spot(NOTICE),
    "preface": Spot(PREFACE),
    "closing": Spot(CLOSING),
    "indicators": Spot(INDICATORS),
}
NUMBERED = ("parts", "chapters", "sections", "annexes", "indicators")
TEXTS = ("notice", "preface", "lead", "blocks", "closing", "text")

KINDS: dict[type, PlaceKind] = {
    Part: PlaceKind.PART,
    Chapter: PlaceKind.CHAPTER,
    Section: PlaceKind.SECTION,
    Annex: PlaceKind.ANNEX,
}

Outline = dict[int, str]
Sibling = Part | Chapter | Section | Annex | Indicator
Versions = tuple[Any, Any, Any]  # base, mine, theirs
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part that both sides changed differently, or of which it is not sure where it belongs.

    `field` is the Document's, chapter's, section's or indicator's. A version is a tuple of
    paragraphs and tables, of one value, or of whole chapters, sections or indicators; () is none.
    """

    spot: Spot
    field: str
    base: Parts
    mine: Parts
    theirs: Parts

    @property
    def versions(self) -> tuple[Parts, Parts, Parts]:
        return self.base, self.mine, self.theirs


@dataclass(frozen=True, slots=True)
class Merge(Generic[Result]):
    """Both sides' changes; `result` holds `mine` where there is a conflict."""

    result: Result
    conflicts: tuple[Conflict, ...]


def merge(base: Document, mine: Document, theirs: Document) -> Merge[Document]:
    """Merge two changed versions of a plan; chapters, sections and indicators go by number."""
    return _merge(lambda merging: merging.fields(Spot(COVER), (base, mine, theirs)))


def merge_text(base: Parts, mine: Parts, theirs: Parts) -> Merge[Parts]:
    """Merge two changed versions of a sequence of paragraphs, each a Block or a string."""
    return _merge(lambda merging: merging.text(Spot(TYPED_TEXT), "text", (base, mine, theirs)))


def _merge(run: Callable[["_Merging"], Result]) -> Merge[Result]:
    """Merge; where a paragraph was lost or doubled, again, each change of it a conflict."""
    merging = _Merging()
    result = run(merging)
    if astray := merging.astray():
        merging = _Merging(astray)
        result = run(merging)
    return Merge(result, tuple(merging.conflicts))


class _Merging:
    """Merges part by part, collects the conflicts, and counts the blocks of all other parts."""

    def __init__(self, known_astray: frozenset[Hashable] = frozenset()):
        self.known_astray = known_astray
        self.conflicts: list[Conflict] = []
        self.counts = tuple(Counter[Hashable]() for _ in ("base", "mine", "theirs", "result"))

    def fields(self, spot: Spot, versions: Versions) -> Any:
        """Merge a Document, chapter, section or indicator that all three have."""
        merged = {}
        for name in (field.name for field in fields(versions[0])):
            base, mine, theirs = (getattr(version, name) for version in versions)
            merged[name] = self._field(SPOTS.get(name, spot), name, (base, mine, theirs))
        return replace(versions[0], **merged)

    def text(self, spot: Spot, field: str, versions: Versions) -> Parts:
        base = versions[0]
        merged: list[Any] = []
        done = 0
        for start, end, mine, theirs in changed_parts(*versions):
            merged += base[done:start]
            merged += self._decide(Conflict(spot, field, base[start:end], mine, theirs))
            done = end
        return (*merged, *base[done:])

    def astray(self) -> frozenset[Hashable]:
        """Return the blocks that the result has more or fewer times than either side can mean.

        One side has moved such a block, and the other has moved it elsewhere or removed it.
        """
        base, mine, theirs, result = self.counts
        return frozenset(
            entry
            for entry in base | mine | theirs
            if result[entry] not in _meant(base[entry], mine[entry], theirs[entry])
        )

    def _field(self, spot: Spot, name: str, versions: Versions) -> Any:
        if name in NUMBERED:
            return self._siblings(spot, name, versions)
        if name in TEXTS:
            return self.text(spot, name, versions)
        (value,) = self._decide(Conflict(spot, name, *((value,) for value in versions)))
        return value

    def _siblings(self, spot: Spot, name: str, versions: Versions) -> Parts:
        """Merge by number; as wholes where a side renumbered, not at all where both did."""
        base, mine, theirs = map(_outline, versions)
        is_renumbered = _renumbers(base, mine) or _renumbers(base, theirs)
        if is_renumbered and mine != theirs and _regroups(base, mine) and _regroups(base, theirs):
            return self._decide(Conflict(spot, name, *versions))
        merged: list[Any] = []
        for number in sorted({*base, *mine, *theirs}):
            numbered = [tuple(e for e in version if e.number == number) for version in versions]
            if is_renumbered or not all(len(each) == 1 for each in numbered):
                merged += self._decide(Conflict(spot, name, *numbered))
            else:
                one, mine_one, their_one = chain(*numbered)
                merged.append(self.fields(_spot_of(one, spot), (one, mine_one, their_one)))
        return tuple(merged)

    def _decide(self, part: Conflict) -> Parts:
        """Return what one side changed or both changed alike; `mine` where they do not agree."""
        base, mine, theirs = part.versions
        agreed = theirs if mine in (base, theirs) else mine if theirs == base else None
        if agreed is None or self._went_astray(part):
            self.conflicts.append(part)
            return mine
        if part.field in (*NUMBERED, *TEXTS):
            for counter, version in zip(self.counts, (*part.versions, agreed), strict=True):
                counter.update(_account(part.spot, version))
        return agreed

    def _went_astray(self, part: Conflict) -> bool:
        base, mine, theirs = (
            Counter(e for e in _account(part.spot, version) if e in self.known_astray)
            for version in part.versions
        )
        return part.mine != part.theirs and not base == mine == theirs


def _meant(base: int, mine: int, theirs: int) -> tuple[int, ...]:
    """Return how often a block may be there that stands so often in the three versions."""
    if (mine - base) * (theirs - base) > 0:  # both added it, or both removed it
        return mine, theirs
    return (mine + theirs - base,)


def _account(spot: Spot, version: Parts) -> Iterator[Hashable]:
    """Yield what a reader would miss or see twice: a block of the whole plan, and of its place."""
    for part in version:
        if isinstance(part, Chapter):
            yield from _account(spot, (*part.lead, *part.sections))
        elif isinstance(part, Part):
            yield from _account(spot, part.lead)
        elif isinstance(part, Section | Annex):
            yield from _account(spot, part.blocks)
        elif not isinstance(part, Indicator):
            yield part
            yield spot, part


def _spot_of(item: Sibling, above: Spot) -> Spot:
    if isinstance(item, Indicator):
        return Spot(INDICATORS, item.number)
    return Spot(Place(KINDS[type(item)], (*above.place.numbers, item.number)))


def _outline(siblings: tuple[Sibling, ...]) -> Outline:
    """Return number → title, or name, by which it shows that a sibling was renumbered."""
    return {
        each.number: each.name if isinstance(each, Indicator) else each.title for each in siblings
    }


def _renumbers(old: Outline, new: Outline) -> bool:
    """Whether a number is gone, or a title that stood at one stands at another."""
    titles = set(old.values())
    return bool(old.keys() - new.keys()) or any(
        title in titles and old.get(number) != title for number, title in new.items()
    )


def _regroups(old: Outline, new: Outline) -> bool:
    return old.keys() != new.keys() or _renumbers(old, new)
