"""The reading order of a plan: its places, the one before and the one after."""

from dataclasses import dataclass

from chapters.plan.blocks import Block
from chapters.plan.document import Document
from chapters.plan.numerals import to_chinese


@dataclass(frozen=True, slots=True)
class Place:
    """A page of text: the preface, a chapter, a section or the closing."""

    kind: str
    label: str
    title: str
    chapter: int | None = None
    section: int | None = None

    @property
    def full_label(self) -> str:
        """The label with the chapter's before a section's: 第二章第三节."""
        chapter = f"第{to_chinese(self.chapter)}章" if self.section else ""
        return chapter + self.label


@dataclass(frozen=True, slots=True)
class Neighbours:
    previous: Place | None
    next: Place | None


def reading_order(document: Document) -> list[Place]:
    """Return every place of the plan as printed, a chapter before its sections."""
    places = [Place("preface", "", "前言")] if document.preface else []
    for chapter in document.chapters:
        places.append(Place("chapter", chapter.label, chapter.title, chapter.number))
        places += [
            Place("section", section.label, section.title, chapter.number, section.number)
            for section in chapter.sections
        ]
    if document.closing:
        places.append(Place("closing", "", "结束语"))
    return places


def neighbours(document: Document, place: Place) -> Neighbours:
    """Return the places around one of `reading_order`."""
    places = reading_order(document)
    position = places.index(place)
    return Neighbours(
        previous=places[position - 1] if position else None,
        next=places[position + 1] if position + 1 < len(places) else None,
    )


def find(document: Document, kind: str, chapter=None, section=None) -> Place | None:
    """Return the place of that kind and numbers, None where the plan has none."""
    return next(
        (
            place
            for place in reading_order(document)
            if (place.kind, place.chapter, place.section) == (kind, chapter, section)
        ),
        None,
    )


def blocks_of(document: Document, place: Place) -> tuple[Block, ...]:
    """Return what is printed at one of `reading_order`'s places, below its heading."""
    if place.kind == "chapter":
        return document.chapter(place.chapter).lead
    if place.kind == "section":
        return document.section(place.chapter, place.section).blocks
    return document.preface if place.kind == "preface" else document.closing
