"""Where an erratum stands: c5s1-p3, c2s3-g1 (a section's first goal), c5-p1, preface-p2."""

import re
from dataclasses import dataclass

from chapters.plan.blocks import Block, Paragraph
from chapters.plan.document import Document
from chapters.plan.places import Place, find

NAMES = re.compile(r"(?:c(\d+)(?:s(\d+))?|(preface|closing))-([pg])(\d+)")


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of a plan's place; `number` counts the goals only where `is_goal`."""

    kind: str
    chapter: int | None
    section: int | None
    is_goal: bool
    number: int

    def among(self, blocks: tuple[Block, ...]) -> tuple[int, Paragraph] | None:
        """Return the paragraph with its number among all paragraphs, as the anchors count."""
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        numbered = [
            (number, paragraph)
            for number, paragraph in enumerate(paragraphs, 1)
            if paragraph.is_goal or not self.is_goal
        ]
        return numbered[self.number - 1] if 0 < self.number <= len(numbered) else None

    def blocks_of(self, document: Document) -> tuple[Block, ...]:
        """Return the blocks of the spot's place, none where the document lacks it."""
        if self.kind == "section":
            place = document.section(self.chapter, self.section)
            return place.blocks if place else ()
        if self.kind == "chapter":
            place = document.chapter(self.chapter)
            return place.lead if place else ()
        return getattr(document, self.kind)

    def place_in(self, document: Document) -> Place | None:
        return find(document, self.kind, self.chapter, self.section)


def spot_named(name: str) -> Spot | None:
    """Return the spot that an erratum names, None for the cover, a heading or a table."""
    match = NAMES.fullmatch(name)
    if match is None:
        return None
    chapter, section, kind, mark, number = match.groups()
    return Spot(
        kind=kind or ("section" if section else "chapter"),
        chapter=chapter and int(chapter),
        section=section and int(section),
        is_goal=mark == "g",
        number=int(number),
    )
