"""Declarations (口径): what an indicator's values are, and what its target says of them.

The printed strings stay beside it; here the target is a number and a relation.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MOST_DIGITS = 28  # of a Decimal before its arithmetic rounds


class Named(StrEnum):
    """Values with the Chinese name that files and forms use, and an example for the form."""

    label: str
    example: str

    def __new__(cls, value: str, label: str = "", example: str = "") -> "Named":
        member = str.__new__(cls, value)
        member._value_, member.label, member.example = value, label, example
        return member


class Measures(Named):
    """What a year's value is."""

    LEVEL = "level", "时点数", "年末有市场主体0.3万家；人均预期寿命77.9岁"
    FLOW = "flow", "当年数", "这一年新增就业2000人；这一年产值1.35亿元"
    GROWTH = "growth", "当年增长率", "这一年比上一年增长7%，记7"
    FALL = "fall", "当年降低率", "这一年能耗比上一年降低2.7%，记2.7"
    POINTS = "points", "当年变化的百分点", "这一年提高0.5个百分点，记0.5"
    RATIO = "ratio", "比率", "参保率95%；户数与人数之比200∶1"
    TEXT = "text", "文字", "“全区第三”“基本完善”"


class Better(Named):
    """Which values are the better ones."""

    HIGHER = "higher", "越高越好", "产值、参保率"
    LOWER = "lower", "越低越好", "失业率、黑臭水体"
    EXACTLY = "exactly", "正好", "建成3座，不多不少"
    KEPT_AT_LEAST = "kept_at_least", "每年不低于", "新增就业每年保持2000人"
    KEPT_AT_MOST = "kept_at_most", "每年不高于", "失业率每年控制在5.5%以内"
    KEPT_EXACTLY = "kept_exactly", "每年正好", "违法建设每年为0"
    UNSTATED = "unstated", "不比高低", "文字目标，或写了“左右”"

    @property
    def is_kept(self) -> bool:
        return self in (Better.KEPT_AT_LEAST, Better.KEPT_AT_MOST, Better.KEPT_EXACTLY)


class Says(Named):
    """What the target says."""

    VALUE = "value", "目标年的数", "2025年为12.45亿元"
    SUM = "sum", "规划期累计", "五年累计新增床位48张；能耗五年累计降低13.5%"
    AVERAGE = "average", "各年平均", "年均新增2000人；失业率年均＜5.5%"
    AVERAGE_GROWTH = (
        "average_growth",
        "比基期年均增长",
        "记的是产值，年均增长7%写7；下降写-3",
    )
    CHANGE = "change", "比基期的变化量", "预期寿命比2020年提高1岁，写1；降低写-1"
    CHANGE_POINTS = "change_points", "比基期变化的百分点", "覆盖率提高6个百分点，写6；降低写-6"
    CHANGE_PERCENT = "change_percent", "比基期变化的百分比", "产值比2020年增长50%，写50；降低写-50"
    BOUND = "bound", "界限", "≤2%；6支以上；＞6.5亿吨"
    RELATIONAL = "relational", "与另一数据对照", "与经济增长同步"
    TEXT = "text", "文字", "走在全区前列"

    @property
    def is_words(self) -> bool:
        return self in (Says.RELATIONAL, Says.TEXT)


