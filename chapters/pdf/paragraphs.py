"""Paragraphs composed into lines with the faces at hand, their footnotes with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import mode

from chapters.pdf import typesetting
from chapters.pdf.fonts import FaceSet
from chapters.pdf.typesetting import Line
from chapters.plan.blocks import Footnote, Paragraph

EM = 16 * 25.4 / 72
"""The type of GB/T 9704 in mm."""
MEASURE = 156 / EM
"""The line of GB/T 9704 in em: 156 mm of 16 pt."""
TEXT_ROLE, LEAD_PHRASE_ROLE, MARK_ROLE = "fangsong", "heiti", "songti"
MARK_SIZE = 0.55
"""Of a footnote's mark in the text in em, as pdf.css has it."""


@dataclass(frozen=True, slots=True)
class SetFootnote:
    """A footnote under its number in the whole document."""

    number: int
    at: int
    text: str

    @property
    def mark(self) -> str:
        return f"[{self.number}]"


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph's lines, the letter-spacing that most of them have, and its footnotes."""

    template = "chapters/pdf/_paragraph.html"

    lines: tuple[Line, ...]
    spacing: float
    footnotes: tuple[SetFootnote, ...] = ()

    def behind(self, at: int) -> list[SetFootnote]:
        return [note for note in self.footnotes if note.at == at]


def set_paragraph(
    paragraph: Paragraph, faces: FaceSet, measure: float, *, first_number: int
) -> SetParagraph:
    """Compose a paragraph of a plan; its footnotes are numbered from `first_number`."""
    start = len(paragraph.mark)
    strong = range(start, start + len(paragraph.lead_phrase))
    notes = numbered(paragraph.footnotes, first_number)
    return set_text(paragraph.text, faces, strong, measure, notes)


def numbered(footnotes: Sequence[Footnote], first: int) -> tuple[SetFootnote, ...]:
    return tuple(
        SetFootnote(number, note.at, note.text) for number, note in enumerate(footnotes, first)
    )


def set_text(
    text: str,
    faces: FaceSet,
    strong: range = range(0),
    measure: float = MEASURE,
    footnotes: tuple[SetFootnote, ...] = (),
) -> SetParagraph:
    lines = typesetting.compose(
        text,
        lambda character, strong: faces.width(LEAD_PHRASE_ROLE if strong else TEXT_ROLE, character),
        measure,
        strong=strong,
        dash_width=faces.by_role[TEXT_ROLE].dash_width,
        marks=_widths_of_marks(footnotes, faces),
    )
    return SetParagraph(lines, mode(line.spacing for line in lines), footnotes)


def _widths_of_marks(footnotes: tuple[SetFootnote, ...], faces: FaceSet) -> dict[int, float]:
    """Return how wide the marks behind a character are together, by the offset behind it."""
    return {
        at: MARK_SIZE * sum(faces.width(MARK_ROLE, each) for note in notes for each in note.mark)
        for at, notes in groupby(footnotes, key=lambda note: note.at)
    }
