from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from chapters.plan.places import UNNUMBERED, PlaceKind


class Plan(models.Model):
    """The working copy of one Five-Year Plan: what staff edit. The public reads editions."""

    class Type(models.TextChoices):
        OUTLINE = "OUTLINE", "纲要"
        SPECIAL = "SPECIAL", "专项规划"
        HIGHER = "HIGHER", "上级规划"

    slug = models.SlugField(
        "网址标识",
        unique=True,
        help_text="出现在网址里，如 2021-2025；同一时期有几部规划的，各写各的。公开以后不能再改。",
    )
    type = models.CharField(
        "类型",
        max_length=10,
        choices=Type.choices,
        default=Type.OUTLINE,
        help_text="首页显示现行的纲要；专项规划和上级规划不占首页。",
    )
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="successors",
        null=True,
        blank=True,
        verbose_name="接续哪部规划",
        help_text="上一个五年的同一种规划；没有就留空。",
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
    restarts_chapters = models.BooleanField(
        "各篇重新编章号",
        default=False,
        help_text="每一篇都从第一章编起的，打上勾：提到一章时会连篇一起说，如“第二篇第一章”。",
    )
    notice_title = models.CharField(
        "印发通知的标题",
        max_length=200,
        default=UNNUMBERED[PlaceKind.NOTICE],
        help_text="照原文写。",
    )
    notice = models.TextField(
        "印发通知", blank=True, help_text="印在规划前面的通知；一行就是一段，没有就留空。"
    )
    preface_title = models.CharField(
        "前言的标题",
        max_length=20,
        default=UNNUMBERED[PlaceKind.PREFACE],
        help_text="照原文写：前言、序言、引言、绪论。",
    )
    preface = models.TextField("前言", blank=True, help_text="一行就是一段。")
    closing_title = models.CharField(
        "结束语的标题",
        max_length=20,
        default=UNNUMBERED[PlaceKind.CLOSING],
        help_text="照原文写：结束语、后记、结语。",
    )
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
