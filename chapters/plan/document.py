"""The Document: a whole plan as the importer makes, editions freeze and outputs read it.

Plain frozen dataclasses. `Document.to_json` is canonical (sorted keys, no white space, UTF-8),
so equal Documents have equal bytes and the same SHA-256.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any

from chapters.plan import canonical
from chapters.plan.blocks import Block, Paragraph, walk
from chapters.plan.declarations import Declaration, from_plain
from chapters.plan.later import later
from chapters.plan.outline import Annex, Chapter, Part
from chapters.plan.passages import Passage, PlaceText, SpotText, block_texts
from chapters.plan.places import (
    CLOSING,
    COVER,
    INDICATORS,
    NOTICE,
    PREFACE,
    Goal,
    Place,
    PlaceKind,
    Spot,
)
from chapters.plan.tables import Grid, IndicatorTable, Row, Table


class Nature(StrEnum):
    """属性: what kind of commitment an indicator is."""

    ANTICIPATORY = "预期性"
    BINDING = "约束性"
    UNSTATED = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the indicator table. Values are the strings as printed, unit "" where none is.

    `change_value` is what a column 年均 or 累计 has, `declaration` what a clerk confirmed of it.
    """

    number: int
    name: str
    unit: str
    base_value: str
    target_value: str
    nature: Nature
    change_value: str = later("")
    declaration: Declaration | None = later(None)

    @property
    def printed_name(self) -> str:
        """The cell as printed: 市场主体数量（万家）."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name


@dataclass(frozen=True, slots=True)
class Document:
    """A whole plan. `issued_on` is an ISO date or None; years are four-digit integers.

    `title_lines` are the lines of the cover; `title` is the same without breaks. Chapters that are
    counted anew in each part are named with it.
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
    parts: tuple[Part, ...] = later(())
    annexes: tuple[Annex, ...] = later(())
    notice: tuple[Block, ...] = later(())
    notice_title: str = later("印发通知")
    preface_title: str = later("前言")
    closing_title: str = later("结束语")
    restarts_chapters: bool = later(False)

    @property
    def title(self) -> str:
        return "".join(self.title_lines)

    @property
    def period(self) -> str:
        """2021-2025: what an address is proposed from."""
        return f"{self.period_start}-{self.period_end}"

    @property
    def indicator_header(self) -> tuple[str, ...]:
        """The header of the indicator table as printed."""
        return ("序号", "指标名称", f"{self.base_year}年", f"{self.period_end}年", "属性")

    def part(self, number: int) -> Part | None:
        return next((part for part in self.parts if part.number == number), None)

    def chapter(self, number: int) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.number == number), None)

    def indicator(self, number: int) -> Indicator | None:
        return next((row for row in self.indicators if row.number == number), None)

    def places(self) -> tuple[PlaceText, ...]:
        """Every place of the plan as printed, a part before its chapters, those before sections."""
        return (
            *self._named(NOTICE, self.notice_title, self.notice),
            *self._named(PREFACE, self.preface_title, self.preface),
            *self._outline(),
            *self._named(CLOSING, self.closing_title, self.closing),
            *self._annexes(),
        )

    @staticmethod
    def _named(place: Place, title: str, blocks: tuple[Block, ...]) -> Iterator[PlaceText]:
        if blocks:
            yield PlaceText(Place(place.kind, labels=(title,)), title, blocks)

    def _annexes(self) -> Iterator[PlaceText]:
        for annex in self.annexes:
            place = Place(PlaceKind.ANNEX, (annex.number,), (annex.label,))
            yield PlaceText(place, annex.title, annex.blocks)

    def _outline(self) -> Iterator[PlaceText]:
        parts = {part.number: part for part in self.parts}
        for chapter in self.chapters:
            yield from self._parts_up_to(parts, chapter.part)
            part = self.part(chapter.part)
            above = (part.label,) if part and self.restarts_chapters else ()
            labels = (*above, chapter.label)
            place = Place(PlaceKind.CHAPTER, (chapter.number,), labels)
            yield PlaceText(place, chapter.title, chapter.lead)
            for section in chapter.sections:
                numbers = (chapter.number, section.number)
                place = Place(PlaceKind.SECTION, numbers, (*labels, section.label))
                yield PlaceText(place, section.title, section.blocks)
        yield from self._parts_up_to(parts, max(parts, default=0))

    @staticmethod
    def _parts_up_to(waiting: dict[int, Part], number: int) -> Iterator[PlaceText]:
        """Yield, once each, the parts that stand before a chapter of that part."""
        for part in [waiting.pop(each) for each in sorted(waiting) if each <= number]:
            place = Place(PlaceKind.PART, (part.number,), (part.label,))
            yield PlaceText(place, part.title, part.lead)

    def at(self, place: Place | None) -> PlaceText | None:
        """Return what is printed at a place, None where the plan has no such place."""
        return next((text for text in self.places() if text.place == place), None)

    def path_to(self, place: Place) -> tuple[PlaceText, ...]:
        """Return what a place stands in, outermost first, and itself: part, chapter, section."""
        part = self.part_above(place)
        return tuple(filter(None, (part, self.at(place.above), self.at(place))))

    def part_above(self, place: Place) -> PlaceText | None:
        """Return the part of a chapter or section, None for what stands in no part."""
        chapter = self.chapter(place.chapter) if place.chapter else None
        return self.at(Place(PlaceKind.PART, (chapter.part,))) if chapter else None

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
            for block in (item.block for item in walk(text.blocks)):
                if isinstance(block, Table | IndicatorTable):
                    yield from self._table_lines(block)
                else:
                    yield from filter(None, block_texts(block))

    def _table_lines(self, table: Table | IndicatorTable) -> Iterator[str]:
        if table.caption:
            yield table.caption
        grid = self.grid(table)
        yield from (" ".join(filter(None, row)) for row in (*grid.headers, *grid.rows))
        yield from table.notes

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

    def grid(self, table: Table | IndicatorTable) -> Grid:
        """Return a table of this plan as printed."""
        if isinstance(table, Table) or table.has_own_columns:
            return Grid((table.header, *table.further_headers), table.rows, table.spans)
        rows = tuple(
            (str(row.number), row.printed_name, row.base_value, row.target_value, row.nature.value)
            for row in self.indicators
        )
        return Grid((self.indicator_header,), rows)

    def table_cells(self, table: Table | IndicatorTable) -> tuple[Row, tuple[Row, ...]]:
        """Return (header, rows) of a table of this plan, further header rows among the rows."""
        grid = self.grid(table)
        return grid.headers[0], (*grid.headers[1:], *grid.rows)

    def to_json(self) -> str:
        """Return the canonical JSON."""
        return canonical.to_json(self)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the canonical JSON in UTF-8, in hexadecimal."""
        return sha256(self.to_json().encode()).hexdigest()

    @staticmethod
    @lru_cache(maxsize=32)
    def from_json(text: str) -> "Document":
        """Read what `to_json` wrote. Raises ValueError, KeyError or TypeError on anything else."""
        data = json.loads(text)
        rows = map(_indicator, data["indicators"])
        made = canonical.made(Document, data | {"indicators": []})
        return replace(made, indicators=tuple(rows))


def _indicator(row: dict[str, Any]) -> Indicator:
    said = row.get("declaration")
    declaration = from_plain(said) if said else None
    return Indicator(**{**row, "nature": Nature(row["nature"]), "declaration": declaration})
