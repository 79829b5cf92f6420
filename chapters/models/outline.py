"""Outline of the working copy: parts, chapters, sections, annexes, each a row of its own."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from chapters.models.plan import Plan
from chapters.plan.numerals import LARGEST, ordinal
from chapters.plan.places import Place, PlaceKind

LONGEST_TITLE = 200


class NumberField(models.PositiveSmallIntegerField):
    """The number in a heading or a list, 1–999."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("validators", [MinValueValidator(1), MaxValueValidator(LARGEST)])
        super().__init__(*args, **kwargs)


class PrintedLabelField(models.CharField):
    """The label before a title as printed, "" where it is what the number says."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 20, "blank": True} | kwargs)


def _headed(label, title):
    return f"{label}{'' if label.endswith(('、', '）', '.')) else ' '}{title}"


class Part(models.Model):
    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="parts", verbose_name="规划"
    )
    number = NumberField("篇号", help_text="第几篇，也是网址里的数字。")
    printed_label = PrintedLabelField(
        "篇的标号", help_text="原文印作“第几篇”就留空；印作“第一编”等，照原文写。"
    )
    title = models.CharField(
        "篇标题", max_length=LONGEST_TITLE, help_text="不写“第几篇”，系统会加上。"
    )
    lead = models.TextField(
        "篇首语", blank=True, help_text="第一章之前的段落；一行就是一段，没有就留空。"
    )

    history = HistoricalRecords(verbose_name="篇修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "篇"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="part_number_once_a_plan",
                violation_error_message="这部规划里已经有这个篇号。",
            ),
        ]

    def __str__(self):
        return _headed(self.label, self.title)

    def get_absolute_url(self):
        return reverse("chapters:part_detail", args=[self.plan.slug, self.number])

    @property
    def place(self):
        return Place(PlaceKind.PART, (self.number,), (self.label,))

    @property
    @admin.display(description="篇", ordering="number")
    def label(self):
        return self.printed_label or ordinal(self.number, "篇")


class Chapter(models.Model):
    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="chapters", verbose_name="规划"
    )
    part = models.ForeignKey(
        Part,
        on_delete=models.RESTRICT,
        related_name="chapters",
        null=True,
        blank=True,
        verbose_name="篇",
        help_text="这一章所在的篇；规划不分篇就留空。",
    )
    number = NumberField(
        "章号", help_text="在全规划里是第几章，也是网址里的数字；各篇重新编号的，也从头数到尾。"
    )
    printed_label = PrintedLabelField(
        "章的标号",
        help_text="原文印作“第几章”、几与章号相同就留空；印作“一、”“第1章”等，照原文写。",
    )
    title = models.CharField(
        "章标题", max_length=LONGEST_TITLE, help_text="不写“第几章”，系统会加上。"
    )
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
        return _headed(self.place.label, self.title)

    def get_absolute_url(self):
        return reverse("chapters:chapter_detail", args=[self.plan.slug, self.number])

    def clean(self):
        if self.part and self.part.plan_id != self.plan_id:
            raise ValidationError(
                {"part": f"“{self.part}”是另一部规划的。请选本规划的篇，没有就留空。"}
            )

    @property
    def place(self):
        return Place(PlaceKind.CHAPTER, (self.number,), self.place_labels)

    @property
    def place_labels(self):
        """What stands in print before the title, with the part where chapters restart in it."""
        if self.part_id and self.part and self.plan.restarts_chapters:
            return self.part.label, self.label
        return (self.label,)

    @property
    @admin.display(description="章", ordering="number")
    def label(self):
        return self.printed_label or ordinal(self.number, "章")


class Section(models.Model):
    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="sections", verbose_name="章"
    )
    number = NumberField("节号", help_text="在这一章里是第几节，也是网址里的数字。")
    printed_label = PrintedLabelField(
        "节的标号",
        help_text="原文印作“第几节”、几与节号相同就留空；印作“（一）”等，照原文写。",
    )
    title = models.CharField(
        "节标题", max_length=LONGEST_TITLE, help_text="不写“第几节”，系统会加上。"
    )
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
        return _headed(self.place.label, self.title)

    def get_absolute_url(self):
        chapter = self.chapter
        address = [chapter.plan.slug, chapter.number, self.number]
        return reverse("chapters:section_detail", args=address)

    @property
    def place(self):
        labels = (*self.chapter.place_labels, self.label)
        return Place(PlaceKind.SECTION, (self.chapter.number, self.number), labels)

    @property
    @admin.display(description="节", ordering="number")
    def label(self):
        return self.printed_label or ordinal(self.number, "节")


class Annex(models.Model):
    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="annexes", verbose_name="规划"
    )
    number = NumberField("附件序号", help_text="第几个附件，也是网址里的数字。")
    printed_label = PrintedLabelField(
        "附件的标号", help_text="原文印作“附件1”就留空；印作“附表”“附图2”等，照原文写。"
    )
    title = models.CharField("附件标题", max_length=LONGEST_TITLE)
    text = models.TextField("正文", blank=True, help_text="写法与节的正文相同；一行就是一段。")

    history = HistoricalRecords(verbose_name="附件修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="annex_number_once_a_plan",
                violation_error_message="这部规划里已经有这个附件序号。",
            ),
        ]

    def __str__(self):
        return _headed(self.label, self.title)

    def get_absolute_url(self):
        return reverse("chapters:annex_detail", args=[self.plan.slug, self.number])

    @property
    def place(self):
        return Place(PlaceKind.ANNEX, (self.number,), (self.label,))

    @property
    @admin.display(description="附件", ordering="number")
    def label(self):
        return self.printed_label or f"附件{self.number}"
