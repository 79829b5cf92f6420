"""Kinds of targets, told from the way they are printed. Each has its judge."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from chapters.plan.document import Indicator
from indicators.progress.printed import (
    NUMBER,
    amount,
    amount_in,
    is_percentage,
    parse,
    tidy,
    with_unit,
)


class Kind(StrEnum):
    LEVEL = "LEVEL"  # one value a year, on the way from base to target
    KEEP = "KEEP"  # the base level is to be kept: there is no way to go
    CUMULATIVE = "CUMULATIVE"  # the sum over the plan's years
    BOUND = "BOUND"  # a limit to stay within or to reach: ≤2%, 6支以上, 200∶1
    AVERAGE_GROWTH = "AVERAGE_GROWTH"  # a yearly rate since the base year
    POINTS = "POINTS"  # a difference to the base in percentage points
    RELATIONAL = "RELATIONAL"  # measured by another figure: 与经济增长同步
    TEXT = "TEXT"  # a milestone in words, or a number whose direction nobody can tell


class Relation(StrEnum):
    """The relation that a value must have to the target."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    ABOVE = ">"
    BELOW = "<"
    EXACTLY = "="
    UNSTATED = ""  # the print leaves open which side is the better one

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


@dataclass(frozen=True, slots=True)
class Requirement:
    """The requirement of a target. `value` is None where it holds no number to compare with.

    `unit` is the printed one, "" where none is. A rate or a difference in points is in per cent.
    """

    kind: Kind
    relation: Relation = Relation.UNSTATED
    value: Decimal | None = None
    unit: str = ""
    base: Decimal | None = None
    is_for_every_year: bool = False  # 保持 in words; else the target year decides

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """Base and target of a level, None of any other kind."""
        if self.kind is not Kind.LEVEL or self.base is None or self.value is None:
            return None
        return self.base, self.value

    @property
    def is_by_rates(self) -> bool:
        """Whether an average growth is measured by each year's rate instead of by levels."""
        return self.kind is Kind.AVERAGE_GROWTH and is_percentage(self.unit)


# 以上, 以下 and 以内 include the number, 超过 and 不满 do not (民法典 1259).
BEFORE = {
    Relation.AT_LEAST: "不低于|不少于|不小于|至少|达到|达|≥|>=",
    Relation.AT_MOST: "不高于|不超过|不大于|不多于|至多|控制在|≤|<=",
    Relation.ABOVE: "超过|高于|大于|多于|>",
    Relation.BELOW: "低于|少于|小于|不足|不满|<",
    Relation.EXACTLY: "等于|=",
}
AFTER = {Relation.AT_LEAST: "及以上|以上", Relation.AT_MOST: "及以下|以下|以内|之内"}
ROUGHLY = r"(?!.*(?:左右|上下|约|余))"
ROUGH = re.compile("左右|上下|余|多")
BOUND = re.compile(
    rf"{ROUGHLY}(?P<before>{'|'.join(BEFORE.values())})?(?P<number>{NUMBER})"
    rf"(?P<unit>[^0-9]{{0,12}}?)(?P<after>{'|'.join(AFTER.values())})?"
)
RATIO_BOUND = re.compile(rf"{NUMBER}:{NUMBER}")
CUMULATIVE = re.compile(
    rf"{ROUGHLY}(?!.*(?:以内|以下|之内))"
    rf"(?:\[(?P<bracketed>{NUMBER})\]|(?:累计新增|新增|累计)(?P<added>{NUMBER}))[^0-9]*"
)
GROWTH = re.compile(
    rf"{ROUGHLY}年均(?P<verb>增长|增速|增幅|递增|下降|降低|递减)(?:率)?(?:达到|保持在|保持|为)?"
    rf"(?P<number>{NUMBER})%(?:及?以上)?"
)
POINTS = re.compile(
    rf"{ROUGHLY}(?P<verb>提高|提升|上升|增加|增长|降低|下降|减少)(?P<number>{NUMBER})个?百分点"
    r"(?:及?以上)?"
)
FALLING_VERBS = ("下降", "降低", "递减", "减少")
KEEPING = re.compile(r"^(?:保持|维持|稳定在)(?:在|为)?")
CHANGING = re.compile(r"增|升|提高|降|减")
RELATIONAL = re.compile(r"同步|持平|相当|平均|快于|慢于|(?:高于|低于)(?![0-9+-])")
# A level to be kept counts as kept from above, unless the name speaks of something unwanted.
MAY_BE_UNWANTED = re.compile(
    r"失业|犯罪|案件|事故|死亡|伤亡|发病|能耗|排放|污染|浓度|负债|债务|投诉"
)


def kind_of(indicator: Indicator) -> Kind:
    """Tell from the printed values which arithmetic is honest for the indicator."""
    return requirement_of(indicator).kind


def requirement_of(indicator: Indicator) -> Requirement:
    """Read what the indicator's target asks from its name, its unit and its printed values."""
    text = tidy(with_unit(indicator.target_value, indicator.unit))
    readings = (_points, _average_growth, _cumulative, _relational, _kept, _bound, _level)
    return next(
        (found for read in readings if (found := read(indicator, text)) is not None),
        Requirement(Kind.TEXT, unit=indicator.unit),
    )


