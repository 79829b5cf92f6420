from django.db import models

from indicators.models.indicator import Indicator
from indicators.models.recorded import Recorded
from indicators.models.source import Source


class Measurement(Recorded):
    """监测值: an indicator's value of one year, as its source prints it."""

    PLACE = ("indicator", "year")
    SAID = ("year", "value", "status", "source", "note")

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
    def shown(self):
        if self.status == self.Status.MISSING:
            return self.get_status_display()
        return f"{self.value}{self.indicator.unit}（{self.get_status_display()}）"
