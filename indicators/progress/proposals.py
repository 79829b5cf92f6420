"""Proposals of declarations: one table of rules that code, tests and the help page read.

A rule's `title` and `example` are what readers see; the first rule that fits proposes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from chapters.plan.declarations import (
    RATES,
    Better,
    Declaration,
    Measures,
    Relation,
    Says,
)
from chapters.plan.document import Indicator, Nature
from indicators.progress.asked import Asked, Form, asked_of
from indicators.progress.names import Wanted, may_be_points, measures_of, wanted
from indicators.progress.printed import base_amount, plain, tidy

CHANGEABLE = frozenset((Measures.LEVEL, Measures.RATIO))
SIDES = {
    Relation.AT_LEAST: Better.HIGHER,
    Relation.ABOVE: Better.HIGHER,
    Relation.AT_MOST: Better.LOWER,
    Relation.BELOW: Better.LOWER,
    Relation.EXACTLY: Better.EXACTLY,
}
KEPT = {
    Better.HIGHER: Better.KEPT_AT_LEAST,
    Better.LOWER: Better.KEPT_AT_MOST,
    Better.EXACTLY: Better.KEPT_EXACTLY,
}
LIMITS = {Better.HIGHER: Relation.AT_LEAST, Better.LOWER: Relation.AT_MOST}
RATE_VERBS = ("增长", "增速", "增幅", "递增", "下降", "降低", "递减", "减少")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the print proposes, why, and whether a clerk has to confirm it before it counts."""

    declaration: Declaration | None
    reason: str
    needs_confirmation: bool

    @property
    def counts(self) -> Declaration | None:
        """The declaration that the print gives in one way only."""
        return None if self.needs_confirmation else self.declaration


@dataclass(frozen=True, slots=True)
class Facts:
    """What an indicator's name and print say."""

    asked: Asked
    measures: Measures
    wanted: Wanted
    base: Decimal | None
    name: str
    may_be_points: bool

    @property
    def number(self) -> Decimal:
        return self.asked.number or Decimal(0)

    @property
    def is_average(self) -> bool:
        return (
            self.asked.is_under_average
            or self.asked.form is Form.AVERAGE
            or bool(re.search("年均|平均每年", self.name))
        )

    @property
    def is_plain(self) -> bool:
        return self.asked.form is Form.PLAIN

    @property
    def better(self) -> Better:
        """The direction that the name proposes."""
        is_lower = self.wanted in (Wanted.NO, Wanted.CAPPED)
        return Better.LOWER if is_lower else Better.HIGHER