def _points(indicator: Indicator, text: str) -> Requirement | None:
    match = POINTS.fullmatch(text)
    if not match or (number := parse(match["number"])) is None:
        return None
    unit = "" if "百分点" in indicator.unit else indicator.unit
    base, own_unit = amount(indicator.base_value) or (None, "")
    if own_unit not in ("", "%", tidy(unit)):
        base = None
    return Requirement(Kind.POINTS, *_signed(match["verb"], number), unit or own_unit, base)


def _average_growth(indicator: Indicator, text: str) -> Requirement | None:
    match = GROWTH.fullmatch(text if text.startswith("年均") else _growth_named(indicator) + text)
    if not match or (number := parse(match["number"])) is None:
        return None
    if number <= -100 or (match["verb"] in FALLING_VERBS and number >= 100):
        return None
    base = amount_in(indicator.base_value, indicator.unit)
    named = not text.startswith("年均")
    unit = "%" if named or is_percentage(indicator.unit) else indicator.unit
    return Requirement(Kind.AVERAGE_GROWTH, *_signed(match["verb"], number), unit, base)


def _growth_named(indicator: Indicator) -> str:
    """Return 年均增长 where the name and not the value says so."""
    found = re.search(r"年均(?:增长|增速|增幅|递增|下降|降低|递减)率?$", tidy(indicator.name))
    return found.group() if found else ""


def _signed(verb: str, number: Decimal) -> tuple[Relation, Decimal]:
    """A fall by 2 is a change of -2 at most."""
    if verb in FALLING_VERBS:
        return Relation.AT_MOST, -number
    return Relation.AT_LEAST, number


def _cumulative(indicator: Indicator, text: str) -> Requirement | None:
    """The number of a target for all years together: 〔48〕, 新增48张."""
    match = CUMULATIVE.fullmatch(text)
    if not match or (value := parse(match["bracketed"] or match["added"])) is None:
        return None
    relation = Relation.AT_LEAST if value > 0 else Relation.AT_MOST
    own_unit = re.sub(r"(?:及?以上)$", "", re.split(r"[0-9]", text)[-1].lstrip("]"))
    return Requirement(Kind.CUMULATIVE, relation, value, indicator.unit or own_unit)


def _relational(indicator: Indicator, text: str) -> Requirement | None:
    return Requirement(Kind.RELATIONAL, unit=indicator.unit) if RELATIONAL.search(text) else None


def _kept(indicator: Indicator, text: str) -> Requirement | None:
    if ("保持" not in text and not KEEPING.match(text)) or CHANGING.search(text):
        return None
    if "基本" in text:
        return Requirement(Kind.KEEP, unit=indicator.unit, is_for_every_year=True)
    asked = KEEPING.sub("", text)
    bound = _bound(indicator, asked) or _kept_level(indicator, asked)
    return replace(bound, kind=Kind.KEEP, is_for_every_year=True)


def _kept_level(indicator: Indicator, asked: str) -> Requirement:
    """The level in the words, else that of the base year, else none."""
    value, unit = amount(asked) or (None, "")
    if value is None:
        value, unit = amount(indicator.base_value) or (None, "")
    relation = _side_to_keep(indicator)
    return Requirement(Kind.KEEP, relation, value, unit or indicator.unit, value)


def _side_to_keep(indicator: Indicator) -> Relation:
    return Relation.UNSTATED if MAY_BE_UNWANTED.search(indicator.name) else Relation.AT_LEAST


def _bound(indicator: Indicator, text: str) -> Requirement | None:
    if RATIO_BOUND.fullmatch(text):
        sides, (value, own_unit) = {Relation.AT_MOST}, amount(text) or (None, "")
    elif match := BOUND.fullmatch(text):
        sides, value, own_unit = _sides(match), parse(match["number"]), match["unit"]
    else:
        return None
    if len(sides) != 1 or value is None:
        return None
    unit = own_unit or indicator.unit
    base = amount_in(indicator.base_value, unit)
    return Requirement(Kind.BOUND, sides.pop(), value, unit, base)


def _sides(match: re.Match[str]) -> set[Relation]:
    """The relations that the words before and after the number name; two contradict each other."""
    words = ((BEFORE, match["before"]), (AFTER, match["after"]))
    return {
        relation
        for table, word in words
        for relation, names in table.items()
        if word in names.split("|")
    }


def _level(indicator: Indicator, text: str) -> Requirement | None:
    base, target = amount(indicator.base_value), amount(indicator.target_value)
    if base is None or target is None or not _same_unit(indicator.unit, base[1], target[1]):
        return None
    unit = target[1] or indicator.unit
    value = target[0]
    if base[0] == value:
        return Requirement(Kind.KEEP, _side_to_keep(indicator), value, unit, base[0])
    relation = Relation.AT_LEAST if value > base[0] else Relation.AT_MOST
    return Requirement(Kind.LEVEL, relation, value, unit, base[0])


def _same_unit(unit: str, of_base: str, of_target: str) -> bool:
    """Whether both are bare numbers, or one unit is printed beside both."""
    if of_base != of_target:
        return bool(unit) and {of_base, of_target} <= {"", tidy(unit)}
    return of_base in ("", "%", tidy(unit)) or (
        not unit and of_base.isalpha() and not ROUGH.search(of_base)
    )
