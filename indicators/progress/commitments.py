"""The verdict on a commitment in the text: no nature, so 已达到 or 未达到 and nothing stronger."""

import re
from dataclasses import dataclass
from decimal import Decimal

from chapters.plan.declarations import Relation
from indicators.progress.printed import amount_in, number_term, parse, plain, with_unit
from indicators.progress.targets import Formula
from indicators.progress.wording import (
    AS_PRINTED,
    LABELS,
    NO_TOLERANCE,
    NOT_COMPARABLE,
    Outcome,
    margin,
)

NO_FIGURE = "暂无数据"
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
ONLY_ONE_YEAR = "；原文要求逐年做到，这里只对照所报告的一年"


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
    said = unit if "不" in unit else value  # 全年不间断 says how, and counts nothing
    asked = parse(said) if operator in ASKED else None
    if asked is None:
        asked_in_words = _asked_in_words(operator, said)
        return _left_open(asked_in_words, reported, AS_PRINTED, "是否达到以依据为准")
    relation, words = ASKED[operator]
    measure = _measure(unit)
    requirement = f"要求{words.format(with_unit(value.strip(), measure))}"
    actual = amount_in(reported, measure)
    if actual is None:
        return _left_open(requirement, reported, NOT_COMPARABLE, "不是可以比较的数字")
    holds = relation.holds(actual, asked)
    outcome = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNDECIDED}[holds]
    wording = NO_TOLERANCE if holds is None else LABELS[None, outcome]
    shown, apart = with_unit(reported.strip(), measure), margin(actual, asked, measure, "要求")
    only = ONLY_ONE_YEAR if operator in OF_EVERY_YEAR else ""
    sentence = f"{requirement}，报告值为{shown}，{wording}，{apart}{only}。"
    return CommitmentVerdict(outcome, wording, sentence, (_difference(reported, actual, asked),))


def _measure(unit: str) -> str:
    """Return the unit without what belongs to the count: 次/年 counts 次, 项（称号） counts 项."""
    measure = re.sub(r"（.*）|\(.*\)|/年$", "", unit.strip())
    return "个百分点" if measure == "百分点" else measure


def _left_open(asked: str, reported: str, wording: str, why: str) -> CommitmentVerdict:
    """Return the verdict where there is no figure, or none to compare."""
    if not reported.strip():
        return CommitmentVerdict(Outcome.NOT_MEASURED, NO_FIGURE, f"{asked}，{NO_FIGURE}。")
    said = f"{asked}，报告的情况为“{reported.strip()}”，{why}。"
    return CommitmentVerdict(Outcome.UNDECIDED, wording, said)


def _asked_in_words(operator: str, value: str) -> str:
    if operator == "increase" or not value.strip():
        return "原文只写明方向，没有数值"
    return f"要求“{value.strip()}”，没有可以比较的数值"


def _difference(reported: str, actual: Decimal, asked: Decimal) -> Formula:
    first, second = number_term(reported.strip(), actual), number_term(plain(asked), asked)
    return Formula("差额", f"{first} − {second} = {plain(actual - asked)}")
