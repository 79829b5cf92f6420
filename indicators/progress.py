"""The arithmetic of indicators, and what may be said of them. Pure; numbers are Decimal.

No function raises, and none returns NaN or infinity, whatever it is given: what cannot be
computed (a zero base, a text, a missing value) is None, and the sentences leave it out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from functools import wraps

from chapters.document import Indicator, Nature

UNIT_MISSING = "单位原文未注"
FULL_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−［］", "0123456789.,+--[]")
NUMBER = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
PLAIN = re.compile(NUMBER)
MOST_DIGITS = 28  # of a Decimal before its arithmetic rounds
CUMULATIVE = re.compile(rf"[〔\[](?P<bracketed>{NUMBER})[〕\]]|新增(?P<added>{NUMBER})[^0-9]*")
SMALLER_UNIT = {"亿": ("万", Decimal(10_000)), "万": ("", Decimal(10_000))}
NATURE_MEANING = {
    Nature.ANTICIPATORY: (
        "预期性指标：国家期望的发展目标，主要依靠市场主体的自主行为实现。"
        "公布监测值后，只说“达到预期”或“低于预期”。"
    ),
    Nature.BINDING: (
        "约束性指标：政府作出的承诺，由责任单位负责。公布监测值后，说“完成”或“未完成”。"
    ),
}
PLANNED = {Nature.ANTICIPATORY: "预期", Nature.BINDING: "要求"}


class Kind(StrEnum):
    LEVEL = "LEVEL"  # one value a year, on the way from base to target
    KEEP = "KEEP"  # the base level is to be kept: there is no way to go
    CUMULATIVE = "CUMULATIVE"  # the sum over the plan's years
    TEXT = "TEXT"  # not a plain number: quoted, never computed with


@dataclass(frozen=True, slots=True)
class Formula:
    """A computed figure with its inputs: 增幅, (1.35 − 0.9) ÷ 0.9 = 50%."""

    name: str
    working: str


def _finite(calculation: Callable) -> Callable:
    """Let a calculation take None, divide by zero and overflow; its result is None then."""

    @wraps(calculation)
    def guarded(*values):
        if any(value is None for value in values):
            return None
        with localcontext(Context(traps=[])):
            result = calculation(*values)
        return result if result is not None and result.is_finite() else None

    return guarded


@_finite
def completion(base: Decimal, target: Decimal, actual: Decimal) -> Decimal | None:
    """Return the share of the way from base to target covered by actual.

    0 is still at the base, 1 at the target, negative is moving away, above 1 is beyond; rising
    and falling targets alike. None where target equals base: a level to be kept has no way to go.
    """
    if target == base:
        return None
    return (actual - base) / (target - base)


def cumulative_completion(target: Decimal | None, actuals: list[Decimal]) -> Decimal | None:
    """Return the share of a cumulative target reached by the sum of the years' values."""
    return _share_of_sum(target, *actuals)


@_finite
def _share_of_sum(target, *actuals):
    return sum(actuals, Decimal(0)) / target


def expected_completion(base_year: int, target_year: int, year: int) -> Decimal | None:
    """Return the share of the time from base to target year that has passed, within 0 and 1."""
    share = completion(Decimal(base_year), Decimal(target_year), Decimal(year))
    return None if share is None else min(max(share, Decimal(0)), Decimal(1))


@_finite
def linear_path(base: Decimal, target: Decimal, elapsed: Decimal) -> Decimal | None:
    """Return the value after that share of the time if each year adds the same (推算)."""
    return base + (target - base) * elapsed


@_finite
def geometric_path(base: Decimal, target: Decimal, elapsed: Decimal) -> Decimal | None:
    """Return the value after that share of the time if each year grows by the same rate (推算).

    None unless base and target lie on the same side of zero.
    """
    ratio = target / base
    return base * ratio**elapsed if ratio > 0 else None


@_finite
def index_to_base(base: Decimal, value: Decimal) -> Decimal | None:
    """Return value where base is 100. None unless base is positive."""
    return value / base * 100 if base > 0 else None


@_finite
def relative_change(base: Decimal, target: Decimal) -> Decimal | None:
    """Return the change as a share of base: 0.5 is half as much again. None unless base > 0."""
    return (target - base) / base if base > 0 else None


@_finite
def _difference(base, target):
    return target - base


def parse(printed: str) -> Decimal | None:
    """Return the number that a printed value is, None where it is anything but a plain number.

    Full-width digits and thousands commas are read.
    """
    plain = printed.strip().translate(FULL_WIDTH)
    if not PLAIN.fullmatch(plain) or len(plain) > MOST_DIGITS:
        return None
    return Decimal(plain.replace(",", ""))


def parse_cumulative(printed: str) -> Decimal | None:
    """Return the number of a target for all years together: 〔48〕, 新增48张."""
    match = CUMULATIVE.fullmatch(printed.strip().translate(FULL_WIDTH))
    return parse(match["bracketed"] or match["added"]) if match else None


def kind_of(indicator: Indicator) -> Kind:
    """Tell from the printed values which arithmetic is honest for the indicator."""
    if parse_cumulative(indicator.target_value) is not None:
        return Kind.CUMULATIVE
    base, target = parse(indicator.base_value), parse(indicator.target_value)
    if "保持" in indicator.target_value or (base is not None and base == target):
        return Kind.KEEP
    return Kind.TEXT if base is None or target is None else Kind.LEVEL


