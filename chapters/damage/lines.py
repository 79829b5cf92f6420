"""Lines of a plan text that may be mended: those of the body, outside tables and figures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from chapters.plantext.levels import SECOND, Levels, UnusableLevelsError, levels_from
from chapters.plantext.lines import LINE_END, Closing, Note, Opening, Rule, mark_of

LEVELS = re.compile(r"^\s*层级\s*[：:](.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line and its number in the file; `is_open` where it may be mended."""

    number: int
    text: str
    is_open: bool = False
    levels: Levels = SECOND

    @property
    def words(self) -> str:
        return self.text.strip()

    @property
    def is_paragraph(self) -> bool:
        """Whether it may be a paragraph or a part of one: it is open, has words and is no mark."""
        return self.is_open and bool(self.words) and mark_of(self.words, self.levels) is None


class Repair(NamedTuple):
    """What takes the place of the lines [start:end]: the text of one line, "" for none."""

    start: int
    end: int
    text: str


def source_lines(text: str) -> list[SourceLine]:
    """Tell the open lines from the information block, tables, figures and escaped lines."""
    levels = _levels(text)
    return list(_told_apart(enumerate(LINE_END.split(text), start=1), levels))


def _levels(text: str) -> Levels:
    written = LEVELS.search(text)
    try:
        return levels_from(written[1]) if written else SECOND
    except UnusableLevelsError:
        return SECOND


def _told_apart(numbered: Iterable[tuple[int, str]], levels: Levels) -> Iterator[SourceLine]:
    in_information = in_fence = is_body = False
    for number, line in numbered:
        words = line.strip()
        mark = mark_of(words, levels) if words else None
        if isinstance(mark, Rule) and not is_body:
            in_information = not in_information
            is_body = not in_information
        elif isinstance(mark, Opening):
            in_fence, is_body = mark.is_table or mark.kind == "图", True
        elif isinstance(mark, Closing):
            in_fence = False
        elif not in_information and not in_fence:
            is_closed = words.startswith(("\\", "|")) or line.count("\t") > 1
            is_open = not is_closed and not isinstance(mark, Note)
            yield SourceLine(number, line, is_open, levels)
            is_body = is_body or bool(words)
            continue
        yield SourceLine(number, line, levels=levels)


def repaired(lines: Sequence[SourceLine], repairs: Iterable[Repair]) -> list[SourceLine]:
    """Return the lines with the repairs, which stand in order and do not overlap."""
    result: list[SourceLine] = []
    position = 0
    for start, end, text in repairs:
        result += lines[position:start]
        if text:
            result.append(replace(lines[start], text=text))
        position = end
    return [*result, *lines[position:]]


def joined(first: str, second: str) -> str:
    """Return two pieces of a paragraph as one, with a space between Latin words only."""
    before, after = first.rstrip(), second.strip()
    is_latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii()
    return f"{before} {after}" if is_latin and after[:1].isalpha() else before + after
