"""Digit runs: figures in any writing read as 0–9, with their positions in the text.

Full-width, mathematical, circled, raised and Arabic-Indic digits, Chinese ones (〇 幺 壹), O for 0.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from chapters.proofreading.marks import TO_HALF_WIDTH

ARABIC = r"\d²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒\U0001f101-\U0001f10a"
CHINESE = "零〇○◯幺一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖㈠㈡㈢㈣㈤㈥㈦㈧㈨㊀㊁㊂㊃㊄㊅㊆㊇㊈"
LIKE_ZERO = "OoＯｏ○◯"
ZERO_LETTERS = r"(?<![A-Za-zＡ-Ｚａ-ｚ])[OoＯｏ]|(?<=[0-9０-９OoＯｏ])[OoＯｏ]"
VIEWS = (
    re.compile(rf"[{ARABIC}]|{ZERO_LETTERS}"),
    re.compile(rf"[{ARABIC}{CHINESE}]|{ZERO_LETTERS}"),
)
SEPARATORS = {
    character: kind
    for kind, characters in {
        " ": " \u00a0\u2002\u2003\u2007\u2009\u202f\u3000",
        "-": "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe58\ufe63\uff0d",
        ".": ".．﹒",
        "·": "·•・‧∙⋅･",
        ")": ")）",
    }.items()
    for character in characters
}
# The kind of a separator by the kinds of its characters: a space beside another says nothing.
KIND_OF = {
    frozenset(kinds): kinds[-1:] for kinds in ("", " ", "-", ".", "·", ")", " -", " ·", " )", "-)")
}
MOST_BETWEEN = 3  # characters of a separator
LEAST, LONGEST = 7, 19  # figures of a local telephone number, of a bank card


@dataclass(slots=True)
class Group:
    """Figures without anything between them; `gap` tells the separator before them."""

    figures: str
    start: int
    end: int
    gap: str | None


@dataclass(frozen=True, slots=True)
class Window:
    """Groups that stand together with one kind of separator, "" for a group by itself.

    `before` and `after` are the groups next to them in the run, `gap_after` the separator there.
    """

    text: str
    groups: tuple[Group, ...]
    separator: str
    before: Group | None
    after: Group | None

    @property
    def figures(self) -> str:
        return "".join(group.figures for group in self.groups)

    @property
    def lengths(self) -> tuple[int, ...]:
        return tuple(len(group.figures) for group in self.groups)

    @property
    def start(self) -> int:
        return self.groups[0].start

    @property
    def end(self) -> int:
        return self.groups[-1].end

    @property
    def words_before(self) -> str:
        return self.text[max(0, self.start - 12) : self.start].translate(TO_HALF_WIDTH)

    @property
    def is_whole(self) -> bool:
        """Whether the same separator leads to no further figures."""
        return self.separator not in self._outside

    @property
    def is_part_of_a_decimal(self) -> bool:
        return "." in self._outside or (self.separator == "." and len(self.groups) == 2)

    @property
    def _outside(self) -> tuple[str | None, str | None]:
        return self.groups[0].gap, self.after.gap if self.after else None


def windows(text: str) -> Iterator[Window]:
    """Yield the windows of LEAST to LONGEST figures, those of Chinese digits last."""
    for view in VIEWS:
        for run in _runs(text, view):
            yield from _windows(text, run)


def _runs(text: str, view: re.Pattern[str]) -> Iterator[list[Group]]:
    """Yield the groups of figures, a list for those that nothing but separators parts."""
    run: list[Group] = []
    for digit in view.finditer(text):
        gap = separator_of(text[run[-1].end : digit.start()]) if run else None
        if gap is None and run:
            yield run
            run = []
        if gap == "":
            run[-1].figures += _value(digit[0])
            run[-1].end = digit.end()
        else:
            run.append(Group(_value(digit[0]), *digit.span(), gap))
    if run:
        yield run


def _windows(text: str, run: list[Group]) -> Iterator[Window]:
    """Yield the windows of a run.

    The first separator may differ after an area code or its like: （022）6689-1234.
    """
    for first in range(len(run)):
        figures, separator = 0, ""
        has_area_code = re.fullmatch("0[0-9]{2,3}|1[3-9][0-9]", run[first].figures)
        for last in range(first, len(run)):
            gap = run[last].gap or ""
            figures += len(run[last].figures)
            may_differ = last - first < 2 or (last - first == 2 and has_area_code)
            if figures > LONGEST or not (may_differ or separator == gap):
                break
            separator = gap if last > first else ""
            if figures >= LEAST:
                before = run[first - 1] if first else None
                after = run[last + 1] if last + 1 < len(run) else None
                yield Window(text, tuple(run[first : last + 1]), separator, before, after)


@lru_cache
def _value(character: str) -> str:
    return "0" if character in LIKE_ZERO else str(int(unicodedata.numeric(character)))


@lru_cache(maxsize=4096)
def separator_of(gap: str) -> str | None:
    """Return the kind of separator, "" where nothing is seen, None where words or lines part."""
    if len(gap) > 4 * MOST_BETWEEN:
        return None
    seen = [c for c in gap if unicodedata.category(c) not in {"Cf", "Mn", "Me"}]
    kinds = frozenset(SEPARATORS.get(character, "?") for character in seen)
    return KIND_OF.get(kinds) if len(seen) <= MOST_BETWEEN else None
