from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from chapters.models import NumberField, Plan
from chapters.plan import document as shape
from chapters.plan.document import Nature


class Indicator(models.Model):
    """A row of a plan's indicator table in the working copy. Values keep the string as printed."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="indicators", verbose_name="规划"
    )
    number = NumberField("序号")
    name = models.CharField("指标名称", max_length=200, help_text="不含单位。")
    unit = models.CharField(
        "单位", max_length=30, blank=True, help_text="照原文；原文没有注明就留空，不要补。"
    )
    base_value = models.CharField(
        "基期值", max_length=60, blank=True, help_text="照原文的写法，如 0.0075；原文没有就留空。"
    )
    target_value = models.CharField(
        "目标值", max_length=60, help_text="照原文的写法；〔〕内为规划期累计数。"
    )
    nature = models.CharField(
        "属性",
        max_length=3,
        blank=True,
        choices=[(n.value, n.value or "原文未注明") for n in Nature],
    )

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
                violation_error_message="属性只能是预期性或约束性，原文未注明的留空。",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.name}"

    def get_absolute_url(self):
        return reverse("indicators:indicator_detail", args=[self.plan.slug, self.number])

    def clean(self):
        """Keep the place of what was recorded: its readers and files name it by plan and number."""
        stored = Indicator.objects.filter(pk=self.pk).first()
        if (
            stored
            and (stored.plan_id, stored.number) != (self.plan_id, self.number)
            and self.is_measured
        ):
            raise ValidationError(
                f"指标“{stored}”已有监测值，所属规划和序号不能再改，否则监测值会算到别的指标上。"
                f"请把序号改回{stored.number}。"
            )

    @property
    def as_printed(self) -> shape.Indicator:
        """The row as the Document holds it."""
        return shape.Indicator(
            self.number,
            self.name,
            self.unit,
            self.base_value,
            self.target_value,
            Nature(self.nature),
        )

    @property
    def is_measured(self) -> bool:
        """Whether anything was recorded of it, public or not."""
        return self.measurements.exists()
