"""Targets before anything was measured: what they ask, in words and formulas."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chapters.plan.declarations import Measures, Says
from chapters.plan.document import Indicator, Nature
from indicators.progress.arithmetic import index_to_base, relative_change
from indicators.progress.kinds import Kind, Requirement, declaration_of, requirement_of
from indicators.progress.printed import (
    UNIT_MISSING,
    about_percent,
    equals_percent,
    is_percentage,
    is_rounded_to_one_digit,
    percent,
    plain,
    printed_tenths,
    term,
    unit_shown,
    with_minus,
    with_unit,
)
from indicators.progress.proposing.asked import printed_target

SMALLER_UNIT = {"亿": ("万", Decimal(10_000)), "万": ("", Decimal(10_000))}
NATURE_MEANING = {
    Nature.ANTICIPATORY: (
        "预期性指标：国家期望的发展目标，主要依靠市场主体的自主行为实现。"
        "公布监测值后，只说“达到预期”或“低于预期”。"
    ),
    Nature.BINDING: (
        "约束性指标：政府作出的承诺，由责任单位负责。公布监测值后，说“完成”或“未完成”。"
    ),
    Nature.UNSTATED: (
        "原文没有注明这个指标是预期性还是约束性。公布监测值后，只说“已达到”或“未达到”。"
    ),
}
PLANNED = {Nature.ANTICIPATORY: "预期", Nature.BINDING: "要求", Nature.UNSTATED: "提出"}


@dataclass(frozen=True, slots=True)
class Formula:
    """A computed figure with its inputs: 增幅, (1.35 − 0.9) ÷ 0.9 = 50%."""

    name: str
    working: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "working", with_minus(self.working))


def describe(indicator: Indicator, base_year: int, target_year: int) -> str:
    """Return a target in one sentence, with what the print leaves open."""
    aim = _aim(indicator, requirement_of(indicator), base_year, target_year)
    planned = f"规划{PLANNED[indicator.nature]}{indicator.name}{aim}"
    return "；".join([planned, *_remarks(indicator)]) + "。"


def _aim(indicator: Indicator, requirement: Requirement, base_year: int, target_year: int) -> str:
    target = with_unit(printed_target(indicator), indicator.unit)
    if requirement.ends:
        base = with_unit(indicator.base_value, indicator.unit)
        first, last = requirement.ends
        way = f"由{base_year}年的{base}{'增' if last > first else '降'}至{target_year}年的{target}"
        return way + _change(first, last, requirement.unit)
    match requirement.kind:
        case Kind.KEEP if requirement.says is Says.VALUE and requirement.base == requirement.value:
            return f"保持在{target}，{target_year}年与{base_year}年相同"
        case Kind.CUMULATIVE:
            return f"到{target_year}年累计达到“{target}”"
        case Kind.AVERAGE:
            return f"{base_year + 1}—{target_year}年年均达到“{target}”"
        case Kind.OPEN | Kind.TEXT | Kind.RELATIONAL:
            return f"到{target_year}年达到“{target}”，以原文表述为准，不作推算"
        case _:
            return f"到{target_year}年达到“{target}”"


def _change(base: Decimal, target: Decimal, unit: str) -> str:
    """Return the change in points for a percentage, else in per cent, else nothing."""
    if is_percentage(unit):
        return f"，{'提高' if target > base else '降低'}{plain(abs(target - base))}个百分点"
    change = relative_change(base, target)
    if change is None:
        return ""
    return f"，{'增加' if change > 0 else '减少'}{about_percent(abs(change))}"


def _remarks(indicator: Indicator) -> Iterator[str]:
    """Yield remarks on the printed values, each by a rule that any indicator may meet."""
    if unit_shown(indicator) == UNIT_MISSING:
        yield UNIT_MISSING
    values = requirement_of(indicator).ends
    if not values:
        return
    if all(is_rounded_to_one_digit(value) for value in values):
        yield "两个数值都只有一位有效数字，增减幅度是约数"
    if indicator.unit[:1] in SMALLER_UNIT and all(0 < value < Decimal("0.01") for value in values):
        prefix, factor = SMALLER_UNIT[indicator.unit[0]]
        base, target = (f"{plain(value * factor)}{prefix}{indicator.unit[1:]}" for value in values)
        yield f"两个数值都不足0.01{indicator.unit}（折合{base}、{target}），照原文刊载"


def declaration_in_words(indicator: Indicator) -> str:
    """Return the declaration in one sentence, with what it rests on."""
    said = declaration_of(indicator)
    if said is not None:
        rests_on = "由原文可以直接看出" if indicator.declaration is None else "经工作人员确认"
        return f"{said.in_words()}（{rests_on}）。"
    if indicator.declaration is not None:
        return "已确认的口径与现在的原文对不上，待重新确认；在此之前以原文表述为准。"
    return "原文可以有不同的理解，还没有确认；在此之前以原文表述为准，不作判断。"


def formulas(indicator: Indicator, base_year: int) -> list[Formula]:
    """Return the computed figures with their inputs; how completion will be judged comes last."""
    requirement = requirement_of(indicator)
    changes = _level_formulas(indicator, requirement, base_year)
    return [*changes, planned_formula(indicator, requirement)]


def planned_formula(indicator: Indicator, requirement: Requirement) -> Formula:
    """Return how the indicator will be judged once there are measurements."""
    base = term(indicator.base_value)
    number = "" if requirement.value is None else plain(requirement.value)
    match requirement.kind:
        case Kind.LEVEL if requirement.ends:
            target = term(printed_target(indicator))
            return Formula("完成率", f"(监测值 − {base}) ÷ ({target} − {base})，有监测值后计算")
        case Kind.LEVEL | Kind.BOUND:
            return Formula("对照", f"监测值 {requirement.relation} {number}，有监测值后比较")
        case Kind.AVERAGE_GROWTH:
            return Formula("年均增长率", f"(监测值 ÷ {base})^(1 ÷ 年数) − 1，有监测值后计算")
        case Kind.CHANGE if requirement.says is Says.CHANGE_PERCENT:
            return Formula("变化率", f"监测值 ÷ {base} − 1，有监测值后计算")
        case Kind.CHANGE:
            in_points = "，单位为百分点" if requirement.says is Says.CHANGE_POINTS else ""
            return Formula("变化量", f"监测值 − {base}{in_points}，有监测值后计算")
    if requirement.kind in (Kind.CUMULATIVE, Kind.AVERAGE) and requirement.is_by_rates:
        return _planned_rates(requirement)
    name, working = PLANNED_FORMULAS[requirement.kind]
    return Formula(name, working.format(number))


PLANNED_FORMULAS = {
    Kind.KEEP: ("完成率", "不计算：目标是保持基期水平。有监测值后逐年说明是否达到"),
    Kind.CUMULATIVE: ("完成率", "各年监测值之和 ÷ {}，有监测值后计算"),
    Kind.AVERAGE: ("年均值", "各年监测值之和 ÷ 年数，各年齐全后与{}比较"),
    Kind.ROUGH: ("完成率", "不计算：原文未写明允许的差距"),
    Kind.RELATIONAL: ("完成率", "不计算：目标要与另一个数据对照"),
    Kind.TEXT: ("完成率", "不计算：目标不是一个单独的数值"),
    Kind.OPEN: ("完成率", "不计算：口径（怎样算达到）尚未确认，以原文表述为准"),
}


def _planned_rates(requirement: Requirement) -> Formula:
    """Return how yearly rates will be compounded."""
    falls = requirement.measures is Measures.FALL
    factors = "(1 − 当年降低率)" if falls else "(1 + 当年增长率)"
    if requirement.kind is Kind.AVERAGE:
        name = "年均降低率" if falls else "年均增长率"
        return Formula(name, f"各年{factors}相乘后按年数开方，有监测值后计算")
    whole = f"1 − 各年{factors}相乘" if falls else f"各年{factors}相乘 − 1"
    return Formula("累计降低率" if falls else "累计增长率", f"{whole}，各年齐全后计算")


def _level_formulas(
    indicator: Indicator, requirement: Requirement, base_year: int
) -> Iterator[Formula]:
    if not requirement.ends:
        return
    base, target = requirement.ends
    first, last = term(indicator.base_value), term(printed_target(indicator))
    yield Formula("变化量", f"{last} − {first} = {plain(target - base)}")
    change = relative_change(base, target)
    index = index_to_base(base, target)
    if change is None or index is None or is_percentage(requirement.unit):
        return
    yield Formula("增减幅度", f"({last} − {first}) ÷ {first} {equals_percent(change)}")
    equals = "≈" if percent(change)[0] else "="
    shown = f"{equals} {printed_tenths(index)}"
    yield Formula(f"指数（{base_year}年=100）", f"{last} ÷ {first} × 100 {shown}")