def unit_shown(indicator: Indicator) -> str:
    """Return the unit as printed, 单位原文未注 for a number without one, "" beside words."""
    if indicator.unit:
        return indicator.unit
    has_words = any(sign.isalpha() or sign in "%％" for sign in indicator.target_value)
    return "" if has_words else UNIT_MISSING


def printed_tenths(value: Decimal) -> str:
    """Return a computed figure with one decimal at most: 150, 147.5."""
    return f"{value:.1f}".removesuffix(".0")


def describe(indicator: Indicator, base_year: int, target_year: int) -> str:
    """Return the finding on a target in one sentence, with what the print leaves open."""
    finding = _finding(indicator, base_year, target_year)
    planned = f"规划{PLANNED[indicator.nature]}{indicator.name}{finding}"
    return "；".join([planned, *_remarks(indicator)]) + "。"


def _finding(indicator, base_year, target_year):
    base, target = f"{indicator.base_value}{indicator.unit}", indicator.target_value
    match kind_of(indicator):
        case Kind.LEVEL:
            verb = "增至" if _rises(indicator) else "降至"
            way = f"由{base_year}年的{base}{verb}{target_year}年的{target}{indicator.unit}"
            return way + _change(indicator)
        case Kind.KEEP if parse(target) is not None:
            return f"保持在{target}{indicator.unit}，{target_year}年与{base_year}年相同"
        case Kind.CUMULATIVE:
            return f"到{target_year}年累计达到“{target}{indicator.unit}”"
        case _:
            return f"到{target_year}年达到“{target}{indicator.unit}”，以原文表述为准，不作推算"


def _rises(indicator):
    return parse(indicator.target_value) > parse(indicator.base_value)


def _change(indicator):
    """Return the change in points for a percentage, else in per cent, else nothing."""
    base, target = parse(indicator.base_value), parse(indicator.target_value)
    if _is_percentage(indicator):
        points = _plain(abs(_difference(base, target)))
        return f"，{'提高' if _rises(indicator) else '降低'}{points}个百分点"
    change = relative_change(base, target)
    if change is None:
        return ""
    about, percent = _percent(abs(change))
    return f"，{'增加' if change > 0 else '减少'}{'约' if about else ''}{percent}"


def _is_percentage(indicator):
    return any(sign in indicator.unit for sign in ("%", "％", "百分"))


def _percent(share):
    """Return (whether it had to be rounded, 47.5%)."""
    text = printed_tenths(share * 100)
    return Decimal(text) != share * 100, f"{text}%"


def _plain(value):
    """A Decimal without an exponent and without trailing zeros after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _remarks(indicator) -> Iterator[str]:
    """What a reader must know of the printed values, each by a rule that any indicator may meet."""
    if unit_shown(indicator) == UNIT_MISSING:
        yield UNIT_MISSING
    if kind_of(indicator) != Kind.LEVEL:
        return
    values = [parse(indicator.base_value), parse(indicator.target_value)]
    if all(_is_rounded_to_one_digit(value) for value in values):
        yield "两个数值都只有一位有效数字，增减幅度是约数"
    if indicator.unit[:1] in SMALLER_UNIT and all(0 < value < Decimal("0.01") for value in values):
        prefix, factor = SMALLER_UNIT[indicator.unit[0]]
        base, target = (f"{_plain(value * factor)}{prefix}{indicator.unit[1:]}" for value in values)
        yield f"两个数值都不足0.01{indicator.unit}（折合{base}、{target}），照原文刊载"


def _is_rounded_to_one_digit(value):
    """0.2 and 0.005 are; 3 schools are counted, and 0.30 has two digits."""
    _, digits, exponent = value.as_tuple()
    return exponent < 0 and len(digits) == 1 and value != 0


def formulas(indicator: Indicator, base_year: int) -> list[Formula]:
    """Return the computed figures with their inputs; how completion will be judged comes last."""
    base, target = _term(indicator.base_value), _term(indicator.target_value)
    match kind_of(indicator):
        case Kind.LEVEL:
            way = Formula("完成率", f"(监测值 − {base}) ÷ ({target} − {base})，有监测值后计算")
            return [*_level_formulas(indicator, base_year), way]
        case Kind.KEEP:
            return [Formula("完成率", "不计算：目标是保持基期水平。有监测值后逐年说明是否达到")]
        case Kind.CUMULATIVE:
            total = _plain(parse_cumulative(indicator.target_value))
            return [Formula("完成率", f"各年监测值之和 ÷ {total}，有监测值后计算")]
        case _:
            return [Formula("完成率", "不计算：目标不是一个单独的数值")]


def _level_formulas(indicator, base_year):
    base, target = parse(indicator.base_value), parse(indicator.target_value)
    first, last = _term(indicator.base_value), _term(indicator.target_value)
    yield Formula("变化量", f"{last} − {first} = {_plain(_difference(base, target))}")
    change = relative_change(base, target)
    if change is None or _is_percentage(indicator):
        return
    about, percent = _percent(change)
    equals = "≈" if about else "="
    yield Formula("增减幅度", f"({last} − {first}) ÷ {first} {equals} {percent}")
    index = printed_tenths(index_to_base(base, target))
    yield Formula(f"指数（{base_year}年=100）", f"{last} ÷ {first} × 100 {equals} {index}")


def _term(printed):
    """A printed value as a term of a formula: a negative one in brackets."""
    return f"({printed})" if parse(printed) is not None and parse(printed) < 0 else printed
