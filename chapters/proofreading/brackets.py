"""Rules on quotes and brackets: in pairs, nested as GB/T 15834 has them."""

import re
from collections import Counter
from collections.abc import Iterator

from chapters.proofreading.marks import CLOSING, OPENING
from chapters.proofreading.pinyin import LATIN
from chapters.proofreading.problems import Finding, Severity

# Not the apostrophe of xī’ān.
MARK = re.compile(rf"(?!(?<=[{LATIN}])’[{LATIN}])[{OPENING}{CLOSING}]")
PARTNER = dict(zip(OPENING, CLOSING, strict=True)) | dict(zip(CLOSING, OPENING, strict=True))
# An opening mark that may not stand directly within another, and what to write instead.
WRONG_INSIDE = {
    ("“", "“"): "双引号里面再用引号，应写单引号‘’。",
    ("‘", "‘"): "单引号里面再用引号，应写双引号“”。",
    ("《", "《"): "书名号里面再用书名号，应写单书名号〈〉。",
}
OUTERMOST_SINGLE = "单引号‘’只用在双引号里面；这里请用双引号“”，或补上外面的双引号。"
LONGEST_ITEM_NUMBER = 2


class OpenMarks:
    """The marks opened and not yet closed, innermost last. Every question is answered at once."""

    def __init__(self) -> None:
        self.marks: list[tuple[int, str]] = []
        self.count: Counter[str] = Counter()

    def __contains__(self, mark: str) -> bool:
        return self.count[mark] > 0

    @property
    def innermost(self) -> str:
        return self.marks[-1][1] if self.marks else ""

    def push(self, position: int, mark: str) -> None:
        self.marks.append((position, mark))
        self.count[mark] += 1

    def pop(self) -> tuple[int, str]:
        position, mark = self.marks.pop()
        self.count[mark] -= 1
        return position, mark


def bracket_findings(text: str) -> Iterator[Finding]:
    """Yield errors; hints at book titles within book titles, since many older ones are so."""
    opened = OpenMarks()
    for match in MARK.finditer(text):
        position, mark = match.start(), match[0]
        if mark in OPENING:
            yield from _nesting(opened, position, mark)
            opened.push(position, mark)
        else:
            yield from _close(opened, position, mark, text)
    for position, mark in opened.marks:
        yield _unclosed(position, mark)


def _nesting(opened: OpenMarks, position: int, mark: str) -> Iterator[Finding]:
    message = WRONG_INSIDE.get((opened.innermost, mark))
    if message:
        severity = Severity.HINT if mark == "《" else Severity.ERROR
        yield Finding(position, position + 1, severity, message)
    elif mark == "‘" and "“" not in opened:
        yield Finding(position, position + 1, Severity.ERROR, OUTERMOST_SINGLE)


def _close(opened: OpenMarks, position: int, mark: str, text: str) -> Iterator[Finding]:
    if PARTNER[mark] not in opened:
        if not _ends_an_item_number(text, position):
            message = f"“{mark}”前面没有与它成对的“{PARTNER[mark]}”，请补上或删去。"
            yield Finding(position, position + 1, Severity.ERROR, message)
        return
    while opened.innermost != PARTNER[mark]:
        yield _unclosed(*opened.pop())
    opened.pop()


def _ends_an_item_number(text: str, position: int) -> bool:
    """Whether the mark is the one of 1） or 十一） at the head of a paragraph."""
    if text[position] != "）" or not 1 <= position <= LONGEST_ITEM_NUMBER:
        return False
    return all(char in "0123456789一二三四五六七八九十" for char in text[:position])


def _unclosed(position: int, mark: str) -> Finding:
    message = f"“{mark}”没有成对的“{PARTNER[mark]}”，或与别的引号、括号交叉了，请补上或改正。"
    return Finding(position, position + 1, Severity.ERROR, message)
