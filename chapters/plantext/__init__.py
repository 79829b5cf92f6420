"""规划文本/1 and 规划文本/2: a whole plan as plain text, read and written.

One line is one paragraph; blank lines say nothing. The reader changes nothing but letters in two
pieces, which it composes; it reports at once everything that it and the proofreading rules find.
The modules of this room explain the marks: levels, lines, paragraphs, footnotes, blocks, fences,
tables, information, structure. 2 has everything of 1.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chapters.plan.blocks import Block
from chapters.plan.document import Document, Indicator
from chapters.plan.outline import Annex
from chapters.plan.passages import PlaceText
from chapters.plan.places import PREFACE, PlaceKind
from chapters.plan.tables import IndicatorTable
from chapters.plantext.blocks import BlockReader
from chapters.plantext.fences import NOT_CLOSED, Enclosed, annex_heading, annex_line, take_fence
from chapters.plantext.indicator_tables import indicators, is_classic, own_columns
from chapters.plantext.information import (
    SECOND_FORMAT,
    Information,
    information_lines,
    take_information,
)
from chapters.plantext.levels import (
    BOX,
    FIRST,
    SECOND,
    Heading,
    Level,
    Levels,
    levels_of,
    proposed,
)
from chapters.plantext.lines import Line, Note, Opening, lines_of, mark_of
from chapters.plantext.remarks import Remark, Remarks
from chapters.plantext.structure import Stretch, Structure, stretches
from chapters.plantext.tables import Fenced, table_lines
from chapters.plantext.writing import BlockWriter
from tanggu_plan.text.composed import composed

NO_LEVELS = (
    "文件信息没有“层级”，而正文里的标题看来有{}级。请加一行“层级：{}”；不作标题的，从这一行里去掉"
)
NOTICE_TOO_LATE = "通知应在前言和第一章之前。请把“:::通知”到“:::”移到最前面"
ANNEX_TOO_EARLY = "附件应在文末，后面还有“{}”。请把“:::附件”到“:::”移到最后"
SECOND_NOTICE = "通知只能有一份。请并成一份"
NO_TITLE = "附件没有名称。请写成“:::附件 附件1 名称”"


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a file. `document` is None where a remark stops the saving."""

    document: Document | None
    remarks: tuple[Remark, ...]

    @property
    def refusals(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.stops_saving)


def read(text: str) -> Reading:
    """Read a whole plan. All remarks are collected, sorted by line."""
    remarks = Remarks()
    remarks.check_characters(text)
    lines = list(lines_of(composed(text)))
    information, body = take_information(lines, remarks)
    levels = _levels(information, body, remarks)
    document = _Reader(information, levels, remarks).read(body, lines[-1].number if lines else 1)
    return Reading(None if remarks.stop_saving else document(), remarks.by_line())


def _levels(information: Information, body: Sequence[Line], remarks: Remarks) -> Levels:
    if information.format != SECOND_FORMAT:
        return FIRST
    if information.levels:
        return information.levels
    seen = proposed(line.text for line in body)
    if seen and not set(seen.kinds) <= set(SECOND.kinds):
        remarks.refuse(information.lines["格式"], NO_LEVELS.format(len(seen.kinds), seen.name))
        return seen
    return SECOND


class _Reader:
    """Reads the body of a file."""

    def __init__(self, information: Information, levels: Levels, remarks: Remarks) -> None:
        self.information = information
        self.levels = levels
        self.remarks = remarks
        self.indicators: list[Indicator] = []
        self.blocks = BlockReader(remarks, self._indicator_table, levels)
        self.blocks_in_fences = BlockReader(remarks, self._indicator_table, BOX)

    def read(self, body: Sequence[Line], last_line: int) -> Callable[[], Document]:
        """Read it, and return what makes the Document where no remark stops the saving."""
        notice, annexes, text = self._taken_apart(body)
        structure = Structure(
            self.remarks, self.levels, keeps_numbers=self.information.keeps_numbers
        )
        self.blocks.notes_elsewhere = self._notes(text)
        for stretch in stretches(text, self.levels):
            structure.add(stretch, self._blocks(stretch))
        structure.finish(last_line)
        self.blocks.finish()
        self.blocks_in_fences.indicator_table_line = self.blocks.indicator_table_line
        notice_blocks = self._inside(notice) if notice else ()
        read_annexes = tuple(
            self._annex(number, annex) for number, annex in enumerate(annexes, start=1)
        )
        self.blocks_in_fences.finish()

        def document() -> Document:
            return Document(
                **self.information.document_fields() | _titles(notice, structure),
                notice=notice_blocks,
                preface=structure.blocks.get(Level.PREFACE, ()),
                parts=tuple(structure.parts),
                chapters=tuple(structure.chapters),
                indicators=tuple(self.indicators),
                closing=structure.blocks.get(Level.CLOSING, ()),
                annexes=read_annexes,
                restarts_chapters=structure.restarts_chapters,
            )

        return document

    def _taken_apart(
        self, body: Sequence[Line]
    ) -> tuple[Enclosed | None, list[Enclosed], list[Line]]:
        """Return the notice, the annexes, and the other lines."""
        notice: Enclosed | None = None
        annexes: list[Enclosed] = []
        text: list[Line] = []
        has_heading = False
        position = 0
        while position < len(body):
            line, mark = body[position], mark_of(body[position].text, self.levels)
            if not isinstance(mark, Opening) or mark.is_table:
                if isinstance(mark, Heading):
                    has_heading = True
                    if annexes:
                        message = ANNEX_TOO_EARLY.format(line.text[:20])
                        self.remarks.refuse(annexes[-1].line, message)
                        annexes.clear()
                text.append(line)
                position += 1
                continue
            found = take_fence(mark, body, position, self.levels)
            if mark.kind not in ("通知", "附件"):
                text += body[position : found.after]
            elif not found.is_closed:
                self.remarks.refuse(found.line, NOT_CLOSED.format(mark.kind))
            elif mark.kind == "附件":
                annexes.append(found)
            elif notice or has_heading:
                self.remarks.refuse(found.line, NOTICE_TOO_LATE if has_heading else SECOND_NOTICE)
            else:
                notice = found
            position = found.after
        return notice, annexes, text

    def _notes(self, lines: Sequence[Line]) -> dict[str, str]:
        """Return the footnotes that stand once in the text: they may stand in another section."""
        notes = [
            mark for line in lines if isinstance(mark := mark_of(line.text, self.levels), Note)
        ]
        labels = [note.label for note in notes]
        return {note.label: note.text for note in notes if labels.count(note.label) == 1}

    def _blocks(self, stretch: Stretch) -> tuple[Block, ...]:
        in_section = stretch.heading is not None and stretch.heading.level is Level.SECTION
        finds_lead = in_section and self.information.finds_leads
        return self.blocks.read(stretch.lines, finds_lead=finds_lead)

    def _inside(self, found: Enclosed) -> tuple[Block, ...]:
        self.remarks.proofread(found.line, found.opening.caption)
        return self.blocks_in_fences.read(found.lines, finds_lead=False)

    def _annex(self, number: int, found: Enclosed) -> Annex:
        label, title = annex_heading(found.opening.caption)
        if not title:
            self.remarks.refuse(found.line, NO_TITLE)
        printed = "" if label == f"附件{number}" else label
        return Annex(number, title, self._inside(found), printed)

    def _indicator_table(self, fenced: Fenced, remarks: Remarks) -> IndicatorTable | None:
        years = self.information.base_year, self.information.target_year
        if self.levels.is_first or is_classic(fenced):
            found = indicators(fenced, remarks, *years)
            self.indicators.extend(found or ())
            return fenced.indicator_table() if found is not None else None
        table, rows = own_columns(fenced, remarks, *years) or (None, ())
        self.indicators.extend(rows)
        return table


