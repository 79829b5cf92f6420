"""Matching of paragraphs and rows: which of the old became which of the new."""

from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chapters.comparison.elements import Element, Form, PlaceElements, place_ranges
from chapters.plan.alignment import (
    REWORKED,
    likeness,
    longest_increasing,
    matching_blocks,
    nearest,
)
from chapters.plan.places import COVER

MEANT = 0.6  # so alike that a paragraph is recognised wherever it went
RECOGNISABLE = 12  # characters a paragraph needs to be looked for in other places
PIECE = 16  # characters that tell where in a text a paragraph belongs


@dataclass(frozen=True, slots=True)
class Link:
    """Old elements that became new elements, by their index in the whole text.

    One to one as a rule; one to several where a paragraph was split, several to one where some
    were joined: the several in the order in which the one has them. Not `in_order` where they
    were moved.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    in_order: bool = True

    @property
    def is_single(self) -> bool:
        return len(self.old) == len(self.new) == 1


def linked_elements(
    olds: Sequence[PlaceElements], news: Sequence[PlaceElements], places: dict[int, int]
) -> list[Link]:
    """Return what belongs together; an element in no link was deleted or added."""
    linking = _Linking(olds, news, places)
    linking.link_equal()
    linking.look_around()
    linking.link_split_and_joined()
    linking.link_alike()
    linking.settle_order()
    linking.link_reworked()
    return linking.links


class _Linking:
    """Links elements by ever weaker evidence; the stronger goes first."""

    def __init__(
        self, olds: Sequence[PlaceElements], news: Sequence[PlaceElements], places: dict[int, int]
    ) -> None:
        self.olds = [element for text in olds for element in text.elements]
        self.news = [element for text in news for element in text.elements]
        self.old_place = [places.get(k) for k, text in enumerate(olds) for _ in text.elements]
        self.new_place = [k for k, text in enumerate(news) for _ in text.elements]
        self.old_range, self.new_range = place_ranges(olds), place_ranges(news)
        self.places = places
        self.fixed = {j for j, text in enumerate(news) if text.place == COVER}
        self.free_old = set(range(len(self.olds)))
        self.free_new = set(range(len(self.news)))
        self.links: list[Link] = []
        self.near: list[tuple[float, int, int]] = []

    def link_equal(self) -> None:
        for a, b in self.places.items():
            i, j = self.old_range[a], self.new_range[b]
            for k, m, n in self._equal(i, j, fixed=b in self.fixed):
                for step in range(n):
                    self._link([i.start + k + step], [j.start + m + step])

    def _equal(self, i: range, j: range, *, fixed: bool) -> list[tuple[int, int, int]]:
        if fixed and len(i) == len(j):
            return [(0, 0, len(i))]
        old_keys = tuple(self.olds[k].key for k in i)
        return matching_blocks(old_keys, tuple(self.news[k].key for k in j))

    def look_around(self) -> None:
        """Find what is alike among all that is not linked yet, in whatever place."""
        olds = {i: self.olds[i].grams for i in self.free_old}
        pairs = nearest(olds, {j: self.news[j].grams for j in self.free_new})
        found = [self._ranked(i, j) for i, j in pairs]
        self.near = sorted(rank for rank in found if rank)

    def _ranked(self, i: int, j: int) -> tuple[float, int, int] | None:
        old, new = self.olds[i], self.news[j]
        return (-likeness(old.grams, new.grams), i, j) if old.form == new.form else None

    def link_split_and_joined(self) -> None:
        came = _Parts(self.news, self.new_place, self.free_new)
        for i, j in self._free_in_one_place():
            if run := came.of(self.olds[i], seed=j):
                self._link([i], run)
        went = _Parts(self.olds, self.old_place, self.free_old)
        for i, j in self._free_in_one_place():
            if run := went.of(self.news[j], seed=i):
                self._link(run, [j])

    def _free_in_one_place(self) -> Iterator[tuple[int, int]]:
        for _, i, j in self.near:
            if self._are_free(i, j) and self._same_place(i, j):
                yield i, j

    def link_alike(self) -> None:
        """Link what is alike, in the same place first: staying is likelier than moving."""
        for elsewhere in (False, True):
            for score, i, j in self.near:
                may_have_moved = elsewhere and len(self.olds[i].text) >= RECOGNISABLE
                is_there = self._same_place(i, j) or may_have_moved
                if -score >= MEANT and self._are_free(i, j) and is_there:
                    self._link([i], [j])

    def settle_order(self) -> None:
        """Mark as moved the links out of order within a place, and those across places."""
        within: dict[int, list[Link]] = defaultdict(list)
        settled: list[Link] = []
        for link in self.links:
            i, j = link.old[0], link.new[0]
            if self._same_place(i, j):
                within[self.new_place[j]].append(link)
            else:
                settled.append(replace(link, in_order=False))
        for links in within.values():
            links.sort(key=lambda link: link.new)
            in_order = set(longest_increasing([link.old[0] for link in links]))
            settled += [replace(link, in_order=k in in_order) for k, link in enumerate(links)]
        self.links = settled

    def link_reworked(self) -> None:
        """Link what is somewhat alike where it stands between the same neighbours."""
        order = _Order(link for link in self.links if link.in_order)
        for score, i, j in [*self.near, *self._same_rank()]:
            fits = -score >= REWORKED and self._are_free(i, j) and self._same_place(i, j)
            if fits and order.admits(i, j):
                self._link([i], [j])
                order.add(i, j)

    def _same_rank(self) -> Iterator[tuple[float, int, int]]:
        """The first unlinked of a place with the first, the second with the second."""
        for a, b in self.places.items():
            left = [i for i in self.old_range[a] if i in self.free_old]
            came = [j for j in self.new_range[b] if j in self.free_new]
            ranked = (self._ranked(i, j) for i, j in zip(left, came, strict=False))
            yield from (rank for rank in ranked if rank)

    def _are_free(self, i: int, j: int) -> bool:
        return i in self.free_old and j in self.free_new

    def _same_place(self, i: int, j: int) -> bool:
        return self.old_place[i] == self.new_place[j]

    def _link(self, old: Sequence[int], new: Sequence[int]) -> None:
        self.links.append(Link(tuple(old), tuple(new)))
        self.free_old.difference_update(old)
        self.free_new.difference_update(new)


class _Order:
    """The pairs that stand in order, over the whole text."""

    def __init__(self, links: Iterable[Link]) -> None:
        pairs = [pair for link in links for pair in zip(link.old, link.new, strict=False)]
        self.olds = sorted(i for i, _ in pairs)
        self.news = sorted(j for _, j in pairs)

    def admits(self, i: int, j: int) -> bool:
        return bisect(self.olds, i) == bisect(self.news, j)

    def add(self, i: int, j: int) -> None:
        insort(self.olds, i)
        insort(self.news, j)


class _Parts:
    """Looks for neighbouring paragraphs that together make up one of the other text."""

    def __init__(
        self, elements: list[Element], place: Sequence[int | None], free: set[int]
    ) -> None:
        self.elements, self.place, self.free = elements, place, free
        self.refused: set[tuple[Element, int]] = set()

    def of(self, whole: Element, seed: int) -> list[int]:
        """Return the parts around the seed in the order in which the whole has them.

        Nothing where the whole is one paragraph with the seed rather than made of several.
        """
        if (whole, seed) in self.refused:
            return []
        run = self._run(whole, seed)
        if len(run) > 1 and self._make_up(whole, run, seed):
            return sorted(run, key=lambda k: _position(self.elements[k].text, whole.text))
        self.refused.update((whole, k) for k in run)
        return []

    def _run(self, whole: Element, seed: int) -> range:
        if not self._is_part(seed, whole, seed):
            return range(0)
        first = end = seed
        while self._is_part(first - 1, whole, seed):
            first -= 1
        while self._is_part(end, whole, seed):
            end += 1
        return range(first, end)

    def _is_part(self, k: int, whole: Element, seed: int) -> bool:
        if k not in self.free or self.place[k] != self.place[seed]:
            return False
        element = self.elements[k]
        if element.form != Form.PARAGRAPH or whole.form != Form.PARAGRAPH:
            return False
        return len(element.grams & whole.grams) >= MEANT * len(element.grams)

    def _make_up(self, whole: Element, run: range, seed: int) -> bool:
        together = frozenset().union(*(self.elements[k].grams for k in run))
        alone = likeness(whole.grams, self.elements[seed].grams)
        return likeness(whole.grams, together) > max(alone, MEANT)


def _position(part: str, whole: str) -> int:
    """Return where the first piece of the part that the whole has too stands in it."""
    pieces = (part[k : k + PIECE] for k in range(0, len(part), PIECE))
    return next((at for at in map(whole.find, pieces) if at >= 0), len(whole))
