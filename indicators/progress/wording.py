"""The words of a verdict: by the indicator's nature, neutral for commitments in the text."""

from decimal import Decimal
from enum import StrEnum

from chapters.plan.document import Nature
from indicators.progress.printed import is_percentage, plain, tidy


class Outcome(StrEnum):
    """Outcome of judging the measurements by a target."""

    NOT_MEASURED = "NOT_MEASURED"
    MET = "MET"
    NOT_MET = "NOT_MET"
    UNDECIDED = "UNDECIDED"  # the target year's value is not there yet, or words decide


LABELS = {
    (Nature.ANTICIPATORY, Outcome.MET): "达到预期",
    (Nature.ANTICIPATORY, Outcome.NOT_MET): "低于预期",
    (Nature.BINDING, Outcome.MET): "完成",
    (Nature.BINDING, Outcome.NOT_MET): "未完成",
    (Nature.UNSTATED, Outcome.MET): "已达到",
    (Nature.UNSTATED, Outcome.NOT_MET): "未达到",
    (None, Outcome.MET): "已达到",  # a commitment in the text has no nature
    (None, Outcome.NOT_MET): "未达到",
}
NO_MEASUREMENT = "暂无监测值"
BEFORE_TARGET_YEAR = "未到目标年"
TARGET_YEAR_MISSING = "目标年无数据"
AS_PRINTED = "以原文表述为准"
NOT_COMPARABLE = "无法比较"
NEEDS_OTHER_FIGURE = "需与另一数据对照"
DATA_INCOMPLETE = "数据不全"
NO_BASE = "缺可用的基期值"
NO_TOLERANCE = "原文未写明允许的差距"
NOT_DECLARED = "口径（怎样算达到）尚未确认，不作判断"
PRELIMINARY = "（初步数）"


def margin(actual: Decimal, asked: Decimal, unit: str, of: str) -> str:
    """Return how far actual is from what is asked: 比要求多3张; percentages in points."""
    over = actual - asked
    if not over:
        return f"与{of}持平"
    size = plain(abs(over))
    if is_percentage(unit):
        return f"比{of}{'高' if over > 0 else '低'}{size}个百分点"
    return f"比{of}{'多' if over > 0 else '少'}{size}{tidy(unit)}"


def change_in_points(base_year: int, change: Decimal) -> str:
    """Return 比2020年提高3个百分点."""
    if not change:
        return f"与{base_year}年持平"
    verb = "提高" if change > 0 else "降低"
    return f"比{base_year}年{verb}{plain(abs(change))}个百分点"


def change_in_unit(base_year: int, change: Decimal, unit: str) -> str:
    """Return 比2020年增加0.6岁."""
    if not change:
        return f"与{base_year}年持平"
    verb = "增加" if change > 0 else "减少"
    return f"比{base_year}年{verb}{plain(abs(change))}{tidy(unit)}"
