"""Targets as printed: the number, and the words and signs around it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from chapters.plan.declarations import Relation
from chapters.plan.document import Indicator
from indicators.progress.printed import NUMBER, amount, parse, tidy, with_unit


class Form(Enum):
    """How a target is printed."""

    PLAIN = auto()  # 86, 达到86%
    SIGNED = auto()  # ≥6, 6支以上, 控制在2%以内
    PROPORTION = auto()  # 200∶1
    BRACKETED = auto()  # 〔48〕
    ADDED = auto()  # 累计48, 新增48张
    CHANGE = auto()  # 提高6个百分点, 降低2%
    AVERAGE = auto()  # 年均增长7%, 年均新增2000人
    KEPT = auto()  # 保持在95%以上, 保持
    ROUGH = auto()  # 7左右
    RELATIONAL = auto()  # 与经济增长同步
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is printed as the target.

    `unit` stands beside the number, `verb` before it. `rest` is said after it and is no number.
    """

    form: Form
    number: Decimal | None = None
    relation: Relation = Relation.UNSTATED
    unit: str = ""
    verb: str = ""
    rest: str = ""
    is_under_average: bool = False  # it stands in the column 年均/累计

    @property
    def falls(self) -> bool:
        return self.verb in FALLING_VERBS


# 以上, 以下 and 以内 include the number, 超过 and 不满 do not (民法典 1259).
BEFORE = {
    Relation.AT_LEAST: "不低于|不少于|不小于|至少|≥|>=",
    Relation.AT_MOST: "不高于|不超过|不大于|不多于|至多|控制在|≤|<=",
    Relation.ABOVE: "超过|高于|大于|多于|>",
    Relation.BELOW: "低于|少于|小于|不足|不满|<",
    Relation.EXACTLY: "等于|=",
}
AFTER = {Relation.AT_LEAST: "及以上|以上", Relation.AT_MOST: "及以下|以下|以内|之内"}
BEFORE_WORDS, AFTER_WORDS = "|".join(BEFORE.values()), "|".join(AFTER.values())
ROUGH = re.compile("左右|上下|约|余|多(?!于)|大致|接近")
NOT_PRINTED = re.compile(r"[-—－–−/…]*")
BOUND = re.compile(
    rf"(?P<before>{BEFORE_WORDS})?(?P<number>{NUMBER})(?P<unit>[^0-9]*?)(?P<after>{AFTER_WORDS})?"
)
REACHED = re.compile(rf"(?:达到|达)(?P<number>{NUMBER})(?P<unit>[^0-9]*?)")
PROPORTION = re.compile(rf"{NUMBER}:{NUMBER}")
BRACKETED = re.compile(rf"\[(?P<before>{BEFORE_WORDS})?(?P<number>{NUMBER})\](?P<unit>[^0-9]*)")
ADDED = re.compile(
    rf"(?:累计新增|新增|累计)(?P<before>{BEFORE_WORDS})?(?P<number>{NUMBER})(?P<unit>[^0-9]*?)"
    rf"(?P<after>{AFTER_WORDS})?"
)
AVERAGE = re.compile(
    r"(?:年均|平均每年)(?P<verb>增长|增速|增幅|递增|下降|降低|递减|减少|新增|增加)?(?:率)?"
    rf"(?:达到|保持在|保持|为)?(?P<before>{BEFORE_WORDS})?(?P<number>{NUMBER})(?P<unit>[^0-9]*?)"
    rf"(?P<after>{AFTER_WORDS})?"
)
CHANGE = re.compile(
    r"(?:累计)?(?P<verb>提高|提升|上升|增加|增长|降低|下降|减少)"
    rf"(?P<number>{NUMBER})(?P<unit>[^0-9]*?)(?P<after>及?以上)?"
)
FALLING_VERBS = ("下降", "降低", "递减", "减少")
KEEPING = re.compile(r"^(?:基本)?(?:保持|维持|稳定在)(?:在|为)?")
UNCHANGED = re.compile(r"(?:不变|(?:现有|原有|基期|现状)水平)?")
RELATIONAL = re.compile(r"同步|持平|相当|平均水平|快于|慢于|(?:高于|低于)(?![0-9+-])")
CLAUSES = re.compile(r"[、，；。](?=[^0-9])")


def asked_of(indicator: Indicator) -> Asked:
    """Read the target: the target year's value, where none is printed the column 年均/累计."""
    printed = printed_target(indicator)
    is_elsewhere = _is_elsewhere(indicator)
    first, *others = CLAUSES.split(tidy(printed), maxsplit=1)
    found = _read(indicator, first) if others else None
    if found is None or found.number is None:
        found, others = _read(indicator, tidy(printed)), []
    return _with(found, "".join(others), is_elsewhere)


def printed_target(indicator: Indicator) -> str:
    return indicator.change_value if _is_elsewhere(indicator) else indicator.target_value


def _is_elsewhere(indicator: Indicator) -> bool:
    is_empty = NOT_PRINTED.fullmatch(indicator.target_value.strip())
    return bool(is_empty and indicator.change_value.strip())


def _with(found: Asked, rest: str, is_elsewhere: bool) -> Asked:
    return Asked(
        found.form, found.number, found.relation, found.unit, found.verb, rest, is_elsewhere
    )


def _read(indicator: Indicator, printed: str) -> Asked:
    text = tidy(with_unit(printed, indicator.unit))
    if RELATIONAL.search(text):
        return Asked(Form.RELATIONAL)
    if KEEPING.match(text):
        return _kept(text)
    if ROUGH.search(text) and (number := re.search(NUMBER, text)):
        return Asked(Form.ROUGH, parse(number.group()))
    if PROPORTION.fullmatch(text) and (read := amount(text)):
        return Asked(Form.PROPORTION, read[0])
    forms = (
        (Form.BRACKETED, BRACKETED),
        (Form.AVERAGE, AVERAGE),
        (Form.ADDED, ADDED),
        (Form.CHANGE, CHANGE),
        (Form.PLAIN, REACHED),
        (Form.SIGNED, BOUND),
    )
    for form, pattern in forms:
        if match := pattern.fullmatch(text):
            return _matched(form, match.groupdict())
    return Asked(Form.WORDS)


def _matched(form: Form, parts: dict[str, str | None]) -> Asked:
    number = parse(parts["number"] or "")
    sides = _sides(parts.get("before"), parts.get("after"))
    if number is None or len(sides) > 1:
        return Asked(Form.WORDS)
    if form is Form.SIGNED and not sides:
        form = Form.PLAIN
    relation = sides.pop() if sides else Relation.UNSTATED
    return Asked(form, number, relation, parts["unit"] or "", parts.get("verb") or "")


def _sides(before: str | None, after: str | None) -> set[Relation]:
    """The relations that the words before and after the number name; two contradict each other."""
    return {
        relation
        for table, word in ((BEFORE, before), (AFTER, after))
        for relation, names in table.items()
        if word in names.split("|")
    }


def _kept(text: str) -> Asked:
    """保持 with a number, or with nothing else: the base is to be kept then."""
    asked = KEEPING.sub("", text)
    if (match := BOUND.fullmatch(asked)) and not text.startswith("基本"):
        found = _matched(Form.SIGNED, match.groupdict())
        if found.number is not None and not ROUGH.search(asked):
            return Asked(Form.KEPT, found.number, found.relation, found.unit)
    is_base = not text.startswith("基本") and UNCHANGED.fullmatch(asked)
    return Asked(Form.KEPT if is_base else Form.WORDS)
