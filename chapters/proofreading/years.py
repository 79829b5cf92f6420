"""Rules on years: each in one form, and one that can be meant."""

import re
from collections import defaultdict
from collections.abc import Iterator

from chapters.plan.document import Document
from chapters.plan.passages import Passage
from chapters.plan.places import COVER
from chapters.proofreading.problems import (
    MOST_OF_A_KIND,
    Finding,
    PassageFinding,
    Severity,
    error,
    in_passages,
)

CHINESE_FIGURES = "〇一二三四五六七八九"
TO_ARABIC = {ord(char): str(value) for value, char in enumerate(CHINESE_FIGURES)}
YEAR = re.compile(
    rf"(?<![0-9])[0-9]{{4}}(?=年)"
    rf"|(?<![{CHINESE_FIGURES}十百千])[一二三][{CHINESE_FIGURES}]{{3}}(?=年)"
)
FIRST_MODERN_YEAR = 1840
FAR_AIMS = {2049, 2050, 2060}  # 建国百年, 本世纪中叶, 碳中和
LONGEST_PERIOD = 10

Mention = tuple[Passage, re.Match[str]]

wrong_zeros = error(
    rf"(?<![{CHINESE_FIGURES}])(?=[一二].{{0,2}}[零○◯0０OoО])"
    rf"[一二][{CHINESE_FIGURES}零○◯0０OoО]{{3}}(?=年)",
    "年份“{}”里的零应写“〇”。",
)


def year_findings(document: Document, passages: tuple[Passage, ...]) -> Iterator[PassageFinding]:
    """Yield hints. The cover, which has a form of its own (二〇二一年八月), is left out."""
    body = tuple(passage for passage in passages if passage.place != COVER)
    yield from _in_two_forms(document, body)
    yield from _unlikely(document, body)


def _in_two_forms(document: Document, body: tuple[Passage, ...]) -> Iterator[PassageFinding]:
    """Yield hints at the rarer form, at both where neither is; the heads of the table count too."""
    mentions: dict[int, dict[bool, list[Mention]]] = defaultdict(lambda: {True: [], False: []})
    for passage in body:
        for match in YEAR.finditer(passage.text):
            mentions[year_of(match[0])][match[0].isascii()].append((passage, match))
    in_heads = {document.base_year, document.period_end} if document.indicators else set()
    for year, forms in mentions.items():
        arabic = len(forms[True]) + (year in in_heads)
        chinese = len(forms[False])
        if arabic and chinese:
            rarer = forms[True] * (arabic <= chinese) + forms[False] * (chinese <= arabic)
            for passage, match in rarer[:MOST_OF_A_KIND]:
                yield _other_form(passage, match)


def _other_form(passage: Passage, match: re.Match[str]) -> PassageFinding:
    other = "汉字" if match[0].isascii() else "阿拉伯数字"
    message = f"“{match[0]}年”在别处用{other}写，请统一写法。"
    return passage, Finding(*match.span(), Severity.HINT, message)


def _unlikely(document: Document, body: tuple[Passage, ...]) -> Iterator[PassageFinding]:
    """Yield hints at a year beyond the plan's horizon that one slip makes of a year of the plan."""
    known = _plan_years(document)
    horizon = max(known)

    def rule(text: str) -> Iterator[Finding]:
        for match in YEAR.finditer(text):
            year = year_of(match[0])
            if FIRST_MODERN_YEAR <= year <= horizon or year in FAR_AIMS:
                continue
            meant = next((one for one in known if _is_one_slip(year, one)), None)
            if meant:
                message = f"“{match[0]}年”是不是{meant}年？请核对。"
                yield Finding(*match.span(), Severity.HINT, message)

    yield from in_passages(rule, body)


def _plan_years(document: Document) -> list[int]:
    """Return the years that a plan speaks of, the most likely first."""
    period = range(document.period_start, document.period_end + 1)[:LONGEST_PERIOD]
    horizon = [document.vision_year] if document.vision_year else []
    return [*horizon, document.period_end, document.base_year, *period]


def year_of(text: str) -> int:
    return int(text.translate(TO_ARABIC))


def _is_one_slip(year: int, meant: int) -> bool:
    """Whether one figure was mistyped or two neighbours were swapped."""
    pairs = list(zip(str(year), str(meant), strict=False))
    wrong = [position for position, (one, other) in enumerate(pairs) if one != other]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return pairs[wrong[0]] == pairs[wrong[1]][::-1]
    return len(wrong) == 1