def _titles(notice: Enclosed | None, structure: Structure) -> dict[str, Any]:
    """Return the names of what stands before and after the chapters, where the file has them."""
    titles = {
        "notice_title": notice.opening.caption if notice else "",
        "preface_title": structure.titles.get(Level.PREFACE, ""),
        "closing_title": structure.titles.get(Level.CLOSING, ""),
    }
    return {name: title for name, title in titles.items() if title}


def write(document: Document) -> str:
    """Return the file that reads back as the document, in 规划文本/1 where that can hold it.

    Indicators that no table of the text places are not written.
    """
    if not _needs_second(document):
        try:
            return _joined(_Writer(document, FIRST))
        except ValueError:
            pass  # 2 may have a mark for it
    labels = [
        {part.label for part in document.parts},
        {chapter.label for chapter in document.chapters},
        {section.label for chapter in document.chapters for section in chapter.sections},
    ]
    return _joined(_Writer(document, levels_of(labels)))


def _needs_second(document: Document) -> bool:
    titles = (document.preface_title, document.closing_title)
    sections = (section for chapter in document.chapters for section in chapter.sections)
    labels = [each.printed_label for each in document.chapters]
    labels += [each.printed_label for each in sections]
    extras = (document.parts, document.annexes, document.notice, document.restarts_chapters)
    return any(extras) or any(labels) or titles != ("前言", "结束语")


def _joined(writer: "_Writer") -> str:
    return "\n".join(writer.lines()) + "\n"


class _Writer:
    """Writes a document in the marks of the levels. Raises ValueError where they have none."""

    def __init__(self, document: Document, levels: Levels) -> None:
        self.document = document
        self.levels = levels
        self.blocks = BlockWriter(self._indicator_table, levels)
        self.blocks_in_fences = BlockWriter(self._indicator_table, BOX)
        self.blocks_in_fences.labels = self.blocks.labels

    def lines(self) -> Iterator[str]:
        yield from information_lines(
            self.document, self.levels, keeps_numbers=self._keeps_numbers()
        )
        for text in self.document.places():
            if text.place != PREFACE:
                yield ""
            if text.place.kind in (PlaceKind.NOTICE, PlaceKind.ANNEX):
                yield from self._fenced(text)
                continue
            yield self._heading(text)
            yield from self.blocks.lines(text.blocks, finds_lead=bool(text.place.above))

    def _keeps_numbers(self) -> bool:
        """Whether the headings do not number through."""
        structure = Structure(Remarks(), self.levels)
        for text in self.document.places():
            if isinstance(heading := self.levels.heading(self._line(text)), Heading):
                structure.add(Stretch(1, replace(heading, title="甲")), text.blocks)
        return structure.remarks.stop_saving

    def _line(self, text: PlaceText) -> str:
        return " ".join(filter(None, (text.place.own_label, text.title)))

    def _heading(self, text: PlaceText) -> str:
        line = self._line(text)
        if self.levels.is_first:
            return line
        for way in (line, f"# {line}"):
            heading = self.levels.heading(way)
            if isinstance(heading, Heading) and heading.title == text.title:
                return way
        raise ValueError(f"no line reads as the heading {line}")

    def _fenced(self, text: PlaceText) -> Iterator[str]:
        if text.place.kind is PlaceKind.NOTICE:
            yield f":::通知 {text.title}"
        else:
            yield annex_line(text.place.own_label, text.title)
        yield from self.blocks_in_fences.lines(text.blocks, finds_lead=False)
        yield ":::"

    def _indicator_table(self, table: IndicatorTable) -> Iterator[str]:
        grid = self.document.grid(table)
        return table_lines("指标表", table.caption, grid, table.notes, self.levels)
