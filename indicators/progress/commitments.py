"""The verdict on a commitment in the text: no nature, so 已达到 or 未达到 and nothing stronger."""

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.progress.kinds import Relation
from indicators.progress.printed import amount_in, number_term, parse, plain, with_unit
from indicators.progress.targets import Formula
from indicators.progress.wording import AS_PRINTED, LABELS, NOT_COMPARABLE, Outcome, margin

NO_FIGURE = "暂无数据"
NO_TOLERANCE = "原文未写明允许的差距"
# What each Commitment.Operator asks; 以上 and 以内 include the number (民法典 1259).
ASKED = {
    ">=": (Relation.AT_LEAST, "{}以上（含本数）"),
    "<=": (Relation.AT_MOST, "{}以内（含本数）"),
    "=": (Relation.EXACTLY, "等于{}"),
    "reach": (Relation.AT_LEAST, "达到{}"),
    "keep": (Relation.AT_LEAST, "保持{}以上（含本数）"),
    "each_year": (Relation.AT_LEAST, "每年{}以上（含本数）"),
    "approx": (Relation.UNSTATED, "大致等于{}"),
}
OF_EVERY_YEAR = {"keep", "each_year"}


@dataclass(frozen=True, slots=True)
class CommitmentVerdict:
    """The verdict of a reported figure on a commitment; words are left to the evidence."""

    outcome: Outcome
    wording: str
    sentence: str
    formulas: tuple[Formula, ...] = ()


def judge_commitment(operator: str, value: str, unit: str, reported: str) -> CommitmentVerdict:
    """Return the verdict on a commitment by the reported figure, "" where there is none.

    `operator` is one of Commitment.Operator; any other, and a value in words, is left to the
    evidence. Never raises.
    """
    if "不" in unit:  # 全年不间断 says how, and counts nothing
        return _by_evidence(operator, unit, reported)
    asked = parse(value) if operator in ASKED else None
    if asked is None:
        return _by_evidence(operator, value, reported)
    relation, words = ASKED[operator]
    measure = _measure(unit)
    requirement = words.format(with_unit(value.strip(), measure))
    if not reported.strip():
        said = f"要求{requirement}，{NO_FIGURE}。"
        return CommitmentVerdict(Outcome.NOT_MEASURED, NO_FIGURE, said)
    actual = amount_in(reported, measure)
    if actual is None:
        said = f"要求{requirement}，报告的情况为“{reported.strip()}”，不是可以比较的数字。"
        return CommitmentVerdict(Outcome.UNDECIDED, NOT_COMPARABLE, said)
    compared = Requirement(requirement, relation, asked, measure, operator in OF_EVERY_YEAR)
    return _by_numbers(compared, actual, reported)


@dataclass(frozen=True, slots=True)
class Requirement:
    in_words: str
    relation: Relation
    asked: Decimal
    unit: str
    is_of_every_year: bool


def _measure(unit: str) -> str:
    """Return the unit without what belongs to the count: 次/年 counts 次, 项（称号） counts 项."""
    measure = re.sub(r"（.*）|\(.*\)|/年$", "", unit.strip())
    return "个百分点" if measure == "百分点" else measure


def _by_evidence(operator: str, value: str, reported: str) -> CommitmentVerdict:
    asked = _asked_in_words(operator, value)
    if not reported.strip():
        return CommitmentVerdict(Outcome.NOT_MEASURED, NO_FIGURE, f"{asked}，{NO_FIGURE}。")
    said = f"{asked}，报告的情况为“{reported.strip()}”，是否达到以依据为准。"
    return CommitmentVerdict(Outcome.UNDECIDED, AS_PRINTED, said)


def _asked_in_words(operator: str, value: str) -> str:
    if operator == "increase" or not value.strip():
        return "原文只写明方向，没有数值"
    return f"要求“{value.strip()}”，没有可以比较的数值"


def _by_numbers(requirement: Requirement, actual: Decimal, reported: str) -> CommitmentVerdict:
    holds = requirement.relation.holds(actual, requirement.asked)
    outcome = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNDECIDED}[holds]
    wording = NO_TOLERANCE if holds is None else LABELS[None, outcome]
    shown = with_unit(reported.strip(), requirement.unit)
    apart = margin(actual, requirement.asked, requirement.unit, "要求")
    only = "；原文要求逐年做到，这里只对照所报告的一年" if requirement.is_of_every_year else ""
    first = number_term(reported.strip(), actual)
    second = number_term(plain(requirement.asked), requirement.asked)
    over = plain(actual - requirement.asked)
    return CommitmentVerdict(
        outcome,
        wording,
        f"要求{requirement.in_words}，报告值为{shown}，{wording}，{apart}{only}。",
        (Formula("差额", f"{first} − {second} = {over}"),),
    )
