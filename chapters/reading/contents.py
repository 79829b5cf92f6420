"""Contents of a plan: the whole as a tree, and as much of it as a page shows beside its text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from chapters.plan.blocks import Numbered, Subheading, walk
from chapters.plan.document import Document
from chapters.plan.passages import PlaceText
from chapters.plan.places import Place, PlaceKind

MOST_SHOWN = 60  # places beside the text; of a longer plan only those around the page's


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the contents, with the places and the sub-headings that stand in it."""

    text: PlaceText
    inside: tuple["Entry", ...] = ()

    @property
    def place(self) -> Place:
        return self.text.place

    @property
    def subheadings(self) -> tuple[Numbered, ...]:
        return subheadings(self.text)


def subheadings(text: PlaceText) -> tuple[Numbered, ...]:
    return tuple(item for item in walk(text.blocks) if isinstance(item.block, Subheading))


def is_long(document: Document) -> bool:
    return len(document.places()) > MOST_SHOWN


def entries(document: Document) -> tuple[Entry, ...]:
    """Return the highest places in printed order, each with what stands in it."""
    return tuple(_in_parts(document, _in_chapters(document)))


def entry_at(document: Document, place: Place) -> Entry | None:
    return next((entry for entry in _all(entries(document)) if entry.place == place), None)


def _in_chapters(document: Document) -> Iterator[Entry]:
    for _, (text, *sections) in groupby(document.places(), key=lambda t: t.place.above or t.place):
        yield Entry(text, tuple(map(Entry, sections)))


def _in_parts(document: Document, chapters: Iterable[Entry]) -> Iterator[Entry]:
    parts = {chapter.number: chapter.part for chapter in document.chapters}

    def part_of(entry):
        own = entry.place.numbers[0] if entry.place.kind is PlaceKind.PART else 0
        return own or parts.get(entry.place.chapter, 0)

    for part, group in groupby(chapters, key=part_of):
        first, *others = group
        if part:
            yield Entry(first.text, tuple(others))
        else:
            yield from (first, *others)


def _all(items: Iterable[Entry]) -> Iterator[Entry]:
    for item in items:
        yield item
        yield from _all(item.inside)


def beside(document: Document, place: Place | None) -> tuple[PlaceText, ...]:
    """Return the places that a page lists beside its text: all, or of a long plan the highest and
    those on the way to the page's own."""
    if not is_long(document):
        return document.places()
    way = {text.place for text in document.path_to(place)} if place else set()
    return tuple(_opened(entries(document), way))


def _opened(items: Iterable[Entry], way: set[Place]) -> Iterator[PlaceText]:
    for item in items:
        yield item.text
        if item.place in way:
            yield from _opened(item.inside, way)
