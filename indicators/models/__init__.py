from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from chapters.models import NumberField, Plan
from chapters.plan.document import Nature
from indicators.models.evaluation_report import EvaluationReport
from indicators.models.recorded import Recorded

__all__ = [
    "Commitment",
    "CommitmentStatus",
    "EvaluationReport",
    "Indicator",
    "Measurement",
    "Recorded",
    "Source",
]


class Indicator(models.Model):
    """A row of a plan's indicator table in the working copy. Values keep the string as printed."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="indicators", verbose_name="规划"
    )
    number = NumberField("序号")
    name = models.CharField("指标名称", max_length=100, help_text="不含单位。")
    unit = models.CharField(
        "单位", max_length=30, blank=True, help_text="照原文；原文没有注明就留空，不要补。"
    )
    base_value = models.CharField("基期值", max_length=30, help_text="照原文的写法，如 0.0075。")
    target_value = models.CharField(
        "目标值", max_length=30, help_text="照原文的写法；〔〕内为规划期累计数。"
    )
    nature = models.CharField("属性", max_length=3, choices=[(n.value, n.value) for n in Nature])

    history = HistoricalRecords(verbose_name="指标修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "指标"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="indicator_number_once_a_plan",
                violation_error_message="这部规划里已经有这个指标序号。",
            ),
            models.CheckConstraint(
                condition=models.Q(nature__in=[n.value for n in Nature]),
                name="indicator_nature_known",
                violation_error_message="属性只能是预期性或约束性。",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.name}"

    def get_absolute_url(self):
        return reverse("indicators:indicator_detail", args=[self.plan.slug, self.number])

    def clean(self):
        """Keep the place of what was recorded: its readers and files name it by plan and number."""
        stored = Indicator.objects.filter(pk=self.pk).first()
        moved = stored and (stored.plan_id, stored.number) != (self.plan_id, self.number)
        if moved and self.is_measured:
            raise ValidationError(
                f"指标“{stored}”已有监测值，所属规划和序号不能再改，否则监测值会算到别的指标上。"
                f"请把序号改回{stored.number}。"
            )

    @property
    def is_measured(self) -> bool:
        """Whether anything was recorded of it, public or not."""
        return self.measurements.exists()


class Source(models.Model):
    """A document that a recorded value or status rests on, such as a bulletin or a final report."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="sources", verbose_name="规划"
    )
    title = models.CharField("名称", max_length=200, help_text="如《某某统计公报》。")
    publisher = models.CharField("发布单位", max_length=100)
    dated_on = models.DateField("文件日期")
    address = models.URLField("网址", blank=True, help_text="公开文件的网址；没有就留空。")

    history = HistoricalRecords(verbose_name="来源修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "来源文件"
        ordering = ["plan", "-dated_on", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "publisher", "title", "dated_on"],
                name="source_once_a_plan",
                violation_error_message="这部规划已经登记过这份文件（单位、名称和日期都相同）。",
            ),
        ]

    def __str__(self):
        return f"{self.publisher}《{self.title.strip('《》')}》（{self.dated_on:%Y-%m-%d}）"

    @property
    def link(self) -> str:
        """The address where it leads to the web, "" for any other that came past the forms."""
        return self.address if self.address.startswith(("https://", "http://")) else ""

    @property
    def is_in_use(self) -> bool:
        """Whether anything pending or confirmed rests on it; only its address may change then."""
        returned = Recorded.State.RETURNED
        return any(
            rows.exclude(state=returned).exists() for rows in (self.measurements, self.statuses)
        )


class Measurement(Recorded):
    """监测值: an indicator's value of one year, as its source prints it."""

    class Status(models.TextChoices):
        PRELIMINARY = "PRELIMINARY", "初步"
        FINAL = "FINAL", "最终"
        REVISED = "REVISED", "修订"
        MISSING = "MISSING", "缺"  # the source gives none for this year: said, not left blank

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="measurements", verbose_name="指标"
    )
    year = models.PositiveSmallIntegerField("年度")
    value = models.CharField(
        "数值", max_length=30, blank=True, help_text="照来源的写法，如 0.0075；只填数字。"
    )
    status = models.CharField("数据性质", max_length=12, choices=Status.choices)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="measurements", verbose_name="来源文件"
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = "监测值"
        ordering = ["indicator", "year", "recorded_at"]
        permissions = [("confirm_measurement", "Can confirm 监测值")]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "year"],
                condition=models.Q(state="PENDING"),
                name="measurement_one_pending_a_year",
                violation_error_message="这个指标这一年已有一条待确认的监测值，请先确认或退回它。",
            ),
            models.CheckConstraint(
                condition=models.Q(status="MISSING", value="")
                | (~models.Q(status="MISSING") & ~models.Q(value="")),
                name="measurement_missing_has_no_value",
                violation_error_message="数据性质为“缺”时数值留空；有数值时请选初步、最终或修订。",
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.year}年"

    @property
    def subject(self):
        return self.indicator

    @property
    def shown(self):
        if self.status == self.Status.MISSING:
            return self.get_status_display()
        return f"{self.value}{self.indicator.unit}（{self.get_status_display()}）"

    def same_place(self):
        return Measurement.objects.filter(indicator=self.indicator_id, year=self.year)


