"""Reader and writer of blocks: the lines between two headings, or of one text box."""

from collections.abc import Callable, Container, Iterable, Iterator

from chapters.plan.blocks import Block, Paragraph
from chapters.plan.tables import IndicatorTable, Table
from chapters.plantext.lines import (
    Closing,
    ContentsEntry,
    Heading,
    Line,
    Misplaced,
    Opening,
    Rule,
    lines_of,
    mark_of,
)
from chapters.plantext.paragraphs import read_paragraph, write_paragraph
from chapters.plantext.remarks import Remark, Remarks
from chapters.plantext.tables import Fenced, plain_table, table_lines, take_table
from chapters.proofreading.wording import WrongWording
from tanggu_plan.text.composed import composed

ESCAPE_REMEDY = "如果这一行是正文，请在行首加一个反斜杠“\\”"
MISPLACED = {
    Closing: "“:::”前面没有表格的开头。请删去这一行，或在表格前加一行“:::表 名称”",
    ContentsEntry: "从这里起是目录。目录由系统自动生成，请把目录整段删去",
    Heading: f"这里不能写标题：标题在后台各有自己的栏目。请删去；{ESCAPE_REMEDY}",
    Rule: f"“---”只用在文件开头的文件信息前后。请删去这一行；{ESCAPE_REMEDY}",
}

IndicatorTableReader = Callable[[Fenced, Remarks], IndicatorTable | None]


class BlockReader:
    """Reads lines to blocks. Never fails: what is malformed becomes ordinary paragraphs."""

    def __init__(self, remarks: Remarks, read_indicator_table: IndicatorTableReader) -> None:
        self.remarks = remarks
        self.read_indicator_table = read_indicator_table
        self.indicator_table_line = 0

    def read(self, lines: list[Line], *, finds_lead: bool) -> tuple[Block, ...]:
        blocks: list[Block] = []
        previous = None
        position = 0
        while position < len(lines):
            line, mark = lines[position], mark_of(lines[position].text)
            if isinstance(mark, Opening):
                fenced = take_table(mark, lines, position)
                blocks += self._table(fenced)
                position += len(fenced.lines)
            else:
                if mark and mark != previous:  # of a run of the same mark, the first tells all
                    message = mark.message if isinstance(mark, Misplaced) else MISPLACED[type(mark)]
                    self.remarks.refuse(line.number, message)
                blocks += [Paragraph(line.text)] if mark else self._paragraph(line, finds_lead)
                position += 1
            previous = mark
        return tuple(blocks)

    def _paragraph(self, line: Line, finds_lead: bool) -> Iterator[Paragraph]:
        paragraph = read_paragraph(line.text, finds_lead=finds_lead)
        if not paragraph.text:
            return
        self.remarks.proofread(line.number, paragraph.text, is_paragraph=True)
        yield paragraph

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


def write_block(
    block: Block, indicator_table: Callable[[IndicatorTable], Iterator[str]], *, finds_lead: bool
) -> Iterator[str]:
    """Yield the lines of a block."""
    if isinstance(block, Paragraph):
        yield write_paragraph(block, finds_lead=finds_lead)
    elif isinstance(block, Table):
        yield from table_lines("表", block.caption, block.header, block.rows, block.notes)
    elif isinstance(block, IndicatorTable):
        yield from indicator_table(block)
    else:
        raise ValueError(f"规划文本/1 cannot hold {type(block).__name__}")


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
        if isinstance(mark, Opening):
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
    BlockReader(remarks, _place_of_indicators).read(lines, finds_lead=in_section)
    return remarks.by_line()


def write_blocks(blocks: Iterable[Block], *, in_section: bool = False) -> str:
    """Return the text that `read_blocks` reads as these blocks."""
    return "\n".join(
        line for block in blocks for line in write_block(block, _place_lines, finds_lead=in_section)
    )


def _place_of_indicators(fenced: Fenced, remarks: Remarks) -> IndicatorTable | None:
    if fenced.rows or fenced.strays:
        remarks.refuse(
            fenced.line,
            "指标表的各行不写在正文里，请到“指标”栏目填写。这里只留“:::指标表 名称”一行，删去各行",
        )
        return None
    return fenced.indicator_table()


def _place_lines(table: IndicatorTable) -> Iterator[str]:
    yield f":::指标表 {table.caption}".rstrip()
    if table.notes:
        yield from table.notes
        yield ":::"
