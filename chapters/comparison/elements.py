"""Elements of comparison: the places of a Document, in them paragraphs, rows and facts."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, pairwise, starmap

from chapters.plan.alignment import Grams, grams
from chapters.plan.blocks import Block, Box, Figure, Paragraph, Subheading, numbered
from chapters.plan.document import Document
from chapters.plan.places import COVER, INDICATORS, TYPED_TEXT, Place
from chapters.plan.tables import IndicatorTable, Table

INDICATOR_LABELS = ("序号", "指标名称", "单位", "基期值", "目标值", "属性")
FIGURE_LABELS = ("图名", "文字说明", "来源", "文件")


class Form(StrEnum):
    PARAGRAPH = "paragraph"
    TABLE = "table"  # where it stands, and its caption
    HEADER = "header"
    ROW = "row"
    NOTE = "note"
    SUBHEADING = "subheading"
    BOX = "box"  # where it begins, and its caption
    FIGURE = "figure"
    FOOTNOTE = "footnote"
    INDICATOR = "indicator"
    FACT = "fact"  # of the cover or the imprint


@dataclass(frozen=True)
class Element:
    """An element of comparison: a paragraph (one cell), a row of a table, a fact.

    `number` is that of the paragraph's anchor, 0 for what has none; `labels` name the cells.
    """

    form: Form
    cells: tuple[str, ...]
    labels: tuple[str, ...] = ()
    lead_phrase: str = ""
    number: int = 0

    @property
    def key(self) -> tuple[Form, tuple[str, ...], str]:
        return self.form, self.cells, self.lead_phrase

    @cached_property
    def text(self) -> str:
        return "\t".join(self.cells)

    @cached_property
    def grams(self) -> Grams:
        return grams(self.text)


@dataclass(frozen=True)
class PlaceElements:
    place: Place
    title: str
    elements: tuple[Element, ...]

    @cached_property
    def grams(self) -> Grams:
        return frozenset().union(*(element.grams for element in self.elements))


def place_ranges(texts: Sequence[PlaceElements]) -> list[range]:
    """Return the indices of each place's elements in the whole text."""
    ends = accumulate((len(text.elements) for text in texts), initial=0)
    return list(starmap(range, pairwise(ends)))


def places_of(document: Document) -> Iterator[PlaceElements]:
    """Yield every place of the plan in reading order, the cover first, the indicators last."""
    yield PlaceElements(COVER, COVER.label, tuple(_facts(document)))
    for text in document.places():
        yield PlaceElements(text.place, text.title, tuple(_elements(text.blocks)))
    yield PlaceElements(INDICATORS, INDICATORS.label, tuple(_indicators(document)))


def typed_place(text: str) -> PlaceElements:
    """Return a text as it is typed, one line a paragraph; blank lines do not count."""
    lines = [line for line in text.splitlines() if line.strip()]
    return PlaceElements(
        TYPED_TEXT,
        TYPED_TEXT.label,
        tuple(Element(Form.PARAGRAPH, (line,), number=k) for k, line in enumerate(lines, 1)),
    )


def _elements(blocks: tuple[Block, ...]) -> Iterator[Element]:
    for number, block in numbered(blocks):
        if isinstance(block, Paragraph):
            yield Element(
                Form.PARAGRAPH, (block.text,), lead_phrase=block.lead_phrase, number=number
            )
            for note in block.footnotes:
                yield Element(Form.FOOTNOTE, (note.text,), ("脚注",))
        elif isinstance(block, Table | IndicatorTable):
            yield from _table(block)
        else:
            yield _captioned(block)


def _captioned(block: Subheading | Box | Figure) -> Element:
    if isinstance(block, Subheading):
        return Element(Form.SUBHEADING, (block.heading,), ("小标题",))
    if isinstance(block, Box):
        return Element(Form.BOX, (block.caption,), ("专栏",))
    cells = (block.caption, block.alternative, block.source, block.file)
    return Element(Form.FIGURE, cells, FIGURE_LABELS)


def _table(table: Table | IndicatorTable) -> Iterator[Element]:
    yield Element(Form.TABLE, (table.caption,), ("表名",))
    if table.header:
        for header in (table.header, *table.further_headers):
            yield Element(Form.HEADER, header, table.header)
        for row in table.rows:
            yield Element(Form.ROW, row, table.header)
    for note in table.notes:
        yield Element(Form.NOTE, (note,), ("表注",))


def _indicators(document: Document) -> Iterator[Element]:
    for row in document.indicators:
        yield Element(Form.INDICATOR, tuple(map(str, astuple(row))), INDICATOR_LABELS)


def _facts(document: Document) -> Iterator[Element]:
    facts = {
        "标题": "\n".join(document.title_lines),
        "简称": document.short_title,
        "附件标记": document.attachment_label,
        "编制单位": document.issuer,
        "印发单位": document.print_issuer,
        "成文日期": document.written_on_text,
        "印发日期": document.issued_on or "",
        "规划期": f"{document.period_start}—{document.period_end}",
        "基期年": str(document.base_year),
        "远景年": str(document.vision_year or ""),
    }
    for label, value in facts.items():
        yield Element(Form.FACT, (value,), (label,))