class Commitment(models.Model):
    """承诺事项: a measurable promise in the plan's text. Imported whole, never typed.

    `quote` is the sentence as published, `anchor` the words in it that promise.
    """

    class Operator(models.TextChoices):
        AT_LEAST = ">=", "不少于"
        AT_MOST = "<=", "不超过"
        EXACTLY = "=", "等于"
        REACH = "reach", "达到"  # at least, by the deadline, from a lower base that is not known
        KEEP = "keep", "保持"  # at least, in every year
        EACH_YEAR = "each_year", "每年"
        ABOUT = "approx", "约"  # 基本同步, 左右: the plan states no tolerance

    class Kind(models.TextChoices):
        QUANTIFIED = "quantified", "有数值"
        QUANTIFIED_IMPLIED = "quantified_implied", "含数值要求"
        RECURRING = "recurring", "逐年重复"
        MILESTONE = "milestone", "到期达成"
        RELATIONAL = "relational", "与他项比较"
        PROJECT = "project", "建设项目"
        SPATIAL = "spatial", "服务圈"
        RATIO = "ratio", "配比"
        SLOGAN = "slogan", "口号性"

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="commitments", verbose_name="规划"
    )
    number = NumberField("序号")
    quote = models.TextField("原文")
    anchor = models.CharField("关键语", max_length=200)
    measure = models.CharField("衡量什么", max_length=200)
    operator = models.CharField("要求", max_length=20, choices=Operator.choices)
    value = models.CharField("数值", max_length=30, blank=True)
    unit = models.CharField("单位", max_length=30, blank=True)
    deadline = models.DateField("期限")
    deadline_basis = models.CharField(
        "期限依据",
        max_length=50,
        help_text="原文的话，如“到2021年底”“每年”；没有就写“按规划期末推定”。",
    )
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    subject = models.CharField("对象", max_length=100, blank=True)
    remark = models.CharField("说明", max_length=500, blank=True)

    history = HistoricalRecords(verbose_name="承诺事项修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "承诺事项"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="commitment_number_once_a_plan",
                violation_error_message="这部规划里已经有这个承诺序号。",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.measure}"

    def get_absolute_url(self):
        return reverse("indicators:commitment_detail", args=[self.plan.slug, self.number])


class CommitmentStatus(Recorded):
    """Where a promise stands by the word of its 科室 and on what evidence; the latest counts."""

    class Progress(models.TextChoices):
        IN_PROGRESS = "IN_PROGRESS", "推进中"
        MET = "MET", "已达到"
        NOT_MET = "NOT_MET", "未达到"
        NOT_ASSESSABLE = "NOT_ASSESSABLE", "无法衡量"

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="statuses", verbose_name="承诺事项"
    )
    progress = models.CharField("进展", max_length=15, choices=Progress.choices)
    as_of = models.DateField("截至日期")
    value = models.CharField("达到的数值", max_length=30, blank=True, help_text="照来源的写法。")
    responsible = models.CharField("责任科室", max_length=50, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="statuses", verbose_name="依据文件"
    )

    class Meta(Recorded.Meta):
        verbose_name = verbose_name_plural = "承诺进展"
        ordering = ["commitment", "recorded_at"]
        permissions = [("confirm_commitmentstatus", "Can confirm 承诺进展")]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["commitment"],
                condition=models.Q(state="PENDING"),
                name="commitmentstatus_one_pending",
                violation_error_message="这项承诺已有一条待确认的进展，请先确认或退回它。",
            ),
        ]

    def __str__(self):
        return f"{self.commitment}（截至{self.as_of:%Y-%m-%d}）"

    @property
    def subject(self):
        return self.commitment

    @property
    def shown(self):
        reached = f"，{self.value}{self.commitment.unit}" if self.value else ""
        return f"{self.get_progress_display()}{reached}"

    def same_place(self):
        return CommitmentStatus.objects.filter(commitment=self.commitment_id)
