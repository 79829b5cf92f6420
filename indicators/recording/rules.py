"""Rules that a value or status must meet before it is recorded, in words for a clerk."""

import re
from datetime import date

from django.forms import model_to_dict
from django.utils import timezone

from chapters.models import Plan
from chapters.plantext.remarks import unseen_characters
from indicators.models import CommitmentStatus, Measurement, Source
from indicators.models.recorded import LONGEST_REASON, Recorded
from indicators.progress.printed import parse
from tanggu_plan.text.refusals import Refused, require_text

Status = Measurement.Status
MANY_DIGITS = re.compile(r"[+＋－-]?[\d.,．，]{20,}")
SETTLED = {Status.FINAL, Status.REVISED}  # after these another value is a revision


class NothingNew(Refused):
    """Exactly this is public, or waits for confirmation, already."""


def years_open(plan: Plan) -> range:
    """The years of which values are recorded: the plan's, as far as they have begun."""
    return range(plan.base_year + 1, min(plan.period_end, timezone.localdate().year) + 1)


def check_year(year: int, plan: Plan):
    if year in years_open(plan):
        return
    if year == plan.base_year:
        raise Refused(f"{year}年是基期年，它的数值在规划的指标表里，不在这里记录。")
    if plan.base_year < year <= plan.period_end:
        raise Refused(f"{year}年还没有到，不能记录这一年的数值。")
    raise Refused(
        f"{year}年不在规划期内。可以记录的年度是{plan.base_year + 1}—{plan.period_end}年。"
    )


def check_value(row: Measurement):
    row.value = row.value.strip()
    if row.status == Status.MISSING and not row.value:
        return
    if not row.value:
        raise Refused("没有填数值。来源里没有这一年的数，就把数据性质选为“缺”，数值留空。")
    check_number(row.value)
    current = row.same_place().latest_public()
    is_change = current and parse(current.value) != parse(row.value)
    is_step_back = row.status == Status.PRELIMINARY or (row.status == Status.FINAL and is_change)
    if current and current.status in SETTLED and is_step_back:
        raise Refused(
            f"{row.year}年已有确认的数值{current.shown}。要改它，数据性质请选“修订”；"
            "原来的数值仍然留在记录里。"
        )


def check_number(text: str):
    if parse(text) is not None:
        return
    if MANY_DIGITS.fullmatch(text):
        raise Refused(f"“{text}”的位数太多。请对照来源，看是否多打了数字。")
    raise Refused(
        f"“{text}”不能当作数值。请只写数字，如 12.45、-3.2、1,234（千分位逗号隔三位）或全角的"
        "１２.４５；百分号、单位、“约”“以上”等字不要写，指标的单位系统会加上。"
    )


def check_reached(row: CommitmentStatus):
    """A commitment of a number is reached with a number; a commitment in words with any words."""
    row.value = row.value.strip()
    if row.value and parse(row.commitment.value) is not None:
        check_number(row.value)


def check_as_of(as_of: date, plan: Plan):
    if as_of > timezone.localdate():
        raise Refused(f"截至日期{as_of:%Y-%m-%d}还没有到。请填今天或以前的日期。")
    if as_of.year < plan.period_start:
        raise Refused(
            f"截至日期{as_of:%Y-%m-%d}早于规划期（{plan.period_start}年起）。请核对日期。"
        )


def check_source(source: Source, plan: Plan):
    if source.plan_id != plan.pk:
        raise Refused(
            f"来源文件“{source}”登记在《{source.plan}》名下，不是《{plan}》的。"
            "请选这部规划的来源，没有就先登记。"
        )
    check_source_date(source.dated_on)


def check_source_date(dated_on: date):
    if dated_on > timezone.localdate():
        raise Refused(f"来源文件的日期{dated_on:%Y-%m-%d}还没有到。请先改正来源文件的日期。")


def check_words(row: Recorded):
    """Refuse invisible characters in what readers will see."""
    for name in ("value", "responsible", "note"):
        if hasattr(row, name):
            setattr(row, name, _clear(getattr(row, name)))


def require_reason(reason: str) -> str:
    """Return the words of a reason; refuse a return without any."""
    words = require_text(_clear(reason), "请写明理由，记录人要照它改正。")
    if len(words) > LONGEST_REASON:
        raise Refused(f"理由有{len(words)}个字，请缩短到{LONGEST_REASON}个字以内。")
    return words


def _clear(text):
    if found := unseen_characters(text):
        raise Refused(*(remark.message for remark in found))
    return text.strip()


def check_is_new(row: Recorded):
    if (current := row.same_place().latest_public()) and _said(current) == _said(row):
        raise NothingNew(f"与{_when(current.confirmed_at)}确认的记录完全相同，不用再记录。")
    if (waiting := row.same_place().pending().first()) and _said(waiting) == _said(row):
        raise NothingNew(f"与{_when(waiting.recorded_at)}记录的完全相同，它正在等另一位同事确认。")


def _said(row):
    """Return a row's values to compare; a number is the same however it is printed."""
    said = model_to_dict(row, fields=row.SAID)
    number = parse(said["value"])
    return said | ({} if number is None else {"value": number})


def _when(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d}"
