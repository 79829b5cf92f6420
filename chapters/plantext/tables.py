"""Reader and writer of tables between ::: lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chapters.plan.tables import Grid, IndicatorTable, Span, Table
from chapters.plantext import spans
from chapters.plantext.levels import BOX, Levels
from chapters.plantext.lines import Closing, Line, Opening, is_table_row, mark_of
from chapters.plantext.remarks import Remarks

FIRST_NOTE = re.compile(r"注\d*\s*[：:]")
NOTE = re.compile(r"(?:注\d*|口径|说明|备注|(?:资料|数据)?来源)\s*[：:]")
CELL = re.compile(r"([^|\\]*(?:\\.?[^|\\]*)*)(?:\||$)")
FIRST_ESCAPED = re.compile(r"\\([\\|])")
ESCAPED = re.compile(r"\\([\\|<^:-])")
RULING = re.compile(r":?-+:?")
RULE = "-"  # the mark of a cell of a ruling
MOST_HEADERS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A typed row; `marks` are those that continue a cell, RULE for a ruling's cells, else ""."""

    line: int
    cells: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def is_ruling(self) -> bool:
        return all(mark == RULE for mark in self.marks)

    @property
    def printed(self) -> tuple[str, ...]:
        """The cells without those that others cover."""
        marked = zip(self.cells, self.marks, strict=True)
        return tuple("" if mark in (spans.LEFT, spans.UP) else cell for cell, mark in marked)

    @property
    def continues(self) -> tuple[str, ...]:
        return tuple("" if mark == RULE else mark for mark in self.marks)


@dataclass(slots=True)
class Fenced:
    """The lines of one table, from its opening to its closing if it has one."""

    opening: Opening
    lines: list[Line]
    is_closed: bool
    is_first: bool
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.lines[0].number

    @property
    def header(self) -> Row:
        return self.rows[0]

    @property
    def headers(self) -> list[Row]:
        """The header rows: those above the ruling |---|---|, and each that has one below it."""
        return [row for row in self.rows[: self._body_start] if not row.is_ruling] or self.rows[:1]

    @property
    def body(self) -> list[Row]:
        return self.rows[max(self._body_start, 1) :]

    @property
    def _body_start(self) -> int:
        rulings = [at for at, row in enumerate(self.rows) if at and row.is_ruling]
        most = 1 if self.is_first else MOST_HEADERS
        if not rulings or rulings[0] > most:
            return 0
        start = rulings[0]
        while not self.is_first and start + 2 in rulings:
            start += 2
        return start + 1

    def spans(self, remarks: Remarks) -> tuple[Span, ...]:
        rows = [*self.headers, *self.body]
        marks = [row.continues for row in rows]
        return spans.read_spans(marks, [row.line for row in rows], len(self.headers), remarks)

    def indicator_table(self) -> IndicatorTable:
        return IndicatorTable(self.opening.caption, tuple(self.notes))


def take_table(opening: Opening, lines: list[Line], start: int, levels: Levels = BOX) -> Fenced:
    """Gather the table that opens at `start`. Without a closing line it ends with its rows."""
    end = start + 1
    while end < len(lines) and not isinstance(mark_of(lines[end].text, levels), Opening | Closing):
        end += 1
    is_closed = end < len(lines) and isinstance(mark_of(lines[end].text, levels), Closing)
    if not is_closed:
        end = start + 1
        while end < len(lines) and is_table_row(lines[end].text):
            end += 1
    table = Fenced(opening, lines[start : end + is_closed], is_closed, levels.is_first)
    for line in lines[start + 1 : end]:
        _sort_in(table, line)
    return table


def _sort_in(table: Fenced, line: Line) -> None:
    note = FIRST_NOTE if table.is_first else NOTE
    if note.match(line.text):
        table.notes.append(line.text)
    elif is_table_row(line.text) or "\t" in line.text:
        table.rows.append(_row(line, is_first=table.is_first))
    else:
        table.strays.append(line)


def is_part_of_table(line: str) -> bool:
    """Whether a line may stand between the opening and the closing of a table."""
    return bool(NOTE.match(line)) or is_table_row(line) or "\t" in line


