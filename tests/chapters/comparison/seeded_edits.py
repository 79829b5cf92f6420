"""Edits of a plan at random, whose true size is known by construction."""

from dataclasses import replace
from random import Random

from chapters.plan.blocks import Block, Paragraph
from chapters.plan.document import Document

KINDS = ("insert", "delete", "replace", "move", "split", "join")

Mark = tuple[str, int | None]  # a character and its position in the old text, None if it is new
Marks = list[Mark]


class EditedPlan:
    """A plan under edit. Every character knows where it came from, so the truth can be counted.

    A moved, split or joined paragraph changes no character.
    """

    def __init__(self, document: Document, seed: int):
        self.original = document
        self.random = Random(seed)
        self.old_length = 0
        self.preface = self._marked(document.preface)
        self.leads = [self._marked(chapter.lead) for chapter in document.chapters]
        self.sections = [
            [self._marked(section.blocks) for section in chapter.sections]
            for chapter in document.chapters
        ]
        self.places = [self.preface, *self.leads, *(s for part in self.sections for s in part)]
        self.phrases = [paragraph.text for paragraph in document.paragraphs()]

    @property
    def truly_changed(self) -> int:
        """Characters that came plus characters that went."""
        origins = [origin for place in self.places for text in place for _, origin in text]
        stayed = sum(origin is not None for origin in origins)
        return len(origins) - stayed + self.old_length - stayed

    @property
    def document(self) -> Document:
        chapters = zip(self.original.chapters, self.leads, self.sections, strict=True)
        return replace(
            self.original,
            preface=self._blocks(self.preface, self.original.preface),
            chapters=tuple(
                replace(
                    chapter,
                    lead=self._blocks(lead, chapter.lead),
                    sections=tuple(
                        replace(section, blocks=self._blocks(place, section.blocks))
                        for section, place in zip(chapter.sections, places, strict=True)
                    ),
                )
                for chapter, lead, places in chapters
            ),
        )

    def insert(self):
        text = self._paragraph(longer_than=20)
        at = self.random.randrange(len(text) + 1)
        text[at:at] = self._phrase()

    def delete(self):
        text = self._paragraph(longer_than=20)
        start, end = self._span(text)
        del text[start:end]

    def replace(self):
        text = self._paragraph(longer_than=20)
        start, end = self._span(text)
        phrase = self._phrase()
        while phrase[0][0] == text[start][0] or phrase[-1][0] == text[end - 1][0]:
            phrase = self._phrase()
        text[start:end] = phrase

    def move(self):
        place = self.random.choice([place for place in self.places if len(place) > 1])
        text = place.pop(self.random.randrange(len(place)))
        target = self.random.choice([place, self.random.choice(self.places)])
        target.insert(self.random.randrange(len(target) + 1), text)

    def split(self):
        text = self._paragraph(longer_than=60)
        at = self.random.randrange(10, len(text) - 10)
        place, index = next(
            (place, index)
            for place in self.places
            for index, other in enumerate(place)
            if other is text
        )
        place[index : index + 1] = [text[:at], text[at:]]

    def join(self):
        place = self.random.choice([place for place in self.places if len(place) > 1])
        index = self.random.randrange(len(place) - 1)
        place[index : index + 2] = [place[index] + place[index + 1]]

    def _marked(self, blocks: tuple[Block, ...]) -> list[Marks]:
        texts = [block.text for block in blocks if isinstance(block, Paragraph)]
        marked = []
        for text in texts:
            marked.append(list(zip(text, range(self.old_length, 10**9), strict=False)))
            self.old_length += len(text)
        return marked

    def _blocks(self, place: list[Marks], blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        leads = {block.lead_phrase for block in blocks if isinstance(block, Paragraph)}
        texts = ["".join(character for character, _ in text) for text in place]
        tables = tuple(block for block in blocks if not isinstance(block, Paragraph))
        return tuple(Paragraph(text, _lead(text, leads)) for text in texts) + tables

    def _paragraph(self, longer_than: int) -> Marks:
        return self.random.choice(
            [text for place in self.places for text in place if len(text) > longer_than]
        )

    def _span(self, text: Marks) -> tuple[int, int]:
        length = self.random.randint(1, min(40, len(text) // 2))
        start = self.random.randrange(len(text) - length)
        return start, start + length

    def _phrase(self) -> Marks:
        """Some words of the plan itself, as a clerk would reuse them: the hard case."""
        source = self.random.choice(self.phrases)
        length = self.random.randint(1, min(30, len(source)))
        start = self.random.randrange(len(source) - length + 1)
        return [(character, None) for character in source[start : start + length]]


def _lead(text: str, leads: set[str]) -> str:
    rest = text.removeprefix("——")
    return next((lead for lead in sorted(leads) if lead and rest.startswith(lead)), "")


def edited_plans(document: Document, *, plans: int, edits_each: int) -> list[EditedPlan]:
    """Return the plan edited in so many ways, each kind of edit equally often."""
    edited = []
    for seed in range(plans):
        plan = EditedPlan(document, seed)
        for k in range(edits_each):
            getattr(plan, KINDS[(seed * edits_each + k) % len(KINDS)])()
        edited.append(plan)
    return edited
