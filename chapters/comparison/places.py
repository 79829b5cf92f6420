"""Matching of places: which chapter or section of one Document is which of the other."""

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterator, Sequence
from dataclasses import dataclass

from chapters.comparison.elements import PlaceElements
from chapters.plan.alignment import Grams, grams, likeness, longest_increasing, nearest
from chapters.plan.places import PlaceKind

SAME_TITLE, SAME_NUMBER = 0.5, 0.15  # what they add to the likeness of two places
OTHERS_THAN_SECTIONS = frozenset(PlaceKind) - {PlaceKind.SECTION}
SAME_PLACE = 0.45  # two unrelated sections of the plan at hand reach 0.25


@dataclass(frozen=True)
class _Portrait:
    """The features by which a part, chapter, section or annex is recognised."""

    number: Hashable
    title: str
    grams: Grams

    def likeness(self, other: "_Portrait") -> float:
        return (
            likeness(self.grams, other.grams)
            + SAME_TITLE * likeness(grams(self.title), grams(other.title))
            + SAME_NUMBER * (self.number == other.number)
        )


def paired_places(olds: Sequence[PlaceElements], news: Sequence[PlaceElements]) -> dict[int, int]:
    """Return old index → new index of what is one place, renumbered, moved or retitled or not."""
    only_ones = {text.place.kind: j for j, text in enumerate(news) if not text.place.numbers}
    pairs = {
        i: only_ones[text.place.kind] for i, text in enumerate(olds) if text.place.kind in only_ones
    }
    for portraits in (_part_portraits, _chapter_portraits, _annex_portraits):
        pairs |= _recognised(portraits(olds), portraits(news))
    numbers = _chapter_numbers(olds, news, pairs)
    return pairs | _recognised(_section_portraits(olds, numbers), _section_portraits(news))


def _chapter_numbers(
    olds: Sequence[PlaceElements], news: Sequence[PlaceElements], pairs: dict[int, int]
) -> dict[int, int]:
    """Return old number → new number of the chapters that were recognised."""
    return {
        olds[i].place.numbers[0]: news[j].place.numbers[0]
        for i, j in pairs.items()
        if olds[i].place.kind is PlaceKind.CHAPTER
    }


def _part_portraits(texts: Sequence[PlaceElements]) -> dict[int, _Portrait]:
    """Return a portrait of each part, by its lead and its chapters' titles."""
    ends_at = (PlaceKind.PART, PlaceKind.CLOSING, PlaceKind.ANNEX, PlaceKind.INDICATORS)
    return _portraits(texts, PlaceKind.PART, ends_at, _own_or_title)


def _own_or_title(text: PlaceElements) -> Grams:
    return text.grams if text.place.kind is PlaceKind.PART else grams(text.title)


def _chapter_portraits(texts: Sequence[PlaceElements]) -> dict[int, _Portrait]:
    """Return a portrait of each chapter, by all that stands in it."""
    return _portraits(texts, PlaceKind.CHAPTER, OTHERS_THAN_SECTIONS)


def _annex_portraits(texts: Sequence[PlaceElements]) -> dict[int, _Portrait]:
    return _portraits(texts, PlaceKind.ANNEX, OTHERS_THAN_SECTIONS)


def _portraits(
    texts: Sequence[PlaceElements],
    kind: PlaceKind,
    ends_at: Container[PlaceKind],
    grams_of: Callable[[PlaceElements], Grams] = lambda text: text.grams,
) -> dict[int, _Portrait]:
    """Return a portrait of each place of the kind, with what follows it up to one of `ends_at`."""
    within: dict[int, set[str]] = {}
    for k, text in enumerate(texts):
        if text.place.kind is kind:
            within[k] = current = set(grams_of(text))
        elif text.place.kind in ends_at:
            current = set()
        elif within:
            current |= grams_of(text)
    return {
        k: _Portrait(texts[k].place.numbers, texts[k].title, frozenset(found))
        for k, found in within.items()
    }


def _section_portraits(
    texts: Sequence[PlaceElements], chapter_numbers: dict[int, int] | None = None
) -> dict[int, _Portrait]:
    """Return a portrait of each section; `chapter_numbers` are the new numbers of old chapters."""
    portraits = {}
    for k, text in enumerate(texts):
        if text.place.above:
            chapter, section = text.place.numbers
            number = chapter if chapter_numbers is None else chapter_numbers.get(chapter)
            portraits[k] = _Portrait((number, section), text.title, text.grams)
    return portraits


def _recognised(olds: dict[int, _Portrait], news: dict[int, _Portrait]) -> dict[int, int]:
    equal = {portrait: j for j, portrait in news.items()}
    pairs = {i: equal[portrait] for i, portrait in olds.items() if portrait in equal}
    olds = {i: portrait for i, portrait in olds.items() if i not in pairs}
    taken = set(pairs.values())
    news = {j: portrait for j, portrait in news.items() if j not in taken}
    ranked = [(-olds[i].likeness(news[j]), abs(i - j), i, j) for i, j in _candidates(olds, news)]
    for score, _, i, j in sorted(ranked):
        if -score >= SAME_PLACE and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _candidates(olds: dict[int, _Portrait], news: dict[int, _Portrait]) -> set[tuple[int, int]]:
    """Return pairs of places that share text, number or title, not every one with every other."""
    near = nearest(
        {i: old.grams for i, old in olds.items()}, {j: new.grams for j, new in news.items()}
    )
    numbered = {portrait.number: j for j, portrait in news.items()}
    titled = {portrait.title: j for j, portrait in news.items()}
    return (
        near
        | {(i, numbered[old.number]) for i, old in olds.items() if old.number in numbered}
        | {(i, titled[old.title]) for i, old in olds.items() if old.title in titled}
    )


def moved_places(
    olds: Sequence[PlaceElements], news: Sequence[PlaceElements], pairs: dict[int, int]
) -> set[int]:
    """Return the new indices of chapters out of order, and of sections out of order or chapter."""
    siblings = defaultdict(list)
    for j, i in sorted((j, i) for i, j in pairs.items()):
        old, new = olds[i].place, news[j].place
        parents = (old.chapter, new.chapter) if new.above else (None, None)
        siblings[parents].append((i, j))
    chapters = {(None, None), *_chapter_numbers(olds, news, pairs).items()}
    moved = set()
    for parents, family in siblings.items():
        in_order = longest_increasing([i for i, _ in family]) if parents in chapters else []
        moved |= {j for k, (_, j) in enumerate(family) if k not in in_order}
    return moved


def in_reading_order(
    old_count: int, new_count: int, pairs: dict[int, int]
) -> Iterator[tuple[int | None, int] | tuple[int, None]]:
    """Yield (old index, new index) of every place; what is gone follows what it once followed."""
    gone = defaultdict(list)
    previous = 0
    for i in range(old_count):
        previous = pairs.get(i, previous)
        if i not in pairs:
            gone[previous].append(i)
    old_of = {j: i for i, j in pairs.items()}
    for j in range(new_count):
        yield old_of.get(j), j
        yield from ((i, None) for i in gone[j])