Made = tuple[Declaration, bool]  # with whether it has to be confirmed


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: whether it fits, what it proposes, its reason in Chinese, an example of it."""

    title: str
    example: Indicator
    fits: Callable[[Facts], bool]
    make: Callable[[Facts], Made]


def proposal(indicator: Indicator) -> Proposal:
    """Return what the print proposes for an indicator, by the first rule that fits."""
    facts = facts_of(indicator)
    rule = next(rule for rule in RULES if rule.fits(facts))
    declaration, asks = rule.make(facts)
    reason = rule.title
    if facts.asked.rest:
        asks = True
        reason += f"原文后面还写了“{facts.asked.rest}”，不是数字，请确认是否只按前面的数评估。"
    if facts.may_be_points and not declaration.says.is_words:
        asks = True
        reason += "名称是比率的降低，可能是百分比，也可能是百分点，请确认。"
    return Proposal(declaration, reason, asks)


def facts_of(indicator: Indicator) -> Facts:
    asked = asked_of(indicator)
    measures = measures_of(indicator, asked)
    found = wanted(indicator)
    if measures is Measures.FALL:  # the fall of what is not wanted is wanted
        is_plain = found in (Wanted.YES, Wanted.FLOOR)
        found = Wanted.UNSURE if is_plain else Wanted.YES
    base = base_amount(indicator, indicator.unit or asked.unit)
    name = tidy(indicator.name)
    return Facts(asked, measures, found, base, name, may_be_points(indicator))


def _declared(facts: Facts, better: Better, says: Says, relation: Relation | None = None) -> Made:
    """Return the declaration with its confirmation left open to what the rule says: none."""
    limit = LIMITS.get(better, Relation.EXACTLY) if relation is None else relation
    return Declaration(facts.measures, better, says, limit, plain(facts.number)), False


def _asking(made: Made, *, unless: bool = False) -> Made:
    return made[0], not unless


def _words(says: Says) -> Callable[[Facts], Made]:
    def make(facts: Facts) -> Made:
        measures = facts.measures if facts.base is not None else Measures.TEXT
        return Declaration(measures, Better.UNSTATED, says), False

    return make


def _rough(facts: Facts) -> Made:
    says = Says.AVERAGE if facts.is_average else Says.VALUE
    return _declared(facts, Better.UNSTATED, says, Relation.UNSTATED)


def _bracketed(facts: Facts) -> Made:
    """A number in 〔〕 or after 累计: compounded, summed, or a change of the base."""
    is_change = facts.measures in CHANGEABLE and facts.base is not None
    may_sum = facts.measures in RATES or facts.measures is Measures.POINTS
    if is_change and facts.asked.form is Form.BRACKETED:
        says, better = Says.CHANGE, Better.HIGHER if facts.number > 0 else Better.LOWER
    else:
        says, better = Says.SUM, facts.better
        facts = facts if may_sum else replace(facts, measures=Measures.FLOW)
    relation = facts.asked.relation or LIMITS[better]
    return _asking(_declared(facts, SIDES[relation], says, relation))


def _change(facts: Facts) -> Made:
    """提高6个百分点 is asked of a ratio, 增长50％ of any other number, 提高1岁 in its unit."""
    unit = facts.asked.unit
    says = Says.CHANGE
    if "百分点" in unit:
        says, facts = Says.CHANGE_POINTS, replace(facts, measures=Measures.RATIO)
    elif "%" in unit:
        says = Says.CHANGE_PERCENT
        is_amount = facts.measures in (Measures.LEVEL, Measures.FLOW)
        facts = facts if is_amount else replace(facts, measures=Measures.LEVEL)
    elif facts.measures not in (*CHANGEABLE, Measures.FLOW):
        facts = replace(facts, measures=Measures.LEVEL)
    return _asking(_signed_change(facts, says))


def _signed_change(facts: Facts, says: Says) -> Made:
    """A fall by 2 is a change of -2 at most."""
    if not facts.asked.falls:
        return _declared(facts, Better.HIGHER, says)
    fallen = replace(facts, asked=replace(facts.asked, number=-facts.number))
    return _declared(fallen, Better.LOWER, says)


def _is_average_rate(facts: Facts) -> bool:
    if facts.asked.form is Form.AVERAGE:
        return facts.asked.verb in RATE_VERBS and "%" in facts.asked.unit
    is_number = facts.asked.form in (Form.PLAIN, Form.SIGNED)
    return facts.is_average and facts.measures in RATES and is_number


def _average_rate(facts: Facts) -> Made:
    """年均增长7%: of yearly rates by compounding, of any other number from its base."""
    is_clear = facts.wanted is Wanted.YES
    relation = facts.asked.relation
    is_signed = bool(relation) and facts.asked.form is Form.SIGNED
    if facts.measures in RATES:
        better = SIDES[relation] if relation else Better.HIGHER
        made = _declared(facts, better, Says.AVERAGE, relation or None)
        return _asking(made, unless=is_clear or is_signed)
    if facts.measures is Measures.RATIO:
        rate = Measures.FALL if facts.asked.falls else Measures.GROWTH
        return _asking(_declared(replace(facts, measures=rate), Better.HIGHER, Says.AVERAGE))
    has_way = facts.base is not None and facts.base > 0
    falls = facts.asked.falls
    is_clear = has_way and (facts.wanted is Wanted.NO if falls else is_clear)
    return _asking(_signed_change(facts, Says.AVERAGE_GROWTH), unless=is_clear)


def _average(facts: Facts) -> Made:
    relation = facts.asked.relation
    if facts.asked.form is Form.AVERAGE and facts.asked.verb in ("新增", "增加"):
        facts = replace(facts, measures=Measures.FLOW)
    better = SIDES[relation] if relation else facts.better
    made = _declared(facts, better, Says.AVERAGE, relation or None)
    is_said = facts.asked.is_under_average or facts.asked.form is Form.AVERAGE
    return _asking(made, unless=bool(relation) and is_said)


def _kept(facts: Facts) -> Made:
    """保持95%以上 says its side; else the name proposes it."""
    relation = facts.asked.relation
    if facts.asked.number is None:
        facts = replace(facts, asked=replace(facts.asked, number=facts.base))
    better = SIDES[relation] if relation else facts.better
    if not relation and not facts.number:
        better = Better.EXACTLY
    made = _declared(facts, KEPT[better], Says.BOUND, relation or None)
    return _asking(_with_limit(made), unless=bool(relation))


def _with_limit(made: Made) -> Made:
    """Return a kept declaration with the relation of its side."""
    declaration, asks = made
    limits = {Better.KEPT_AT_LEAST: Relation.AT_LEAST, Better.KEPT_AT_MOST: Relation.AT_MOST}
    is_fitting = declaration.is_usable
    limit = limits.get(declaration.better, Relation.EXACTLY)
    return (declaration if is_fitting else replace(declaration, relation=limit)), asks


def _bound(facts: Facts) -> Made:
    relation = facts.asked.relation
    return _declared(facts, SIDES[relation], Says.BOUND, relation)


def _equal(facts: Facts) -> Made:
    if not facts.number:
        made = _declared(facts, Better.KEPT_EXACTLY, Says.VALUE)
        return _asking(made, unless=facts.wanted is Wanted.NO)
    made = _with_limit(_declared(facts, KEPT[facts.better], Says.VALUE))
    is_clear = facts.measures is Measures.FLOW and facts.wanted is Wanted.YES
    return _asking(made, unless=is_clear and "新增" in facts.name)


def _above(facts: Facts) -> Made:
    says = Says.VALUE if facts.better is Better.HIGHER else Says.BOUND
    made = _declared(facts, facts.better, says)
    return _asking(made, unless=facts.wanted is Wanted.YES)


def _below(facts: Facts) -> Made:
    if facts.wanted is Wanted.FLOOR:
        return _asking(_declared(facts, Better.HIGHER, Says.BOUND))
    made = _declared(facts, Better.LOWER, Says.VALUE)
    return _asking(made, unless=facts.wanted is Wanted.NO)


def _alone(facts: Facts) -> Made:
    better = Better.LOWER if facts.asked.form is Form.PROPORTION else facts.better
    return _asking(_declared(facts, better, Says.BOUND))


def _row(name: str, unit: str, base: str, target: str, change: str = "") -> Indicator:
    return Indicator(1, name, unit, base, target, Nature.UNSTATED, change)


def _has(*forms: Form) -> Callable[[Facts], bool]:
    return lambda facts: facts.asked.form in forms


def _beside_base(compares: Callable[[Decimal, Decimal], bool]) -> Callable[[Facts], bool]:
    def fits(facts: Facts) -> bool:
        return facts.is_plain and facts.base is not None and compares(facts.number, facts.base)

    return fits


RULES = (
    Rule(
        "目标要与另一个数据对照，没有自己的数：不作计算。",
        _row("居民人均可支配收入增长", "％", "2.1", "—", "与GDP增长基本同步"),
        _has(Form.RELATIONAL),
        _words(Says.RELATIONAL),
    ),
    Rule(
        "目标是文字，没有可以比较的数：以原文表述为准。",
        _row("垃圾分类", "", "", "走在全区前列"),
        lambda facts: (
            facts.asked.form is Form.WORDS
            or (facts.asked.form is Form.KEPT and facts.asked.number is facts.base is None)
        ),
        _words(Says.TEXT),
    ),
    Rule(
        "目标写了“左右”或“约”，没有写明允许的差距：只展示，不判断。",
        _row("常住人口", "万人", "12", "15左右"),
        _has(Form.ROUGH),
        _rough,
    ),
    Rule(
        "〔〕里或“累计”“新增”后面的数是规划期的累计数：每年的增长率、降低率连乘，当年数相加，"
        "有基期值的水平按比基期的变化量算。请确认。",
        _row("单位GDP能源消耗降低", "％", "—", "〔13.5〕"),
        _has(Form.BRACKETED, Form.ADDED),
        _bracketed,
    ),
    Rule(
        "目标是年均的增长率或降低率：各年的率连乘后按年数开方；记的是水平时，从基期值算起。",
        _row("地区生产总值", "亿元", "100", "年均增长7%"),
        _is_average_rate,
        _average_rate,
    ),
    Rule(
        "目标写在“年均”一栏，或者写了“年均”：各年的数相加后除以年数，一年的数不能判断。"
        "原文没有写“以上”“＜”等方向的，请确认。",
        _row("城镇调查失业率", "％", "5.2", "—", "＜5.5"),
        lambda facts: facts.is_average and facts.asked.form is not Form.KEPT,
        _average,
    ),
    Rule(
        "目标写的是比基期提高或降低多少：用当年的数减基期值。请确认。",
        _row("覆盖率", "％", "80", "提高6个百分点"),
        _has(Form.CHANGE),
        _change,
    ),
    Rule(
        "目标是保持在某一水平：每年都要做到。原文没有写“以上”“以内”等方向的，请确认。",
        _row("合格率", "％", "96", "保持在95%以上"),
        _has(Form.KEPT),
        _kept,
    ),
    Rule(
        "目标写明了“≥”“≤”“以上”“以内”等界限（“以上”“以内”含本数）。",
        _row("粮食综合生产能力", "亿吨", "—", "＞6.5"),
        _has(Form.SIGNED),
        _bound,
    ),
    Rule(
        "目标值与基期值相同，是保持，不计算完成率：0就是每年正好为0，当年的新增数每年不低于，"
        "其余的请确认。",
        _row("新增就业人口", "人", "2000", "2000"),
        _beside_base(Decimal.__eq__),
        _equal,
    ),
    Rule(
        "目标值高于基期值：越高越好。名称是不希望发生的事（如信访、事故），或者是要保住、要控制的"
        "总量（如耕地保有量、总人口、用水）的，请确认。",
        _row("商品销售总额", "亿元", "8.3", "12.45"),
        _beside_base(Decimal.__gt__),
        _above,
    ),
    Rule(
        "目标值低于基期值：名称是不希望发生的事（如黑臭水体、失业）的，越低越好；"
        "其余的可能是底线，也可能是上限，请确认。",
        _row("耕地保有量", "亿公顷", "1.22", "1.2"),
        _beside_base(Decimal.__lt__),
        _below,
    ),
    Rule(
        "只有目标值，没有可以比较的基期值，也没有写明方向：请确认。",
        _row("养老床位", "张", "", "86"),
        lambda facts: True,
        _alone,
    ),
)
