"""Measurements and the standing of commitments as tables, out and in: see recorded_resource."""

from collections.abc import Iterator

from import_export.fields import Field

from indicators.data_files.cells import ChoiceCell, DateCell, NumberCell, NumberedCell, YearCell
from indicators.models import CommitmentStatus, Measurement
from indicators.progress.printed import parse
from indicators.recording import acts, rules
from indicators.recording.recorded_resource import RecordedResource, text_field
from tanggu_plan.text.refusals import Refused

SOURCE_GUIDE = {
    "来源文件": "文件名称，如《某某统计公报》；必填。",
    "发布单位": "文件的发布单位；必填。",
    "文件日期": "如2024-03-01；必填。",
    "网址": "公开文件的网址，从http://或https://写起；没有就留空。",
    "说明": "公开，读者会看到；没有就留空。",
}


class MeasurementResource(RecordedResource):
    """监测值: one row for an indicator and a year."""

    key = Measurement.PLACE
    record = staticmethod(acts.record_measurement)
    repeated = ("indicator_name", "unit")
    numeric = frozenset({"指标序号", "年度", "数值"})
    guide = {
        "指标序号": "指标表里的序号。",
        "指标名称": "与指标表相同，不含单位。",
        "单位": "与指标表相同；原文没有注明的留空。",
        "年度": "四位数字，规划期内的年份。",
        "数值": "照来源的位数，只写半角数字，如0.0075；不写单位、逗号、百分号。",
        "数据性质": "初步、最终、修订或缺；来源没有这一年的数填“缺”，数值留空。",
        **SOURCE_GUIDE,
    }

    indicator = Field("indicator", "指标序号")
    indicator_name = Field("indicator__name", "指标名称", readonly=True)
    unit = Field("indicator__unit", "单位", readonly=True)
    year = Field("year", "年度")
    value = Field("value", "数值", NumberCell())
    status = Field("status", "数据性质", ChoiceCell(Measurement.Status.choices))

    class Meta:
        model = Measurement
        export_order = ("indicator", "indicator_name", "unit", "year", "value", "status")

    def __init__(self, plan):
        super().__init__(plan)
        rows = {row.number: row for row in plan.indicators.all()}
        self.fields["indicator"].widget = NumberedCell(rows, "指标")
        self.fields["year"].widget = YearCell(range(plan.period_start, plan.period_end + 1))

    def contradictions(self, instance):
        is_missing = instance.status == Measurement.Status.MISSING
        if is_missing and instance.value:
            yield "value", "“数据性质”是“缺”，数值要留空。有数值时请填初步、最终或修订。"
        if not is_missing and not instance.value:
            yield "value", "没有数值。请填上；来源没有这一年的数，“数据性质”就填“缺”。"
            return
        yield from _refusals("year", rules.check_year, instance.year, self.plan)
        yield from _refusals("status", rules.check_value, instance)
        yield from super().contradictions(instance)


class CommitmentStatusResource(RecordedResource):
    """承诺进展: one row for a commitment."""

    key = CommitmentStatus.PLACE
    record = staticmethod(acts.record_status)
    repeated = ("commitment_anchor",)
    numeric = frozenset({"承诺序号", "达到的数值"})
    guide = {
        "承诺序号": "承诺事项的序号。",
        "承诺": "与承诺事项的关键语相同。",
        "进展": "推进中、已达到、未达到或无法衡量。",
        "截至日期": "依据文件说的是到哪一天的情况，如2024-03-01。",
        "达到的数值": "照来源的写法，只写数字，不写单位；没有就留空。",
        "责任科室": "不清楚就留空。",
        **SOURCE_GUIDE,
    }

    commitment = Field("commitment", "承诺序号")
    commitment_anchor = Field("commitment__anchor", "承诺", readonly=True)
    progress = Field("progress", "进展", ChoiceCell(CommitmentStatus.Progress.choices))
    as_of = Field("as_of", "截至日期", DateCell())
    value = text_field(CommitmentStatus, "value", "达到的数值")
    responsible = text_field(CommitmentStatus, "responsible", "责任科室")

    class Meta:
        model = CommitmentStatus
        export_order = (
            *("commitment", "commitment_anchor", "progress", "as_of", "value", "responsible"),
        )

    def __init__(self, plan):
        super().__init__(plan)
        rows = {row.number: row for row in plan.commitments.all()}
        self.fields["commitment"].widget = NumberedCell(rows, "承诺")

    def contradictions(self, instance):
        yield from _refusals("as_of", rules.check_as_of, instance.as_of, self.plan)
        if parse(instance.commitment.value) is not None:
            yield from _refusals("value", NumberCell().clean, instance.value)
        yield from super().contradictions(instance)


def _refusals(name, check, *values) -> Iterator[tuple[str, str]]:
    """Yield the field with what the check says against its values, if anything."""
    try:
        check(*values)
    except (Refused, ValueError) as refusal:
        yield name, str(refusal)
