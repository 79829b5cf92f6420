"""Lines of a plan text, and marks: the lines that are no paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from unicodedata import normalize

from chapters.plan.numerals import LARGEST, from_chinese

ESCAPE = "\\"
LINE_END = re.compile(r"\r\n|\r|\n")
SOFT_BREAK = re.compile("[\v\f\x85\u2028\u2029]")  # Word's manual line and page breaks

RULE = re.compile(r"[-—–─－]{3,}")  # Word turns --- into dashes
FENCE = re.compile(r"[:：]{3,}\s*(.*)")
TABLE = re.compile(r"(指标表|表)格?\s*(.*)")
NAMED_HEADING = re.compile(r"#{0,6}\s*(前\s*言|结\s*束\s*语)")
NUMBERED_HEADING = re.compile(
    r"(#{0,6})\s*第\s*([〇零一二两三四五六七八九十百\d]{1,6})\s*([章节篇])(\s*)(.*)"
)
HEADING_OPENINGS = ("#", "第", "前", "结", "目")
CONTENTS_TITLE = re.compile(r"目\s*录")
PAGE_NUMBER = re.compile(r"(?:[.．·…]{3,}|\t)\s*\d{1,4}")
LONGEST_CONTENTS_ENTRY = 150
LONGEST_TITLE_WITHOUT_GAP = 50


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


class Level(StrEnum):
    PREFACE = "前言"
    PART = "篇"
    CHAPTER = "章"
    SECTION = "节"
    CLOSING = "结束语"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `number` is None where it has none or it cannot be read."""

    level: Level
    numeral: str = ""
    number: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """The mark ---, which opens and closes the file information."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The mark :::指标表 名称 or :::表 名称"""

    holds_indicators: bool
    caption: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The mark ::: on its own"""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a pasted table of contents."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A mark where none can stand; the message says what to do."""

    message: str


Mark = Heading | Rule | Opening | Closing | ContentsEntry | Misplaced


def mark_of(line: str) -> Mark | None:
    """Return what a stripped line is when it is not a paragraph, None when it is one."""
    if line.startswith(ESCAPE):
        return None
    if fence := FENCE.fullmatch(line):
        return _fence(fence[1])
    if RULE.fullmatch(line):
        return Rule()
    if line.startswith(HEADING_OPENINGS) and (mark := _contents_entry(line) or _heading(line)):
        return mark
    if line.startswith("#"):
        return Misplaced(
            "行首有“#”，后面却不是章、节标题。请改正标题；如果是正文，请在行首加一个反斜杠“\\”"
        )
    if is_table_row(line):
        return Misplaced(
            "表格的行没有放在表格里。请在表格前加一行“:::表 名称”，表格后加一行“:::”；"
            "如果是正文，请在行首加一个反斜杠“\\”"
        )
    return None


def is_table_row(line: str) -> bool:
    """Whether a line is a row wherever it stands: typed with | or pasted from Word with tabs."""
    return line.startswith("|") or (line.count("\t") > 1 and not line.startswith(ESCAPE))


def _fence(rest: str) -> Opening | Closing | Misplaced:
    if not rest:
        return Closing()
    if table := TABLE.fullmatch(rest):
        return Opening(holds_indicators=table[1] == "指标表", caption=table[2])
    return Misplaced(f"不认识“:::{rest[:10]}”。表格的开头写“:::指标表 名称”或“:::表 名称”")


def _contents_entry(line: str) -> ContentsEntry | None:
    if len(line) > LONGEST_CONTENTS_ENTRY:
        return None
    page = PAGE_NUMBER.search(line)
    if page and page.end() == len(line) and _heading(line[: page.start()]):
        return ContentsEntry()
    return ContentsEntry() if CONTENTS_TITLE.fullmatch(line) else None


def _heading(line: str) -> Heading | None:
    if named := NAMED_HEADING.fullmatch(line):
        return Heading(Level("".join(named[1].split())))
    numbered = NUMBERED_HEADING.fullmatch(line)
    if not numbered:
        return None
    hashes, numeral, level, gap, title = numbered.groups()
    is_sentence = len(title) > LONGEST_TITLE_WITHOUT_GAP or any(
        mark in title for mark in "。；？！"
    )
    if is_sentence and not hashes and not gap:
        return None
    return Heading(Level(level), numeral, _number(numeral), title)


def _number(numeral: str) -> int | None:
    digits = normalize("NFKC", numeral)
    if digits.isdecimal():
        return int(digits) if 1 <= int(digits) <= LARGEST else None
    return from_chinese(numeral)
