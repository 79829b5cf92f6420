"""Rules on figures: rates up to 100, agreement with the indicator table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from chapters.plan.document import Document, Indicator
from chapters.plan.passages import Passage
from chapters.plan.places import INDICATORS
from chapters.proofreading.problems import Finding, PassageFinding, Severity, in_passages
from chapters.proofreading.years import YEAR, year_of

RATE = re.compile(r"率[^，。；、%0-9]{0,12}([0-9]{1,9}(?:\.[0-9]{1,9})?)%")
MAY_EXCEED_100 = ("增长率", "利润率", "收益率", "回报率", "负债率", "完成率")

FARTHEST_FIGURE = 40
SENTENCE_END = re.compile("[。；！？]|其中")
PLAIN_VALUE = re.compile(r"[〔≥≤><]?([0-9]{1,15}(?:\.[0-9]{1,15})?)〕?")
FIGURE = r"(?<![0-9.])([0-9][0-9,]{0,18}(?:\.[0-9]{1,15})?)"
SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# Words that make of a figure something else than the indicator's value in that year.
DERIVED = re.compile(
    "(?:增长|增加|提高|提升|下降|减少)(?![到至])|年均|累计|每年|合计|五年|同比|分别|倍|以上|左右|超过"
)


def high_rate_findings(text: str) -> Iterator[Finding]:
    for match in RATE.finditer(text):
        may_exceed = text[max(0, match.start() - 2) : match.start() + 1] in MAY_EXCEED_100
        if Decimal(match[1]) > 100 and not may_exceed:
            message = f"{match[1]}%超过了100%，请核对。"
            yield Finding(match.start(1), match.end(), Severity.HINT, message)


@dataclass(frozen=True, slots=True)
class TableRow:
    """An indicator as the text may speak of it.

    `printed` and `values` map the table's years to the cell and to its value in the bare unit
    (0.3万家 is 3000); a cell that holds no plain number has no value.
    """

    name: str
    printed: dict[int, str]
    values: dict[int, Decimal]
    figure: re.Pattern[str]


def table_findings(document: Document, passages: tuple[Passage, ...]) -> Iterator[PassageFinding]:
    """An error where a year of the table is named and no word explains the figure; else a hint."""
    rows = {row.name: _table_row(document, row) for row in document.indicators if row.name.strip()}
    if not rows:
        return
    longest_first = sorted(rows, key=len, reverse=True)
    names = re.compile("|".join(map(re.escape, longest_first)))

    def rule(text: str) -> Iterator[Finding]:
        mentions = list(names.finditer(text))
        for mention, following in zip_longest(mentions, mentions[1:]):
            end = following.start() if following else len(text)
            yield from _mismatches(rows[mention[0]], text, mention, end)

    yield from in_passages(rule, (p for p in passages if p.spot.place != INDICATORS))


def _table_row(document: Document, row: Indicator) -> TableRow:
    scale = row.unit[:1] if row.unit[:1] in SCALES else ""
    bare_unit = row.unit.removeprefix(scale)
    scale_in_text = "([百千万亿]?)" if row.unit else "()"
    unit_in_text = re.escape(bare_unit) if bare_unit else "(?![0-9.,年月日%])"
    cells = {document.base_year: row.base_value, document.period_end: row.target_value}
    values = {year: _number(cell, scale) for year, cell in cells.items()}
    return TableRow(
        name=row.name,
        printed={year: f"{year}年是{cell}{row.unit}" for year, cell in cells.items()},
        values={year: value for year, value in values.items() if value is not None},
        figure=re.compile(FIGURE + scale_in_text + unit_in_text),
    )


def _number(text: str, scale: str) -> Decimal | None:
    plain = PLAIN_VALUE.fullmatch(text.replace(",", "").strip())
    return Decimal(plain[1]) * SCALES[scale] if plain else None


def _mismatches(row: TableRow, text: str, mention: re.Match[str], end: int) -> Iterator[Finding]:
    """Compare the figures between an indicator's name and the end of its sentence."""
    near_before = text[max(0, mention.start() - FARTHEST_FIGURE) : mention.start()]
    near_after = text[mention.end() : min(end, mention.end() + FARTHEST_FIGURE)]
    before = SENTENCE_END.split(near_before)[-1]
    after = SENTENCE_END.split(near_after)[0]
    for figure in row.figure.finditer(after):
        year = _year_meant(before + after[: figure.start()])
        years = [known for known in row.values if year in (None, known)]
        if not years or _number(figure[1], figure[2]) in [row.values[known] for known in years]:
            continue
        is_plain = year and not DERIVED.search(before + after[: figure.end() + 2])
        yield Finding(
            mention.end() + figure.start(),
            mention.end() + figure.end(),
            Severity.ERROR if is_plain else Severity.HINT,
            f"“{row.name}”的数与指标表不一致：表中"
            f"{'，'.join(row.printed[known] for known in years)}。请核对。",
        )


def _year_meant(words: str) -> int | None:
    """Return the year named last, None where none is or where several share out the figures."""
    years = YEAR.findall(words)
    return year_of(years[-1]) if years and "分别" not in words else None
