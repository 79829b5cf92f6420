from django.contrib import admin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from chapters.models.plan import Plan
from chapters.plan.numerals import ordinal
from chapters.plan.places import numbered_place

LARGEST = 99


class NumberField(models.PositiveSmallIntegerField):
    """The number in a heading, 1–99."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("validators", [MinValueValidator(1), MaxValueValidator(LARGEST)])
        super().__init__(*args, **kwargs)


class Chapter(models.Model):
    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="chapters", verbose_name="规划"
    )
    number = NumberField("章号")
    title = models.CharField("章标题", max_length=100, help_text="不写“第几章”，系统会加上。")
    lead = models.TextField(
        "章首语", blank=True, help_text="第一节之前的段落；一行就是一段，没有就留空。"
    )

    history = HistoricalRecords(verbose_name="章修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "章"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="chapter_number_once_a_plan",
                violation_error_message="这部规划里已经有这个章号。",
            ),
        ]

    def __str__(self):
        return f"{self.label} {self.title}"

    def get_absolute_url(self):
        return reverse("chapters:chapter_detail", args=[self.plan.slug, self.number])

    @property
    def place(self):
        return numbered_place(self.number)

    @property
    @admin.display(description="章", ordering="number")
    def label(self):
        return ordinal(self.number, "章")


class Section(models.Model):
    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="sections", verbose_name="章"
    )
    number = NumberField("节号")
    title = models.CharField("节标题", max_length=100, help_text="不写“第几节”，系统会加上。")
    text = models.TextField(
        "正文",
        blank=True,
        help_text=(
            "一行就是一段，可以直接从 Word 粘贴。以“——”开头的是目标条目。"
            "段首短句会自动加粗：要强制加粗写成 **短句。**，不要加粗就在段首写一个反斜杠 \\。"
            "指标表放在哪里，就在那里单独写一行 :::指标表。"
        ),
    )

    history = HistoricalRecords(verbose_name="节修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "节"
        ordering = ["chapter__plan", "chapter__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "number"],
                name="section_number_once_a_chapter",
                violation_error_message="这一章里已经有这个节号。",
            ),
        ]

    def __str__(self):
        return f"{self.place.label} {self.title}"

    def get_absolute_url(self):
        chapter = self.chapter
        address = [chapter.plan.slug, chapter.number, self.number]
        return reverse("chapters:section_detail", args=address)

    @property
    def place(self):
        return numbered_place(self.chapter.number, self.number)

    @property
    @admin.display(description="节", ordering="number")
    def label(self):
        return ordinal(self.number, "节")
