"""Makers of proposed declarations, one for each rule of proposals.py."""

from collections.abc import Callable
from dataclasses import replace

from chapters.plan.declarations import RATES, Better, Declaration, Measures, Relation, Says
from indicators.progress.printed import plain
from indicators.progress.proposing.asked import Form
from indicators.progress.proposing.facts import Facts, Wanted

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
Made = tuple[Declaration, bool]  # with whether it has to be confirmed


def declared(facts: Facts, better: Better, says: Says, relation: Relation | None = None) -> Made:
    """Return the declaration with its confirmation left open to what the rule says: none."""
    limit = LIMITS.get(better, Relation.EXACTLY) if relation is None else relation
    return Declaration(facts.measures, better, says, limit, plain(facts.number)), False


def asking(made: Made, *, unless: bool = False) -> Made:
    return made[0], not unless


def words(says: Says) -> Callable[[Facts], Made]:
    def make(facts: Facts) -> Made:
        measures = facts.measures if facts.base is not None else Measures.TEXT
        return Declaration(measures, Better.UNSTATED, says), False

    return make


def rough(facts: Facts) -> Made:
    says = Says.AVERAGE if facts.is_average else Says.VALUE
    return declared(facts, Better.UNSTATED, says, Relation.UNSTATED)


def bracketed(facts: Facts) -> Made:
    """A number in 〔〕 or after 累计: compounded, summed, or a change of the base."""
    is_change = facts.measures in CHANGEABLE and facts.base is not None
    may_sum = facts.measures in RATES or facts.measures is Measures.POINTS
    if is_change and facts.asked.form is Form.BRACKETED:
        says, better = Says.CHANGE, Better.HIGHER if facts.number > 0 else Better.LOWER
    else:
        says, better = Says.SUM, Better.LOWER if facts.number < 0 else facts.better
        facts = facts if may_sum else replace(facts, measures=Measures.FLOW)
    relation = facts.asked.relation or LIMITS[better]
    return asking(declared(facts, SIDES[relation], says, relation))


def change(facts: Facts) -> Made:
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
    return asking(signed_change(facts, says))


def signed_change(facts: Facts, says: Says) -> Made:
    """A fall by 2 is a change of -2 at most."""
    if not facts.asked.falls:
        return declared(facts, Better.HIGHER, says)
    fallen = replace(facts, asked=replace(facts.asked, number=-facts.number))
    return declared(fallen, Better.LOWER, says)


def is_average_rate(facts: Facts) -> bool:
    if facts.asked.form is Form.AVERAGE:
        return facts.asked.verb in RATE_VERBS and "%" in facts.asked.unit
    is_number = facts.asked.form in (Form.PLAIN, Form.SIGNED)
    return facts.is_average and facts.measures in RATES and is_number


def average_rate(facts: Facts) -> Made:
    """年均增长7%: of yearly rates by compounding, of any other number from its base."""
    is_clear = facts.wanted is Wanted.YES
    relation = facts.asked.relation
    is_signed = bool(relation) and facts.asked.form is Form.SIGNED
    if facts.measures in RATES:
        better = SIDES[relation] if relation else Better.HIGHER
        made = declared(facts, better, Says.AVERAGE, relation or None)
        return asking(made, unless=is_clear or is_signed)
    if facts.measures is Measures.RATIO:
        rate = Measures.FALL if facts.asked.falls else Measures.GROWTH
        return asking(declared(replace(facts, measures=rate), Better.HIGHER, Says.AVERAGE))
    has_way = facts.base is not None and facts.base > 0
    falls = facts.asked.falls
    is_clear = has_way and (facts.wanted is Wanted.NO if falls else is_clear)
    return asking(signed_change(facts, Says.AVERAGE_GROWTH), unless=is_clear)


def average(facts: Facts) -> Made:
    relation = facts.asked.relation
    if facts.asked.form is Form.AVERAGE and facts.asked.verb in ("新增", "增加"):
        facts = replace(facts, measures=Measures.FLOW)
    better = SIDES[relation] if relation else facts.better
    made = declared(facts, better, Says.AVERAGE, relation or None)
    is_said = facts.asked.is_under_average or facts.asked.form is Form.AVERAGE
    return asking(made, unless=bool(relation) and is_said)


def kept(facts: Facts) -> Made:
    """保持95%以上 says its side; else the name proposes it."""
    relation = facts.asked.relation
    if facts.asked.number is None:
        facts = replace(facts, asked=replace(facts.asked, number=facts.base))
    better = SIDES[relation] if relation else facts.better
    if not relation and not facts.number:
        better = Better.EXACTLY
    made = declared(facts, KEPT[better], Says.BOUND, relation or None)
    return asking(with_limit(made), unless=bool(relation))


def with_limit(made: Made) -> Made:
    """Return a kept declaration with the relation of its side."""
    declaration, asks = made
    limits = {Better.KEPT_AT_LEAST: Relation.AT_LEAST, Better.KEPT_AT_MOST: Relation.AT_MOST}
    is_fitting = declaration.is_usable
    limit = limits.get(declaration.better, Relation.EXACTLY)
    return (declaration if is_fitting else replace(declaration, relation=limit)), asks


def bound(facts: Facts) -> Made:
    relation = facts.asked.relation
    return declared(facts, SIDES[relation], Says.BOUND, relation)


def equal(facts: Facts) -> Made:
    if not facts.number:
        made = declared(facts, Better.KEPT_EXACTLY, Says.VALUE)
        return asking(made, unless=facts.wanted is Wanted.NO)
    made = with_limit(declared(facts, KEPT[facts.better], Says.VALUE))
    is_clear = facts.measures is Measures.FLOW and facts.wanted is Wanted.YES
    return asking(made, unless=is_clear and "新增" in facts.name)


def above(facts: Facts) -> Made:
    says = Says.VALUE if facts.better is Better.HIGHER else Says.BOUND
    made = declared(facts, facts.better, says)
    return asking(made, unless=facts.wanted is Wanted.YES)


def below(facts: Facts) -> Made:
    if facts.wanted is Wanted.FLOOR:
        return asking(declared(facts, Better.HIGHER, Says.BOUND))
    made = declared(facts, Better.LOWER, Says.VALUE)
    return asking(made, unless=facts.wanted is Wanted.NO)


def alone(facts: Facts) -> Made:
    better = Better.LOWER if facts.asked.form is Form.PROPORTION else facts.better
    return asking(declared(facts, better, Says.BOUND))
