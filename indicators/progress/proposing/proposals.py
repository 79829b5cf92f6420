"""Proposals of declarations: one table of rules that code, tests and the help page read.

A rule's `title` and `example` are what readers see; the first rule that fits proposes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from chapters.plan.declarations import Declaration, Says
from chapters.plan.document import Indicator, Nature
from indicators.progress.proposing import makers
from indicators.progress.proposing.asked import Form
from indicators.progress.proposing.facts import Facts, facts_of


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
class Rule:
    """A rule: whether it fits, what it proposes, its reason in Chinese, an example of it."""

    title: str
    example: Indicator
    fits: Callable[[Facts], bool]
    make: Callable[[Facts], makers.Made]


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
        makers.words(Says.RELATIONAL),
    ),
    Rule(
        "目标是文字，没有可以比较的数：以原文表述为准。",
        _row("垃圾分类", "", "", "走在全区前列"),
        lambda facts: (
            facts.asked.form is Form.WORDS
            or (facts.asked.form is Form.KEPT and facts.asked.number is facts.base is None)
        ),
        makers.words(Says.TEXT),
    ),
    Rule(
        "目标写了“左右”或“约”，没有写明允许的差距：只展示，不判断。",
        _row("常住人口", "万人", "12", "15左右"),
        _has(Form.ROUGH),
        makers.rough,
    ),
    Rule(
        "〔〕里或“累计”“新增”后面的数是规划期的累计数：每年的增长率、降低率连乘，当年数相加，"
        "有基期值的水平按比基期的变化量算。请确认。",
        _row("单位GDP能源消耗降低", "％", "—", "〔13.5〕"),
        _has(Form.BRACKETED, Form.ADDED),
        makers.bracketed,
    ),
    Rule(
        "目标是年均的增长率或降低率：各年的率连乘后按年数开方；记的是水平时，从基期值算起。",
        _row("地区生产总值", "亿元", "100", "年均增长7%"),
        makers.is_average_rate,
        makers.average_rate,
    ),
    Rule(
        "目标写在“年均”一栏，或者写了“年均”：各年的数相加后除以年数，一年的数不能判断。"
        "原文没有写“以上”“＜”等方向的，请确认。",
        _row("城镇调查失业率", "％", "5.2", "—", "＜5.5"),
        lambda facts: facts.is_average and facts.asked.form is not Form.KEPT,
        makers.average,
    ),
    Rule(
        "目标写的是比基期提高或降低多少：用当年的数减基期值。请确认。",
        _row("覆盖率", "％", "80", "提高6个百分点"),
        _has(Form.CHANGE),
        makers.change,
    ),
    Rule(
        "目标是保持在某一水平：每年都要做到。原文没有写“以上”“以内”等方向的，请确认。",
        _row("合格率", "％", "96", "保持在95%以上"),
        _has(Form.KEPT),
        makers.kept,
    ),
    Rule(
        "目标写明了“≥”“≤”“以上”“以内”等界限（“以上”“以内”含本数）。",
        _row("粮食综合生产能力", "亿吨", "—", "＞6.5"),
        _has(Form.SIGNED),
        makers.bound,
    ),
    Rule(
        "目标值与基期值相同，是保持，不计算完成率：0就是每年正好为0，当年的新增数每年不低于，"
        "其余的请确认。",
        _row("新增就业人口", "人", "2000", "2000"),
        _beside_base(Decimal.__eq__),
        makers.equal,
    ),
    Rule(
        "目标值高于基期值：越高越好。名称是不希望发生的事（如信访、事故），或者是要保住、要控制的"
        "总量（如耕地保有量、总人口、用水）的，请确认。",
        _row("商品销售总额", "亿元", "8.3", "12.45"),
        _beside_base(Decimal.__gt__),
        makers.above,
    ),
    Rule(
        "目标值低于基期值：名称是不希望发生的事（如黑臭水体、失业）的，越低越好；"
        "其余的可能是底线，也可能是上限，请确认。",
        _row("耕地保有量", "亿公顷", "1.22", "1.2"),
        _beside_base(Decimal.__lt__),
        makers.below,
    ),
    Rule(
        "只有目标值，没有可以比较的基期值，也没有写明方向：请确认。",
        _row("养老床位", "张", "", "86"),
        lambda facts: True,
        makers.alone,
    ),
)