def _row(line: Line, *, is_first: bool) -> Row:
    if line.text.startswith("|"):
        typed = tuple(cell.strip() for cell in CELL.findall(line.text[1:])[:-1]) or ("",)
        escaped = FIRST_ESCAPED if is_first else ESCAPED
        cells = tuple(escaped.sub(r"\1", cell) for cell in typed)
    else:
        cells = typed = tuple(cell.strip() for cell in line.text.split("\t"))
    return Row(line.number, cells, tuple(_mark(cell, is_first=is_first) for cell in typed))


def _mark(cell: str, *, is_first: bool) -> str:
    if cell in (spans.LEFT, spans.UP):
        return "" if is_first else cell
    return RULE if RULING.fullmatch(cell) else ""


def join_cells(cells: Iterable[str], marks: Iterable[str], *, is_first: bool) -> str:
    """Write a row; `marks` are "" where the cell's text is written."""
    escaped = [cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells]
    if not is_first:
        looks_ruled = all(map(RULING.fullmatch, escaped))
        escaped = [
            f"\\{cell}" if looks_ruled or cell in (spans.LEFT, spans.UP) else cell
            for cell in escaped
        ]
    written = [mark or cell for cell, mark in zip(escaped, marks, strict=True)]
    return f"| {' | '.join(written)} |"


def table_lines(
    name: str, caption: str, grid: Grid, notes: Iterable[str], levels: Levels
) -> Iterator[str]:
    """Write a table; `name` is 表 or 指标表. Raises ValueError where the format has no mark."""
    is_first = levels.is_first
    if is_first and (len(grid.headers) > 1 or grid.spans):
        raise ValueError("规划文本/1 cannot hold further header rows or spans")
    yield f":::{name} {caption}".rstrip()
    marks = spans.marks_of(grid.spans)
    for at, row in enumerate((*grid.headers, *grid.rows)):
        continued = (marks.get((at, column), "") for column in range(len(row)))
        yield join_cells(row, continued, is_first=is_first)
        if at < len(grid.headers):
            yield "|" + "---|" * len(row)
    yield from notes
    yield ":::"


def plain_table(table: Fenced, remarks: Remarks) -> Table | None:
    """Return the table, None where it is malformed; the remarks say why."""
    grid = read_grid(table, remarks)
    if not grid:
        return None
    header, *further = grid.headers
    notes = tuple(table.notes)
    return Table(table.opening.caption, header, grid.rows, notes, tuple(further), grid.spans)


def read_grid(table: Fenced, remarks: Remarks) -> Grid | None:
    """Return the cells as printed, None where they make no table; the remarks say why."""
    problems = Remarks()
    spans_found = table.spans(problems) if is_well_formed(table, problems) else ()
    remarks += problems
    if problems.stop_saving:
        return None
    for row in [*table.headers, *table.body]:
        for cell in row.printed:
            remarks.proofread(row.line, cell)
    headers = tuple(row.printed for row in table.headers)
    return Grid(headers, tuple(row.printed for row in table.body), spans_found)


def is_well_formed(table: Fenced, remarks: Remarks) -> bool:
    problems = Remarks()
    if not table.is_closed:
        problems.refuse(table.line, "表格没有结束。请在表格最后一行之后加一行“:::”")
    for stray in table.strays:
        problems.refuse(
            stray.number, "表格里只能有以“|”开头的行和“注：”行。请改正这一行，或把“:::”移到它前面"
        )
    if not table.rows:
        problems.refuse(table.line, "表格里没有一行。请写表头和各行，如“| 序号 | 名称 |”")
    elif not table.body:
        problems.hint(table.line, "表格只有表头，没有内容。请核对")
    for row in [*table.headers, *table.body]:
        if len(row.cells) != (width := len(table.header.cells)):
            problems.refuse(
                row.line,
                f"这一行有{len(row.cells)}格，表头有{width}格。请补齐或删去多余的格；"
                "格里的“|”写成“\\|”",
            )
    remarks += problems
    return not problems.stop_saving
