"""Facts of an indicator's print: what a year's value is, whether more is wanted, its numbers."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from chapters.plan.declarations import Better, Measures
from chapters.plan.document import Indicator
from indicators.progress.printed import NOTE_MARKS, amount, base_amount, is_percentage, tidy
from indicators.progress.proposing.asked import Asked, Form, asked_of


class Wanted(Enum):
    """What a name says of whether more is the better."""

    YES = auto()
    NO = auto()  # 黑臭水体, 失业率
    CAPPED = auto()  # 总人口, 用水总量: a limit as likely as an aim
    FLOOR = auto()  # 耕地保有量: not to fall below
    UNSURE = auto()  # 案件办结率: something unwanted, and what is done about it


FALLING = re.compile("降低|下降|减少|递减|压减")
GROWING = re.compile("增长|增速|增幅|递增")
CHANGING = re.compile("提高|提升|上升|降低|下降|减少|增加")
AMOUNT_OF_A_YEAR = re.compile(
    "新增|产值|产量|销售|零售|收入|支出|投资|增加值|生产总值|利用.{0,3}资|引进|交易额|进出口"
    "|税收|营业额|成交额|接待|培训|完成.*次"
)
NO_FLOW = re.compile("率|比重|占比|比例|平均|年限|人均")
RATIO = re.compile("率|比重|占比|比例")
PRODUCTIVITY = re.compile("生产率")
UNWANTED = re.compile(
    "黑臭水体|占压|违法建设|违建|违法用地|违章|信访|上访|火灾|事故|案件|发案|欠薪|失业|犯罪"
    "|死亡|伤亡|发病|患病|污染|投诉|负债|债务|浓度|劣Ⅴ类|劣V类|贫困|失信|辍学"
)
REMEDY = re.compile(
    "治理|整治|消除|办结|化解|破案|侦破|结案|处理|处置|处结|拆除|防治|防范|防控|达标|完成|覆盖"
    "|解决|查处|满意|减少|下降|降低|改造|救治|救助|帮扶|脱贫|修复|响应|调解|检测|监测|登记|控制"
)
FLOOR = re.compile("保有量|保有率")
CAPPED = re.compile("总量|总人口|用水|用地|能耗|消耗|水耗|煤耗|消费量|排放|控制")


def wanted(indicator: Indicator) -> Wanted:
    name = tidy(indicator.name)
    if UNWANTED.search(name):
        return Wanted.UNSURE if REMEDY.search(name) else Wanted.NO
    if FLOOR.search(name):
        return Wanted.FLOOR
    return Wanted.CAPPED if CAPPED.search(name) else Wanted.YES


def measures_of(indicator: Indicator, asked: Asked) -> Measures:
    """Tell what a year's value is: the first that fits of rate, points, flow, ratio; else level."""
    name, unit = tidy(indicator.name), tidy(indicator.unit or _own_unit(asked))
    is_points = "百分点" in unit
    if is_percentage(unit) and not is_points:
        if FALLING.search(name):
            return Measures.FALL
        if GROWING.search(name):
            return Measures.GROWTH
    if is_points and CHANGING.search(name):
        return Measures.POINTS
    is_part = is_percentage(unit) or "‰" in unit
    if AMOUNT_OF_A_YEAR.search(name) and not is_part and not NO_FLOW.search(name):
        return Measures.FLOW
    has_ratio_name = RATIO.search(PRODUCTIVITY.sub("", name))
    if is_part or has_ratio_name or asked.form is Form.PROPORTION:
        return Measures.RATIO
    return Measures.LEVEL


def _own_unit(asked: Asked) -> str:
    """Return the unit beside the target where it is that of the values: not of 年均增长7%."""
    return "" if asked.form in (Form.AVERAGE, Form.CHANGE) else asked.unit


def may_be_points(indicator: Indicator) -> bool:
    """Whether 率下降（％） may mean points as well as per cent."""
    name = PRODUCTIVITY.sub("", tidy(indicator.name))
    return bool(RATIO.search(name) and FALLING.search(name))


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


def facts_of(indicator: Indicator) -> Facts:
    asked = asked_of(indicator)
    measures = measures_of(indicator, asked)
    found = wanted(indicator)
    if measures is Measures.FALL:  # the fall of what is not wanted is wanted
        is_plain = found in (Wanted.YES, Wanted.FLOOR)
        found = Wanted.UNSURE if is_plain else Wanted.YES
    base = comparable_base(indicator, asked, _unit_of_base(indicator, asked))
    name = tidy(indicator.name)
    return Facts(asked, measures, found, base, name, may_be_points(indicator))


def unit_beside(indicator: Indicator, asked: Asked) -> str:
    """Return the unit printed beside the target, else the indicator's own."""
    is_own = asked.unit in ("", tidy(indicator.unit)) or "百分点" in asked.unit
    return indicator.unit if is_own else asked.unit


def comparable_base(indicator: Indicator, asked: Asked, unit: str) -> Decimal | None:
    """Return the base as a number of that unit; None where it or a plain target has another."""
    base = base_amount(indicator, unit)
    if asked.form is not Form.PLAIN or base is None:
        return base
    own = amount(NOTE_MARKS.sub("", indicator.base_value.strip()))
    units = {own[1] if own else "", asked.unit}
    is_same = len(units) == 1 or (bool(indicator.unit) and units <= {"", tidy(indicator.unit)})
    return base if is_same else None


def _unit_of_base(indicator: Indicator, asked: Asked) -> str:
    is_change = asked.form in (Form.AVERAGE, Form.CHANGE)
    return indicator.unit if is_change else unit_beside(indicator, asked)
