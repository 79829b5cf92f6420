from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from chapters.models import NumberField, Plan
from indicators.models.recorded import Recorded
from indicators.models.source import Source


class Commitment(models.Model):
    """承诺事项: a measurable commitment in the plan's text. Imported whole, never typed.

    `quote` is the sentence as published, `anchor` the words in it that commitment.
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
    """Status of a commitment by the word of its 科室, with its evidence; the latest counts."""

    PLACE = ("commitment",)
    SAID = ("progress", "as_of", "value", "responsible", "source", "note")

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
    def shown(self):
        reached = f"，{self.value}{self.commitment.unit}" if self.value else ""
        return f"{self.get_progress_display()}{reached}"
