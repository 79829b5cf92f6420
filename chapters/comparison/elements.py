"""Elements of comparison: the places of a Document, in them paragraphs, rows and facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, pairwise, starmap

from chapters.plan.alignment import Grams, grams
from chapters.plan.blocks import Block, Box, Numbered, Paragraph, Subheading, numbering
from chapters.plan.document import Document
from chapters.plan.places import COVER, INDICATORS, TYPED_TEXT, Place
from chapters.plan.tables import IndicatorTable, Span, Table

FOOTNOTE_LABELS = ("脚注", "注在何处")
SUBHEADING_LABELS = ("小标题", "级别")
TABLE_LABELS = ("表名", "合并的格")
AROUND_A_MARK = 8  # characters that tell where a footnote's mark stands
INDICATOR_LABELS = ("序号", "指标名称", "单位", "基期值", "目标值", "属性", "年均或累计", "口径")
FIGURE_LABELS = ("图名", "文字说明", "来源", "文件")


class Form(StrEnum):
    PARAGRAPH = "paragraph"
    TABLE = "table"  # where it stands, and its caption
    HEADER = "header"
    ROW = "row"
    NOTE = "note"
    SUBHEADING = "subheading"
    BOX = "box"  # where it begins, with its caption, and where it ends
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
    for item in numbering(blocks):
        yield from _of_block(item)


def _of_block(item: Numbered) -> Iterator[Element]:
    block = item.block
    if isinstance(block, Paragraph):
        yield from _paragraph(block, item.number)
    elif isinstance(block, Table | IndicatorTable):
        yield from _table(block)
    elif isinstance(block, Box):
        yield Element(Form.BOX, (block.caption,), ("专栏",))
        for inside in item.inside:
            yield from _of_block(inside)
        yield Element(Form.BOX, ("到此为止",), ("专栏",))
    elif isinstance(block, Subheading):
        yield Element(Form.SUBHEADING, (block.heading, str(block.level)), SUBHEADING_LABELS)
    else:
        cells = (block.caption, block.alternative, block.source, block.file)
        yield Element(Form.FIGURE, cells, FIGURE_LABELS)


def _paragraph(paragraph: Paragraph, number: int) -> Iterator[Element]:
    text = paragraph.text
    yield Element(Form.PARAGRAPH, (text,), lead_phrase=paragraph.lead_phrase, number=number)
    for note in paragraph.footnotes:
        before = text[max(0, note.at - AROUND_A_MARK) : note.at]
        yield Element(Form.FOOTNOTE, (note.text, f"“{before}”之后"), FOOTNOTE_LABELS)


def _table(table: Table | IndicatorTable) -> Iterator[Element]:
    spans = "；".join(map(_span_in_words, table.spans))
    yield Element(Form.TABLE, (table.caption, spans) if spans else (table.caption,), TABLE_LABELS)
    if table.header:
        for header in (table.header, *table.further_headers):
            yield Element(Form.HEADER, header, table.header)
        for row in table.rows:
            yield Element(Form.ROW, row, table.header)
    for note in table.notes:
        yield Element(Form.NOTE, (note,), ("表注",))


def _span_in_words(span: Span) -> str:
    return f"第{span.row + 1}行第{span.column + 1}格占{span.rows}行{span.columns}列"


def _indicators(document: Document) -> Iterator[Element]:
    for row in document.indicators:
        printed = (row.name, row.unit, row.base_value, row.target_value, row.nature)
        said = (row.change_value, row.declaration.in_words() if row.declaration else "")
        cells = (str(row.number), *printed, *(said if any(said) else ()))
        yield Element(Form.INDICATOR, cells, INDICATOR_LABELS[: len(cells)])


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
    if document.restarts_chapters:
        facts["章号"] = "各篇重新编起"
    for label, value in facts.items():
        yield Element(Form.FACT, (value,), (label,))
