"""Comparison of two Documents: what changed, ready for a page to show.

Places are matched first (a section renumbered, moved or retitled is recognised), then
paragraphs (also moved, split and joined ones), then characters.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from chapters.comparison.changes import Cell, Comparison, ElementChange, Kind, PlaceChange
from chapters.comparison.character_diff import PARAGRAPH_BREAK, RunKind, Runs, diff, whole
from chapters.comparison.elements import (
    Element,
    PlaceElements,
    place_ranges,
    places_of,
    typed_place,
)
from chapters.comparison.links import Link, linked_elements
from chapters.comparison.places import in_reading_order, moved_places, paired_places
from chapters.plan.document import Document
from chapters.plan.places import Spot

Located = tuple[Spot, Element]


def compare(old: Document, new: Document) -> Comparison:
    """Return what changed from old to new."""
    olds, news = list(places_of(old)), list(places_of(new))
    pairs = paired_places(olds, news)
    elements = _ElementChanges(olds, news, linked_elements(olds, news, pairs))
    moved = moved_places(olds, news, pairs)
    changes = []
    for pair in in_reading_order(len(olds), len(news), pairs):
        before = None if pair[0] is None else olds[pair[0]]
        after = None if pair[1] is None else news[pair[1]]
        shown = olds[pair[0]] if pair[1] is None else news[pair[1]]
        changes.append(
            PlaceChange(
                place=shown.place,
                old=before.place if before else None,
                new=after.place if after else None,
                name=shown.title,
                title=_title(shown, before, after),
                elements=tuple(elements.within(*pair)),
                is_moved=pair[1] in moved,
            )
        )
    return Comparison(tuple(changes))


def compare_texts(old: str, new: str) -> tuple[ElementChange, ...]:
    """Return what became of each line of a text as it is typed; blank lines do not count."""
    olds, news = [typed_place(old)], [typed_place(new)]
    return tuple(_ElementChanges(olds, news, linked_elements(olds, news, {0: 0})).within(0, 0))


def _title(shown: PlaceElements, old: PlaceElements | None, new: PlaceElements | None) -> Runs:
    """Return a title's runs; that of a place without number or name is only our word for it."""
    if not shown.place.numbers and not shown.place.labels:
        return whole(RunKind.SAME, shown.title)
    return diff(old.title if old else "", new.title if new else "")


class _ElementChanges:
    """Puts the links of two texts into words and order, place by place."""

    def __init__(
        self, olds: Sequence[PlaceElements], news: Sequence[PlaceElements], links: list[Link]
    ) -> None:
        self.olds, self.news = _located(olds), _located(news)
        self.old_ranges, self.new_ranges = place_ranges(olds), place_ranges(news)
        self.link_of_old = {i: link for link in links for i in link.old}
        self.link_of_new = {j: link for link in links for j in link.new}

    def within(self, i: int | None, j: int | None) -> Iterator[ElementChange]:
        """Yield the changes of a place in the order of the new text.

        What is gone stands after what it once followed.
        """
        waiting = deque(() if i is None else self.old_ranges[i])
        yield from self._gone(waiting)
        for k in () if j is None else self.new_ranges[j]:
            link = self.link_of_new.get(k)
            if link is None:
                yield self._one_sided(Kind.ADDED, RunKind.INSERTED, Link((), (k,)))
            elif k == min(link.new):
                yield self._linked(link)
            if link and link.in_order:
                while waiting and waiting[0] <= max(link.old):
                    waiting.popleft()
                yield from self._gone(waiting)

    def _gone(self, waiting: deque[int]) -> Iterator[ElementChange]:
        """Yield what went from here, up to what stayed."""
        while waiting:
            link = self.link_of_old.get(waiting[0])
            if link and link.in_order:
                return
            k = waiting.popleft()
            if link is None:
                yield self._one_sided(Kind.DELETED, RunKind.DELETED, Link((k,), ()))
            elif link.is_single:
                yield self._one_sided(Kind.LEFT, RunKind.SAME, link)

    def _one_sided(self, kind: Kind, run_kind: RunKind, link: Link) -> ElementChange:
        olds, news = self._located(link)
        element = (olds or news)[0][1]
        labelled = zip_longest(element.labels[: len(element.cells)], element.cells, fillvalue="")
        cells = tuple(Cell(label, whole(run_kind, text)) for label, text in labelled)
        return ElementChange(kind, element.form, cells, _spots(olds), _spots(news))

    def _linked(self, link: Link) -> ElementChange:
        olds, news = self._located(link)
        old, new = olds[0][1], news[0][1]
        return ElementChange(
            kind=_kind(link, old, new),
            form=new.form,
            cells=_cells(old, new) if link.is_single else _broken_text(olds, news),
            old=_spots(olds),
            new=_spots(news),
            old_lead=old.lead_phrase,
            new_lead=new.lead_phrase,
        )

    def _located(self, link: Link) -> tuple[list[Located], list[Located]]:
        return [self.olds[k] for k in link.old], [self.news[k] for k in link.new]


def _spots(elements: list[Located]) -> tuple[Spot, ...]:
    return tuple(spot for spot, _ in elements)


def _located(texts: Sequence[PlaceElements]) -> list[Located]:
    return [
        (Spot(text.place, element.number), element) for text in texts for element in text.elements
    ]


def _kind(link: Link, old: Element, new: Element) -> Kind:
    if not link.is_single:
        return Kind.SPLIT if len(link.new) > 1 else Kind.JOINED
    if not link.in_order:
        return Kind.MOVED
    if old.cells != new.cells:
        return Kind.CHANGED
    return Kind.UNCHANGED if old.lead_phrase == new.lead_phrase else Kind.RESTYLED


def _cells(old: Element, new: Element) -> tuple[Cell, ...]:
    labels = max(old.labels, new.labels, key=len)
    cells = zip_longest(labels, old.cells, new.cells, fillvalue="")
    return tuple(Cell(label, diff(before, after)) for label, before, after in cells)


def _broken_text(olds: list[Located], news: list[Located]) -> tuple[Cell, ...]:
    """The paragraphs of either side as one text, so that a break is a run like any other."""
    before = PARAGRAPH_BREAK.join(element.text for _, element in olds)
    after = PARAGRAPH_BREAK.join(element.text for _, element in news)
    return (Cell("", diff(before, after)),)
