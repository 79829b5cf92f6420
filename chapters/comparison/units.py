"""Units of comparison: the places of a Document, in them paragraphs, rows and facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from chapters.plan.alignment import Grams, grams
from chapters.plan.blocks import Block, IndicatorTable, Paragraph, Table, numbered
from chapters.plan.document import Document
from chapters.plan.places import COVER, INDICATORS, TYPED_TEXT, Place

INDICATOR_LABELS = ("序号", "指标名称", "单位", "基期值", "目标值", "属性")


class Form(StrEnum):
    PARAGRAPH = "paragraph"
    TABLE = "table"  # where it stands, and its caption
    HEADER = "header"
    ROW = "row"
    NOTE = "note"
    INDICATOR = "indicator"
    FACT = "fact"  # of the cover or the imprint


@dataclass(frozen=True)
class Unit:
    """A unit of comparison: a paragraph (one cell), a row of a table, a fact.

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
class PlaceUnits:
    place: Place
    title: str
    units: tuple[Unit, ...]

    @cached_property
    def grams(self) -> Grams:
        return frozenset().union(*(unit.grams for unit in self.units))


def place_ranges(texts: Sequence[PlaceUnits]) -> list[range]:
    """Return the indices of each place's units in the whole text."""
    ranges, start = [], 0
    for text in texts:
        ranges.append(range(start, start + len(text.units)))
        start += len(text.units)
    return ranges


def places_of(document: Document) -> Iterator[PlaceUnits]:
    """Yield every place of the plan in reading order, the cover first, the indicators last."""
    yield PlaceUnits(COVER, COVER.label, tuple(_facts(document)))
    for text in document.places():
        yield PlaceUnits(text.place, text.title, tuple(_units(text.blocks)))
    yield PlaceUnits(INDICATORS, INDICATORS.label, tuple(_indicators(document)))


def typed_place(text: str) -> PlaceUnits:
    """Return a text as it is typed, one line a paragraph; blank lines do not count."""
    lines = [line for line in text.splitlines() if line.strip()]
    return PlaceUnits(
        TYPED_TEXT,
        TYPED_TEXT.label,
        tuple(Unit(Form.PARAGRAPH, (line,), number=k) for k, line in enumerate(lines, 1)),
    )


def _units(blocks: tuple[Block, ...]) -> Iterator[Unit]:
    for number, block in numbered(blocks):
        if isinstance(block, Paragraph):
            yield Unit(Form.PARAGRAPH, (block.text,), lead_phrase=block.lead_phrase, number=number)
        else:
            yield from _table(block)


def _table(table: Table | IndicatorTable) -> Iterator[Unit]:
    yield Unit(Form.TABLE, (table.caption,), ("表名",))
    if isinstance(table, Table):
        yield Unit(Form.HEADER, table.header, table.header)
        for row in table.rows:
            yield Unit(Form.ROW, row, table.header)
    for note in table.notes:
        yield Unit(Form.NOTE, (note,), ("表注",))


def _indicators(document: Document) -> Iterator[Unit]:
    for row in document.indicators:
        cells = (
            str(row.number),
            row.name,
            row.unit,
            row.base_value,
            row.target_value,
            row.nature.value,
        )
        yield Unit(Form.INDICATOR, cells, INDICATOR_LABELS)


def _facts(document: Document) -> Iterator[Unit]:
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
        yield Unit(Form.FACT, (value,), (label,))
