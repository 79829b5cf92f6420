from django.db import models
from simple_history.models import HistoricalRecords

from chapters.guard import checking as guard
from chapters.models import Plan
from indicators.models.recorded import Recorded


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

    def clean(self):
        guard.validate(self)

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
