"""Lines of a plan text, and marks: the lines that are no paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from chapters.plan.blocks import Subheading
from chapters.plantext.levels import (
    BOX,
    OPENING_CHARACTERS,
    Heading,
    Levels,
    UnknownHeading,
)

ESCAPE = "\\"
LINE_END = re.compile(r"\r\n|\r|\n")
SOFT_BREAK = re.compile("[\v\f\x85\u2028\u2029]")  # Word's manual line and page breaks

RULE = re.compile(r"[-—–─－]{3,}")  # Word turns --- into dashes
FENCE = re.compile(r"[:：]{3,}\s*(.*)")
FENCES = re.compile(r"(指标表|表|专栏|图|通知|附件)格?\s*(.*)")
FIRST_FENCES = ("指标表", "表")
NOTE = re.compile(r"\[\^([^\[\]\s]{1,20})\]\s*[：:]\s*(\S.*)")
CONTENTS_TITLE = re.compile(r"目\s*录")
PAGE_NUMBER = re.compile(r"(?:[.．·…]{3,}|\t)\s*\d{1,4}")
LONGEST_CONTENTS_ENTRY = 150
MARK_CHARACTERS = OPENING_CHARACTERS | frozenset(":：-—–─－目[|")


class Line(NamedTuple):
    """A line without the blanks at its ends, and its number in the editor."""

    number: int
    text: str


def numbered_lines(text: str) -> Iterator[Line]:
    """Every line as it stands; Windows, Unix and old Mac line ends alike."""
    return (Line(number, line) for number, line in enumerate(LINE_END.split(text), start=1))


def lines_of(text: str) -> Iterator[Line]:
    """Every line that is not blank. A soft break starts a new one under the same number."""
    for number, line in numbered_lines(text):
        for part in SOFT_BREAK.split(line):
            if part := part.strip():
                yield Line(number, part)


@dataclass(frozen=True, slots=True)
class Rule:
    """The mark ---, which opens and closes the file information."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The mark :::表 名称, or another of FENCES."""

    kind: str
    caption: str

    @property
    def holds_indicators(self) -> bool:
        return self.kind == "指标表"

    @property
    def is_table(self) -> bool:
        return self.kind in FIRST_FENCES


@dataclass(frozen=True, slots=True)
class Closing:
    """The mark ::: on its own"""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a pasted table of contents."""


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a footnote: [^1]：……"""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A mark where none can stand; the message says what to do."""

    message: str


Mark = (
    Heading
    | Subheading
    | UnknownHeading
    | Rule
    | Opening
    | Closing
    | ContentsEntry
    | Note
    | Misplaced
)


def mark_of(line: str, levels: Levels = BOX) -> Mark | None:
    """Return what a stripped line is when it is not a paragraph, None when it is one."""
    if not _may_be_mark(line):
        return None
    if fence := FENCE.fullmatch(line):
        return _fence(fence[1], levels)
    if RULE.fullmatch(line):
        return Rule()
    if mark := _contents_entry(line, levels) or levels.heading(line):
        return mark
    if line.startswith("#"):
        return Misplaced(
            "行首有“#”，后面却不是标题。请改正标题；如果是正文，请在行首加一个反斜杠“\\”"
        )
    if line.startswith("[^") and not levels.is_first and (note := NOTE.fullmatch(line)):
        return Note(note[1], note[2])
    if is_table_row(line):
        return Misplaced(
            "表格的行没有放在表格里。请在表格前加一行“:::表 名称”，表格后加一行“:::”；"
            "如果是正文，请在行首加一个反斜杠“\\”"
        )
    return None


def _may_be_mark(line: str) -> bool:
    """Tell most paragraphs by their first character: few lines of a plan are marks."""
    first = line[:1]
    return first in MARK_CHARACTERS or first.isdecimal() or is_table_row(line)


def is_table_row(line: str) -> bool:
    """Whether a line is a row wherever it stands: typed with | or pasted from Word with tabs."""
    return line.startswith("|") or (line.count("\t") > 1 and not line.startswith(ESCAPE))


def _fence(rest: str, levels: Levels) -> Opening | Closing | Misplaced:
    if not rest:
        return Closing()
    if (fence := FENCES.fullmatch(rest)) and (fence[1] in FIRST_FENCES or not levels.is_first):
        return Opening(fence[1], fence[2])
    message = f"不认识“:::{rest[:10]}”。表格的开头写“:::指标表 名称”或“:::表 名称”"
    if levels.is_first:
        message += "；专栏、图、附件要先把文件信息的“格式”改为“规划文本/2”"
    else:
        message += "，其他写“:::专栏 名称”“:::图 名称”“:::通知 标题”“:::附件 附件1 名称”"
    return Misplaced(message)


def _contents_entry(line: str, levels: Levels) -> ContentsEntry | None:
    if len(line) > LONGEST_CONTENTS_ENTRY:
        return None
    page = PAGE_NUMBER.search(line)
    if page and page.end() == len(line):
        entry = levels.heading(line[: page.start()])
        if entry and not isinstance(entry, Subheading):
            return ContentsEntry()
    return ContentsEntry() if CONTENTS_TITLE.fullmatch(line) else None
