from django.db import models
from django.urls import reverse

from chapters.models import Edition, Plan
from indicators.days import end_of
from tanggu_plan.staff.person_field import person_field


class EvaluationReport(models.Model):
    """The PDF of an evaluation, made once by indicators.evaluation.reporting and kept as it is."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="evaluation_reports", verbose_name="规划"
    )
    as_of = models.DateField("截至日期")
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="+", verbose_name="当天现行的版次"
    )
    content = models.BinaryField("内容")
    sha256 = models.CharField("摘要", max_length=64)
    made_by = person_field("生成人")
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = verbose_name_plural = "终期评估"
        ordering = ["plan", "-as_of"]
        default_permissions = ["view", "add"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "as_of"],
                name="evaluation_report_once_a_day",
                violation_error_message="这部规划已经有这一天的评估报告。",
            ),
        ]

    def __str__(self):
        return f"《{self.plan}》终期评估（截至{self.as_of:%Y-%m-%d}）"

    def get_absolute_url(self):
        return reverse("indicators:evaluation_pdf", args=[self.plan.slug, self.as_of])

    @property
    def is_final(self) -> bool:
        """Whether the day was over when it was made: nothing can change it any more."""
        return self.made_at > end_of(self.as_of)
