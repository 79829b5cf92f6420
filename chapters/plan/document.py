"""The Document: a whole plan as the importer makes, editions freeze and outputs read it.

Plain frozen dataclasses. `Document.to_json` is canonical (sorted keys, no white space, UTF-8),
so equal Documents have equal bytes and the same SHA-256.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any

from chapters.plan.blocks import Block, IndicatorTable, Paragraph, Table
from chapters.plan.numerals import ordinal
from chapters.plan.passages import Passage, PlaceText, SpotText
from chapters.plan.places import (
    CLOSING,
    COVER,
    INDICATORS,
    PREFACE,
    Goal,
    Place,
    Spot,
    numbered_place,
)


class Nature(StrEnum):
    """属性: what kind of commitment an indicator is."""

    ANTICIPATORY = "预期性"
    BINDING = "约束性"


BLOCK_KINDS = {"paragraph": Paragraph, "table": Table, "indicator_table": IndicatorTable}
KIND_OF_BLOCK = {shape: kind for kind, shape in BLOCK_KINDS.items()}


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the indicator table. Values are the strings as printed, unit "" where none is."""

    number: int
    name: str
    unit: str
    base_value: str
    target_value: str
    nature: Nature

    @property
    def printed_name(self) -> str:
        """The cell as printed: 市场主体数量（万家）."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    title: str
    blocks: tuple[Block, ...]

    @property
    def label(self) -> str:
        return ordinal(self.number, "节")


@dataclass(frozen=True, slots=True)
class Chapter:
    number: int
    title: str
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]

    @property
    def label(self) -> str:
        return ordinal(self.number, "章")


@dataclass(frozen=True, slots=True)
class Document:
    """A whole plan. `issued_on` is an ISO date or None; years are four-digit integers.

    `title_lines` are the lines of the cover; `title` is the same without breaks.
    """

    title_lines: tuple[str, ...]
    short_title: str
    attachment_label: str
    issuer: str
    print_issuer: str
    written_on_text: str
    issued_on: str | None
    period_start: int
    period_end: int
    base_year: int
    vision_year: int | None
    preface: tuple[Block, ...]
    chapters: tuple[Chapter, ...]
    indicators: tuple[Indicator, ...]
    closing: tuple[Block, ...]

    @property
    def title(self) -> str:
        return "".join(self.title_lines)

    @property
    def slug(self) -> str:
        return f"{self.period_start}-{self.period_end}"

    @property
    def indicator_header(self) -> tuple[str, ...]:
        """The header of the indicator table as printed."""
        return ("序号", "指标名称", f"{self.base_year}年", f"{self.period_end}年", "属性")

    def chapter(self, number: int) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.number == number), None)

    def indicator(self, number: int) -> Indicator | None:
        return next((row for row in self.indicators if row.number == number), None)

    def places(self) -> tuple[PlaceText, ...]:
        """Every place of the plan as printed, a chapter before its sections."""
        texts = [PlaceText(PREFACE, PREFACE.label, self.preface)] if self.preface else []
        for chapter in self.chapters:
            texts.append(PlaceText(numbered_place(chapter.number), chapter.title, chapter.lead))
            for section in chapter.sections:
                place = numbered_place(chapter.number, section.number)
                texts.append(PlaceText(place, section.title, section.blocks))
        if self.closing:
            texts.append(PlaceText(CLOSING, CLOSING.label, self.closing))
        return tuple(texts)

    def at(self, place: Place | None) -> PlaceText | None:
        """Return what is printed at a place, None where the plan has no such place."""
        return next((text for text in self.places() if text.place == place), None)

    def paragraph(self, named: Spot | Goal) -> tuple[Spot, Paragraph] | None:
        """Return a paragraph with its number among all of its place, None where there is none."""
        text = self.at(named.place)
        return text.paragraph(named) if text else None

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in printed order."""
        return (paragraph for text in self.places() for _, paragraph in text.paragraphs())

    def place_of_indicators(self) -> PlaceText | None:
        """Return the place that prints the indicator table, None where none does."""
        return next((text for text in self.places() if text.has_indicators), None)

    def printed_lines(self) -> Iterator[str]:
        """Every heading, paragraph and table row in printed order, cells joined by a space.

        The measure of completeness: page text and PDF text are compared with it.
        """
        for text in self.places():
            yield text.heading
            for block in text.blocks:
                if isinstance(block, Paragraph):
                    yield block.text
                    continue
                if block.caption:
                    yield block.caption
                header, rows = self.table_cells(block)
                yield from map(" ".join, (header, *rows))
                yield from block.notes

    def passages(self) -> tuple[Passage, ...]:
        """Every text that readers see in printed order, empty titles included."""
        return tuple(
            Passage(order, place, spot, text)
            for order, (place, (spot, text)) in enumerate(self._texts_by_place())
        )

    def _texts_by_place(self) -> Iterator[tuple[Place, SpotText]]:
        cover = (*(self.title_lines or ("",)), self.short_title, self.attachment_label)
        for text in (*cover, self.issuer, self.print_issuer, self.written_on_text):
            yield COVER, (Spot(COVER), text)
        rows = [
            (Spot(INDICATORS, position), text)
            for position, row in enumerate(self.indicators, 1)
            for text in (row.printed_name, row.base_value, row.target_value)
        ]
        for printed in self.places():
            yield from ((printed.place, found) for found in printed.texts(rows))
        if not self.place_of_indicators():
            yield from ((INDICATORS, found) for found in rows)

    def table_cells(
        self, table: Table | IndicatorTable
    ) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Return (header, rows) of a table of this plan, cells as printed."""
        if isinstance(table, Table):
            return table.header, table.rows
        rows = tuple(
            (str(row.number), row.printed_name, row.base_value, row.target_value, row.nature.value)
            for row in self.indicators
        )
        return self.indicator_header, rows

    def to_json(self) -> str:
        """Return the canonical JSON."""
        return json.dumps(
            _as_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )

    @property
    def sha256(self) -> str:
        """The SHA-256 of the canonical JSON in UTF-8, in hexadecimal."""
        return sha256(self.to_json().encode()).hexdigest()

    @staticmethod
    @lru_cache(maxsize=32)
    def from_json(text: str) -> "Document":
        """Read what `to_json` wrote. Raises ValueError, KeyError or TypeError on anything else."""
        data = json.loads(text)
        rows = (Indicator(**{**row, "nature": Nature(row["nature"])}) for row in data["indicators"])
        parts = {
            "title_lines": tuple(data["title_lines"]),
            "preface": _blocks(data["preface"]),
            "closing": _blocks(data["closing"]),
            "chapters": tuple(map(_chapter, data["chapters"])),
            "indicators": tuple(rows),
        }
        return Document(**{**data, **parts})


def _as_plain(value: Any) -> Any:
    """Return dataclasses as dicts, blocks with the name of their kind."""
    if isinstance(value, tuple):
        return [_as_plain(item) for item in value]
    if type(value) in KIND_OF_BLOCK:
        return {"kind": KIND_OF_BLOCK[type(value)], **asdict(value)}
    if hasattr(value, "__dataclass_fields__"):
        return {name: _as_plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _as_tuples(value: Any) -> Any:
    return tuple(_as_tuples(item) for item in value) if isinstance(value, list) else value


def _blocks(items: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(
        BLOCK_KINDS[item["kind"]](
            **{name: _as_tuples(value) for name, value in item.items() if name != "kind"}
        )
        for item in items
    )


def _chapter(data: dict[str, Any]) -> Chapter:
    sections = (Section(**{**each, "blocks": _blocks(each["blocks"])}) for each in data["sections"])
    return Chapter(**{**data, "lead": _blocks(data["lead"]), "sections": tuple(sections)})