class Relation(StrEnum):
    """The relation that a value must have to the target."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    ABOVE = ">"
    BELOW = "<"
    EXACTLY = "="
    UNSTATED = ""  # the print leaves open which side is the better one, or says 左右

    def holds(self, actual: Decimal, target: Decimal) -> bool | None:
        """Return whether actual stands so; None where it differs and no side is the better."""
        compare, _ = COMPARISONS[self]
        return compare(actual, target) or (None if self is Relation.UNSTATED else False)

    def sign(self, holds: bool | None) -> str:
        """Return the sign to print between a value and the target."""
        _, failing = COMPARISONS[self]
        return (self or "=") if holds else failing


# How a value is compared with the target, and the sign that says that it does not hold.
COMPARISONS: dict[Relation, tuple[Callable[[Decimal, Decimal], bool], str]] = {
    Relation.AT_LEAST: (operator.ge, "<"),
    Relation.AT_MOST: (operator.le, ">"),
    Relation.ABOVE: (operator.gt, "≤"),
    Relation.BELOW: (operator.lt, "≥"),
    Relation.EXACTLY: (operator.eq, "≠"),
    Relation.UNSTATED: (operator.eq, "≠"),
}


NUMERIC = frozenset(Measures) - {Measures.TEXT}
AMOUNTS = frozenset((Measures.LEVEL, Measures.FLOW, Measures.RATIO))
RATES = frozenset((Measures.GROWTH, Measures.FALL))
# Which values a target may speak of: the sum of levels is never the measure.
MEASURED_BY: dict[Says, frozenset[Measures]] = {
    Says.VALUE: NUMERIC,
    Says.SUM: RATES | {Measures.FLOW, Measures.POINTS},
    Says.AVERAGE: NUMERIC,
    Says.AVERAGE_GROWTH: frozenset((Measures.LEVEL, Measures.FLOW)),
    Says.CHANGE: AMOUNTS,
    Says.CHANGE_POINTS: frozenset((Measures.RATIO,)),
    Says.CHANGE_PERCENT: frozenset((Measures.LEVEL, Measures.FLOW)),
    Says.BOUND: NUMERIC,
    Says.RELATIONAL: frozenset(Measures),
    Says.TEXT: frozenset(Measures),
}
RELATIONS: dict[Better, frozenset[Relation]] = {
    Better.HIGHER: frozenset((Relation.AT_LEAST, Relation.ABOVE, Relation.UNSTATED)),
    Better.LOWER: frozenset((Relation.AT_MOST, Relation.BELOW, Relation.UNSTATED)),
    Better.EXACTLY: frozenset((Relation.EXACTLY, Relation.UNSTATED)),
    Better.KEPT_AT_LEAST: frozenset((Relation.AT_LEAST, Relation.ABOVE)),
    Better.KEPT_AT_MOST: frozenset((Relation.AT_MOST, Relation.BELOW)),
    Better.KEPT_EXACTLY: frozenset((Relation.EXACTLY,)),
    Better.UNSTATED: frozenset((Relation.UNSTATED,)),
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration. `target` is a plain number as text, "" where the target is in words.

    A fall asked of levels is negative: 降低2个百分点 is -2 at most. Of values that count the fall
    itself (Measures.FALL) it is positive.
    """

    measures: Measures
    better: Better
    says: Says
    relation: Relation = Relation.UNSTATED
    target: str = ""

    @property
    def number(self) -> Decimal | None:
        """The target as a number, None for words and for what is no number."""
        return number_in(self.target)

    @property
    def is_usable(self) -> bool:
        """Whether its parts fit each other, so that a verdict may rest on it."""
        return not any(self.problems())

    def problems(self) -> Iterator[str]:
        """Yield, in Chinese with the remedy, what does not fit."""
        if self.says.is_words:
            if self.relation or self.target:
                yield f"“目标说的是”选了“{self.says.label}”，目标的数和比较关系请留空。"
            return
        if self.number is None:
            yield "“目标的数”应是一个不带单位的数，如 48 或 -2.5。请改正；没有数的选“文字”。"
        if self.measures not in MEASURED_BY[self.says]:
            allowed = "、".join(each.label for each in Measures if each in MEASURED_BY[self.says])
            yield (
                f"每年的数是“{self.measures.label}”时，目标不能是“{self.says.label}”。"
                f"“{self.says.label}”只用于：{allowed}。请改其中一项。"
            )
        if self.better.is_kept and self.says not in (Says.VALUE, Says.BOUND):
            both = f"“{Says.VALUE.label}”和“{Says.BOUND.label}”"
            yield f"“{self.better.label}”只用于{both}。请改其中一项。"
        if self.relation not in RELATIONS[self.better]:
            signs = "、".join(
                RELATION_LABELS[each] for each in Relation if each in RELATIONS[self.better]
            )
            yield f"选了“{self.better.label}”，比较关系应是：{signs}。请改其中一项。"

    def in_words(self) -> str:
        """Return the declaration in a sentence without its full stop."""
        if self.says.is_words:
            return f"每年报告的是{self.measures.label}，目标是{self.says.label}，不作计算"
        asked = f"{RELATION_LABELS[self.relation]}{self.target}".replace("-", "−")
        if self.better.is_kept:
            return f"每年的数是{self.measures.label}；目标是每年{asked}"
        return (
            f"每年的数是{self.measures.label}，{self.better.label}；"
            f"目标说的是{self.says.label}，{asked}{PERCENT_OF.get(self.says, '')}"
        )


RELATION_LABELS = {
    Relation.AT_LEAST: "不低于",
    Relation.AT_MOST: "不高于",
    Relation.ABOVE: "高于",
    Relation.BELOW: "低于",
    Relation.EXACTLY: "等于",
    Relation.UNSTATED: "大致为",
}
PERCENT_OF = {
    Says.AVERAGE_GROWTH: "%",
    Says.CHANGE_PERCENT: "%",
    Says.CHANGE_POINTS: "个百分点",
}


def number_in(text: str) -> Decimal | None:
    """Return a plain number, None for any other text and for one too long for exact arithmetic."""
    digits = text.removeprefix("-")
    whole, point, rest = digits.partition(".")
    is_number = whole.isdecimal() and (rest.isdecimal() if point else not rest)
    if not (is_number and digits.isascii()) or len(digits) > MOST_DIGITS:
        return None
    return Decimal(text)


def from_plain(data: Mapping[str, str]) -> Declaration:
    """Return the declaration that JSON or a row of the working copy holds. Raises ValueError."""
    return Declaration(
        Measures(data["measures"]),
        Better(data["better"]),
        Says(data["says"]),
        Relation(data["relation"]),
        data["target"],
    )
