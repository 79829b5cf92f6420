"""A plan laid out for the PDF's templates: headings with their levels, blocks composed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from chapters.pdf import typesetting
from chapters.pdf.fonts import FaceSet
from chapters.pdf.paragraphs import EM, MEASURE, SetParagraph, set_paragraph
from chapters.pdf.tables import POINT, SetTable, set_table
from chapters.plan.blocks import (
    Block,
    Box,
    Figure,
    Numbered,
    Paragraph,
    Subheading,
    numbering,
)
from chapters.plan.document import Document
from chapters.plan.passages import PlaceText
from chapters.plan.places import NOTICE, PlaceKind

STYLES = {PlaceKind.PART: "part", PlaceKind.SECTION: "section", PlaceKind.ANNEX: "annex"}
CARRIED = 6
"""How far in em the second line of a chapter stands in, and what its number takes behind it."""
LOWEST = 6
"""HTML and PDF know six levels of headings."""
BOX_EDGES = 6.5
"""The frame and the blank of a box on both sides in mm, its type in points: as in pdf.css."""
BOX_POINTS = 14
BOX_MEASURE = (MEASURE * EM - BOX_EDGES) / (BOX_POINTS * POINT)


@dataclass(frozen=True, slots=True)
class SetHeading:
    """A heading; `level` counts from the title's 1, `label` stands on a line of its own if any."""

    template = "chapters/pdf/_heading.html"

    anchor: str
    level: int
    style: str
    text: str
    label: str
    lines: tuple[str, ...]

    @property
    def contents_lines(self) -> tuple[str, ...]:
        """The heading in the list of contents, which parts no line but a chapter's."""
        lines = self.lines if self.style == "chapter" else ()
        return lines if lines and len(max(lines, key=len)) < MEASURE - CARRIED else (self.text,)


@dataclass(frozen=True, slots=True)
class SetFigure:
    """A picture and where the job has it, "" where it has not."""

    template = "chapters/pdf/_figure.html"

    figure: Figure
    address: str


@dataclass(frozen=True, slots=True)
class SetBox:
    template = "chapters/pdf/_box.html"

    caption: str
    blocks: "tuple[SetBlock, ...]"


SetBlock = SetHeading | SetParagraph | SetTable | SetFigure | SetBox


@dataclass(frozen=True, slots=True)
class SetPlace:
    """A place with its heading and its blocks."""

    heading: SetHeading
    blocks: tuple[SetBlock, ...]


class Layout:
    """The places of a document as set; `figures` are the pictures' addresses by their SHA-256."""

    def __init__(self, document: Document, faces: FaceSet, figures: Mapping[str, str]) -> None:
        self._document, self._faces, self._figures = document, faces, figures
        self._last_footnote = 0
        self.paragraphs: list[SetParagraph] = []
        places = [(text, self._set(text)) for text in document.places()]
        self.notice = [each for text, each in places if text.place == NOTICE]
        self.body = [each for text, each in places if text.place != NOTICE]

    def __iter__(self) -> Iterator[SetPlace]:
        return iter([*self.notice, *self.body])

    @property
    def has_footnotes(self) -> bool:
        return self._last_footnote > 0

    def _set(self, text: PlaceText) -> SetPlace:
        heading = self._heading(text)
        levels = _levels_below(heading.level, text.blocks)
        blocks = tuple(self._block(text, item, levels) for item in numbering(text.blocks))
        return SetPlace(heading, blocks)

    def _heading(self, text: PlaceText) -> SetHeading:
        style = STYLES.get(text.place.kind, "chapter")
        own_line = style in {"part", "annex"}
        lines = (text.title,) if own_line else typesetting.heading_lines(text.heading, MEASURE)
        return SetHeading(
            anchor=text.place.anchor,
            level=self._level(text),
            style=style,
            text=text.heading,
            label=text.place.own_label if own_line else "",
            lines=lines,
        )

    def _level(self, text: PlaceText) -> int:
        """Return 2 for what stands right below the title."""
        chapter = self._document.chapter(text.place.chapter or 0)
        in_part = chapter is not None and self._document.part(chapter.part) is not None
        return 2 + in_part + (text.place.kind is PlaceKind.SECTION)

    def _block(
        self, text: PlaceText, item: Numbered, levels: Mapping[int, int], *, boxed: bool = False
    ) -> SetBlock:
        block = item.block
        if isinstance(block, Paragraph):
            return self._paragraph(block, BOX_MEASURE if boxed else MEASURE)
        if isinstance(block, Subheading):
            return _subheading(block, f"{text.place.anchor}-{item.anchor}", levels[item.number])
        if isinstance(block, Figure):
            return SetFigure(block, self._figures.get(block.file, ""))
        if isinstance(block, Box):
            inside = (self._block(text, each, levels, boxed=True) for each in item.inside)
            return SetBox(block.caption, tuple(inside))
        grid = self._document.grid(block)
        return set_table(block, grid, self._faces, edges=BOX_EDGES if boxed else 0.0)

    def _paragraph(self, paragraph: Paragraph, measure: float) -> SetParagraph:
        first = self._last_footnote + 1
        made = set_paragraph(paragraph, self._faces, measure, first_number=first)
        self._last_footnote += len(made.footnotes)
        self.paragraphs.append(made)
        return made


def _subheading(block: Subheading, anchor: str, level: int) -> SetHeading:
    return SetHeading(anchor, level, _style(block.label), block.heading, "", (block.heading,))


def _style(label: str) -> str:
    """Return the style of a sub-heading's label by GB/T 9704 7.3.3: 一、 （一） 1. （1）."""
    if label.endswith("、"):
        return "subheading first"
    is_second = label.startswith("（") and not label[1:2].isdecimal()
    return "subheading second" if is_second else "subheading"


def _levels_below(level: int, blocks: Iterable[Block]) -> dict[int, int]:
    """Return the heading level of each sub-heading by its number, none of them skipped."""
    found: dict[int, int] = {}
    above: list[int] = []
    for number, block in enumerate(_subheadings(blocks), 1):
        while above and above[-1] >= block.level:
            above.pop()
        above.append(block.level)
        found[number] = min(level + len(above), LOWEST)
    return found


def _subheadings(blocks: Iterable[Block]) -> Iterator[Subheading]:
    for block in blocks:
        if isinstance(block, Subheading):
            yield block
        elif isinstance(block, Box):
            yield from _subheadings(block.blocks)
