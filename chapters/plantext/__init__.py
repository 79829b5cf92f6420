"""规划文本/1: a whole plan as plain text, read and written.

One line is one paragraph; blank lines say nothing. The reader changes nothing but letters in two
pieces, which it composes; it reports at once everything that it and the proofreading rules find.
The modules of this room explain the marks: lines, paragraphs, blocks, tables, information,
structure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from chapters.plan.document import Document, Indicator
from chapters.plan.places import PREFACE
from chapters.plan.tables import IndicatorTable
from chapters.plantext.blocks import BlockReader, BlockWriter
from chapters.plantext.indicator_tables import indicators
from chapters.plantext.information import information_lines, take_information
from chapters.plantext.levels import FIRST, Level
from chapters.plantext.lines import lines_of
from chapters.plantext.remarks import Remark, Remarks
from chapters.plantext.structure import Structure, parts_of
from chapters.plantext.tables import Fenced, table_lines
from tanggu_plan.text.composed import composed


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
    rows: list[Indicator] = []

    def indicator_table(fenced: Fenced, remarks: Remarks) -> IndicatorTable | None:
        found = indicators(fenced, remarks, information.base_year, information.target_year)
        rows.extend(found or ())
        return fenced.indicator_table() if found is not None else None

    reader = BlockReader(remarks, indicator_table, FIRST)
    structure = Structure(remarks)
    for part in parts_of(body):
        in_section = part.heading is not None and part.heading.level is Level.SECTION
        finds_lead = in_section and information.finds_leads
        structure.add(part, reader.read(part.lines, finds_lead=finds_lead))
    structure.finish(lines[-1].number if lines else 1)
    if remarks.stop_saving:
        return Reading(None, remarks.by_line())
    document = Document(
        **information.document_fields(),
        preface=structure.blocks.get(Level.PREFACE, ()),
        chapters=tuple(structure.chapters),
        indicators=tuple(rows),
        closing=structure.blocks.get(Level.CLOSING, ()),
    )
    return Reading(document, remarks.by_line())


def write(document: Document) -> str:
    """Return the file that reads back as the document.

    Indicators that no table of the text places are not written.
    """
    return "\n".join(_file_lines(document)) + "\n"


def _file_lines(document: Document) -> Iterator[str]:
    def indicator_table(table: IndicatorTable) -> Iterator[str]:
        return table_lines("指标表", table.caption, document.grid(table), table.notes, FIRST)

    writer = BlockWriter(indicator_table, FIRST)
    yield from information_lines(document)
    for text in document.places():
        if text.place != PREFACE:
            yield ""
        yield " ".join(filter(None, (text.place.own_label, text.title)))
        yield from writer.lines(text.blocks, finds_lead=bool(text.place.above))
