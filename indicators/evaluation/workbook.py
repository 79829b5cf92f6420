"""Workbook of the evaluation, in printed texts."""

from django.utils import timezone

from indicators.data_files.writing import Sheet, marked, xlsx
from indicators.evaluation.evaluating import EvaluatedCommitment, EvaluatedIndicator, Evaluation

ABOUT = ("项目", "内容")
INDICATORS = (
    *("指标序号", "指标名称", "单位", "属性", "基期年", "基期值", "目标年", "目标值"),
    *("最近年度", "最近监测值", "数据性质", "结论", "说明", "算式", "待确认条数"),
)
MEASUREMENTS = (
    *("指标序号", "指标名称", "年度", "数值", "数据性质"),
    *("来源文件", "发布单位", "文件日期", "确认日期", "说明"),
)
COMMITMENTS = (
    *("承诺序号", "章", "位置", "关键语", "衡量", "要求", "期限", "期限依据", "进展", "截至日期"),
    *("达到的数值", "对照", "算式", "责任科室", "来源文件", "发布单位", "文件日期", "确认日期"),
    *("说明", "待确认条数"),
)
NUMERIC = frozenset(
    {
        *("指标序号", "承诺序号", "年度", "基期年", "目标年", "最近年度", "待确认条数"),
        *("基期值", "目标值", "最近监测值", "数值", "达到的数值"),
    }
)


def workbook_of(evaluation: Evaluation) -> bytes:
    """Return the workbook; the same evaluation gives the same bytes."""
    return xlsx(
        [
            marked(Sheet("概况", ABOUT, list(_about(evaluation)))),
            _sheet("指标", INDICATORS, map(_indicator, evaluation.indicators)),
            _sheet("监测值", MEASUREMENTS, _measurements(evaluation)),
            _sheet("承诺", COMMITMENTS, _commitments(evaluation)),
        ]
    )


def _sheet(title, header, rows):
    return marked(Sheet(title, header, [tuple(map(str, row)) for row in rows], NUMERIC))


def _about(evaluation):
    edition = evaluation.edition
    yield "规划", evaluation.document.title
    yield "截至", f"{evaluation.on:%Y-%m-%d}，当天24时"
    yield "规划文本", f"第{edition.number}版"
    yield "文本的 SHA-256", edition.sha256
    yield "公开的监测值", f"{evaluation.measurement_count}条"
    yield "公开的承诺进展", f"{evaluation.status_count}条"
    yield "序时进度", evaluation.elapsed
    yield "指标", evaluation.indicators_in_words
    yield "承诺", evaluation.commitments_in_words
    yield "等待第二人确认", f"{evaluation.unconfirmed_count}条"


def _indicator(evaluated: EvaluatedIndicator):
    chart, indicator, latest = evaluated.chart, evaluated.chart.indicator, evaluated.chart.latest
    return (
        *(indicator.number, indicator.name, indicator.unit, indicator.nature),
        *(chart.base.year, chart.base.printed, chart.target.year, chart.target.printed),
        *((latest.year, latest.printed, latest.status) if latest else ("", "", "")),
        chart.verdict.wording,
        chart.sentence,
        _in_one_cell(chart.formulas),
        evaluated.unconfirmed,
    )


def _measurements(evaluation):
    for evaluated in evaluation.indicators:
        for row in evaluated.measurements:
            named = evaluated.number, evaluated.name
            yield (*named, row.year, row.value, row.get_status_display(), *_evidence(row))


def _commitments(evaluation):
    for group in evaluation.by_chapter:
        for evaluated in group.members:
            yield _commitment(group.heading, evaluated)


def _commitment(heading, evaluated: EvaluatedCommitment):
    entry = evaluated.entry
    commitment, verdict = entry.commitment, entry.verdict
    return (
        *(commitment.number, heading, entry.label, commitment.anchor, commitment.measure),
        *(entry.requirement, commitment.deadline, entry.deadline_basis, entry.progress),
        *((entry.status.as_of, entry.status.value) if entry.status else ("", "")),
        *((verdict.sentence, _in_one_cell(verdict.formulas)) if verdict else ("", "")),
        entry.responsible,
        *(_evidence(entry.status) if entry.status else [""] * 5),
        evaluated.unconfirmed,
    )


def _evidence(row):
    source = row.source
    confirmed_on = timezone.localdate(row.confirmed_at)
    return source.title, source.publisher, source.dated_on, confirmed_on, row.note


def _in_one_cell(formulas):
    return "；".join(f"{formula.name}：{formula.working}" for formula in formulas)
