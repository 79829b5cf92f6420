"""Reader and writer of blocks: the lines between two headings, or of one text box."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from chapters.plan.blocks import Block, Box, Paragraph, Subheading
from chapters.plan.tables import IndicatorTable
from chapters.plantext import fences
from chapters.plantext.footnotes import UNUSED, Footnotes
from chapters.plantext.indicator_tables import is_classic, names_indicators, own_columns
from chapters.plantext.levels import BOX, Heading, Levels, UnknownHeading
from chapters.plantext.lines import (
    Closing,
    ContentsEntry,
    Line,
    Mark,
    Misplaced,
    Note,
    Opening,
    Rule,
    lines_of,
    mark_of,
)
from chapters.plantext.paragraphs import read_paragraph
from chapters.plantext.remarks import Remark, Remarks
from chapters.plantext.tables import Fenced, plain_table, take_table
from chapters.plantext.writing import BlockWriter
from chapters.proofreading.wording import WrongWording
from tanggu_plan.text.composed import composed

ESCAPE_REMEDY = "如果这一行是正文，请在行首加一个反斜杠“\\”"
MISPLACED = {
    Closing: "“:::”前面没有表格的开头。请删去这一行，或在表格前加一行“:::表 名称”",
    ContentsEntry: "从这里起是目录。目录由系统自动生成，请把目录整段删去",
    Heading: f"这里不能写标题：标题在后台各有自己的栏目。请删去；{ESCAPE_REMEDY}",
    Rule: f"“---”只用在文件开头的文件信息前后。请删去这一行；{ESCAPE_REMEDY}",
    UnknownHeading: f"这里不能写标题。请删去；{ESCAPE_REMEDY}",
}
UNKNOWN_LEVEL = (
    "“{}”不是这部规划的层级。如果是标题，请在文件信息的“层级”一行按高低加上“{}”；" + ESCAPE_REMEDY
)
NO_BOX_IN_A_BOX = "专栏里不能再有专栏。请把里面的专栏移到外面，或改成小标题“# 名称”"
ONLY_IN_A_FILE = "“:::{}”在后台有自己的栏目。请把它移到那里，从这里删去"
LONGEST_TITLE = 200  # what the working copy holds of a heading

IndicatorTableReader = Callable[[Fenced, Remarks], IndicatorTable | None]


class BlockReader:
    """Reads lines to blocks. Never fails: what is malformed becomes ordinary paragraphs."""

    def __init__(
        self, remarks: Remarks, read_indicator_table: IndicatorTableReader, levels: Levels = BOX
    ) -> None:
        self.remarks = remarks
        self.read_indicator_table = read_indicator_table
        self.levels = levels
        self.indicator_table_line = 0
        self.notes_elsewhere: dict[str, str] = {}
        self.borrowed_notes: set[str] = set()
        self.unused_notes: dict[str, int] = {}
        self.unknown_kinds: set[str] = set()

    def read(self, lines: Sequence[Line], *, finds_lead: bool) -> tuple[Block, ...]:
        """Read the lines of a place."""
        footnotes = Footnotes(self.remarks, self.notes_elsewhere, self.borrowed_notes)
        rest = []
        for line in lines:
            if isinstance(mark := mark_of(line.text, self.levels), Note):
                footnotes.take(line, mark)
            else:
                rest.append(line)
        blocks = tuple(self._blocks(rest, footnotes, finds_lead=finds_lead))
        self.unused_notes |= footnotes.unused()
        return blocks

    def finish(self) -> None:
        """Report the notes that no mark of any place names."""
        for label, line in self.unused_notes.items():
            if label not in self.borrowed_notes:
                self.remarks.refuse(line, UNUSED.format(label, label))

    def _blocks(
        self, lines: Sequence[Line], footnotes: Footnotes, *, finds_lead: bool, in_box: bool = False
    ) -> Iterator[Block]:
        previous: Mark | None = None
        position = 0
        while position < len(lines):
            line, mark = lines[position], mark_of(lines[position].text, self.levels)
            if isinstance(mark, Opening) and not mark.is_table:
                found = fences.take_fence(mark, lines, position, self.levels)
                yield from self._enclosed(found, lines[position : found.after], footnotes, in_box)
                position = found.after
            elif isinstance(mark, Opening):
                fenced = take_table(mark, list(lines), position, self.levels)
                yield from self._table(fenced)
                position += len(fenced.lines)
            else:
                if isinstance(mark, Subheading):
                    yield self._subheading(line, mark)
                elif mark:
                    self._misplaced(line, mark, previous)
                    yield Paragraph(line.text)
                else:
                    yield from self._paragraph(line, footnotes, finds_lead=finds_lead)
                position += 1
            previous = mark

    def _misplaced(self, line: Line, mark: Mark, previous: Mark | None) -> None:
        if isinstance(mark, UnknownHeading) and not self.levels.is_box:
            if mark.kind not in self.unknown_kinds:
                self.remarks.refuse(line.number, UNKNOWN_LEVEL.format(mark.label, mark.kind))
            self.unknown_kinds.add(mark.kind)
        elif mark != previous:  # of a run of the same mark, the first tells all
            message = mark.message if isinstance(mark, Misplaced) else MISPLACED[type(mark)]
            self.remarks.refuse(line.number, message)

    def _subheading(self, line: Line, heading: Subheading) -> Subheading:
        if not heading.title:
            self.remarks.refuse(line.number, "小标题只有编号，没有文字。请写在同一行")
        elif len(heading.title) > LONGEST_TITLE:
            self.remarks.refuse(
                line.number, f"小标题超过{LONGEST_TITLE}个字。请缩短；{ESCAPE_REMEDY}"
            )
        self.remarks.proofread(line.number, heading.title)
        return heading

    def _paragraph(
        self, line: Line, footnotes: Footnotes, *, finds_lead: bool
    ) -> Iterator[Paragraph]:
        if self.levels.is_first:
            paragraph = read_paragraph(line.text, finds_lead=finds_lead)
        else:
            paragraph = footnotes.read(line, finds_lead=finds_lead)
        if not paragraph.text:
            return
        self.remarks.proofread(line.number, paragraph.text, is_paragraph=True)
        for note in paragraph.footnotes:
            self.remarks.proofread(line.number, note.text)
        yield paragraph

    def _enclosed(
        self, found: fences.Enclosed, lines: Sequence[Line], footnotes: Footnotes, in_box: bool
    ) -> Iterator[Block]:
        message = self._fault_of(found, in_box=in_box)
        if message:
            self.remarks.refuse(found.line, message)
            yield from (Paragraph(line.text) for line in lines)
            return
        self.remarks.proofread(found.line, found.opening.caption)
        if found.opening.kind == "图":
            yield fences.read_figure(found, self.remarks)
            return
        inside = self._blocks(found.lines, footnotes, finds_lead=False, in_box=True)
        yield Box(found.opening.caption, tuple(inside))

    def _fault_of(self, found: fences.Enclosed, *, in_box: bool) -> str:
        kind = found.opening.kind
        if not found.is_closed:
            return fences.NOT_CLOSED.format(kind)
        if kind in ("通知", "附件"):
            return ONLY_IN_A_FILE.format(kind)
        if kind == "图":
            return fences.fault_of_figure(found)
        return NO_BOX_IN_A_BOX if in_box else ""

    def _table(self, fenced: Fenced) -> Iterable[Block]:
        for text in [fenced.opening.caption, *fenced.notes]:
            self.remarks.proofread(fenced.line, text)
        holds_indicators = fenced.opening.holds_indicators
        table: Block | None = (
            self._indicator_table(fenced) if holds_indicators else plain_table(fenced, self.remarks)
        )
        return [table] if table else [Paragraph(line.text) for line in fenced.lines]

    def _indicator_table(self, fenced: Fenced) -> IndicatorTable | None:
        if self.indicator_table_line:
            self.remarks.refuse(
                fenced.line,
                f"指标表只能有一张，第{self.indicator_table_line}行已经有了。"
                "请并成一张；其他表格用“:::表 名称”",
            )
        self.indicator_table_line = self.indicator_table_line or fenced.line
        return self.read_indicator_table(fenced, self.remarks)


def read_blocks(text: str, *, in_section: bool = False) -> tuple[Block, ...]:
    """Read the text of one box of the working copy. Total: never raises.

    Lead phrases are found by themselves in a section only. The indicator table stands as a line
    `:::指标表 名称`, with notes and a closing `:::` where it has notes; its rows live elsewhere.
    """
    reader = BlockReader(Remarks(), _place_of_indicators)
    return reader.read(list(lines_of(text)), finds_lead=in_section)


def pieces_of(text: str) -> Iterator[str]:
    """Yield the lines of one box, those of a table together, each piece as it is typed."""
    lines = list(lines_of(text))
    position = 0
    while position < len(lines):
        piece, mark = lines[position : position + 1], mark_of(lines[position].text)
        if isinstance(mark, Opening) and not mark.is_table:
            piece = lines[position : fences.take_fence(mark, lines, position, BOX).after]
        elif isinstance(mark, Opening):
            piece = take_table(mark, lines, position).lines
        yield "\n".join(line.text for line in piece)
        position += len(piece)


def check_blocks(
    text: str,
    *,
    in_section: bool = False,
    wrong_wordings: Iterable[WrongWording] = (),
    let_through: Container[str] = (),
) -> tuple[Remark, ...]:
    """Return what is wrong with the text of one box, sorted by line.

    `wrong_wordings` and `let_through` are those of `proofreading.proofread`.
    """
    remarks = Remarks(wrong_wordings, let_through)
    remarks.check_characters(text)
    lines = list(lines_of(composed(text)))
    reader = BlockReader(remarks, _place_of_indicators)
    reader.read(lines, finds_lead=in_section)
    reader.finish()
    return remarks.by_line()


def write_blocks(blocks: Iterable[Block], *, in_section: bool = False) -> str:
    """Return the text that `read_blocks` reads as these blocks."""
    return "\n".join(BlockWriter(_place_lines).lines(blocks, finds_lead=in_section))


def _place_of_indicators(fenced: Fenced, remarks: Remarks) -> IndicatorTable | None:
    has_columns = fenced.is_closed and fenced.rows and names_indicators(fenced)
    if is_classic(fenced) or ((fenced.rows or fenced.strays) and not has_columns):
        remarks.refuse(
            fenced.line,
            "指标表的各行不写在正文里，请到“指标”栏目填写。这里只留“:::指标表 名称”一行，删去各行",
        )
        return None
    if fenced.rows:
        found = own_columns(fenced, remarks, 0, 0)
        return found[0] if found else None
    return fenced.indicator_table()


def _place_lines(table: IndicatorTable) -> Iterator[str]:
    yield f":::指标表 {table.caption}".rstrip()
    if table.notes:
        yield from table.notes
        yield ":::"
