from django.contrib import admin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from chapters.plan.numerals import ordinal
from chapters.plan.places import numbered_place


class Plan(models.Model):
    """The working copy of one Five-Year Plan: what staff edit. The public reads editions."""

    slug = models.SlugField(
        "网址标识",
        unique=True,
        help_text="形如 2021-2025，出现在网址里；发布后请不要再改。",
    )
    title_lines = models.TextField(
        "标题", help_text="规划全称。一行就是封面上的一行，其他地方会自动连成一句。"
    )
    short_title = models.CharField("简称", max_length=100, help_text="页面顶部和引用时用的短名称。")
    attachment_label = models.CharField(
        "附件标记", max_length=20, blank=True, help_text="封面左上角的字样，如“附件1”；没有就留空。"
    )
    issuer = models.CharField("编制单位", max_length=100, help_text="封面上的单位名称。")
    print_issuer = models.CharField(
        "印发单位", max_length=100, blank=True, help_text="版记上的单位名称；原文没有就留空。"
    )
    written_on_text = models.CharField(
        "成文日期", max_length=30, blank=True, help_text="照封面写，如“二〇二一年八月”。"
    )
    issued_on = models.DateField(
        "印发日期",
        null=True,
        blank=True,
        help_text="版记上的日期。这是办事处印发的日期，不是上网的日期。",
    )
    period_start = models.PositiveSmallIntegerField("规划期起始年")
    period_end = models.PositiveSmallIntegerField("规划期结束年")
    base_year = models.PositiveSmallIntegerField("基期年")
    vision_year = models.PositiveSmallIntegerField("远景年", null=True, blank=True)
    preface = models.TextField("前言", blank=True, help_text="一行就是一段。")
    closing = models.TextField(
        "结束语", blank=True, help_text="单独列出标题的结束语；一行就是一段，没有就留空。"
    )

    history = HistoricalRecords(verbose_name="规划修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "规划"
        ordering = ["-period_start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")),
                name="plan_period_runs_forward",
                violation_error_message="规划期结束年必须晚于起始年。",
            ),
            models.CheckConstraint(
                condition=Q(base_year__lt=F("period_end")),
                name="plan_base_year_before_end",
                violation_error_message="基期年必须早于规划期结束年。",
            ),
        ]

    def __str__(self):
        return self.short_title

    def get_absolute_url(self):
        return reverse("chapters:plan_detail", args=[self.slug])


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
