from django.db import models
from django.db.models import Q

from chapters.models.edition import Edition
from chapters.models.plan import Plan
from tanggu_plan.staff.person_field import person_field


class ErratumQuerySet(models.QuerySet):
    def of_text(self, edition):
        """Errata that differ between the text as received and the edition's text."""
        applied = Q(category__in=[Erratum.Category.NORMALISED, Erratum.Category.MISREAD])
        accepted = Q(decision=Erratum.Decision.ACCEPTED, edition__published_at__isnull=False)
        up_to_this_text = Q(edition__number__lte=edition.text_number)
        return self.filter(applied | accepted & up_to_this_text, plan=edition.plan_id)

    def questions(self):
        """Possible faults of the original, for the office to decide."""
        return self.filter(category=Erratum.Category.QUESTION)


class Erratum(models.Model):
    """A place where the text as received is, or may be, other than it should be.

    Readings are exact strings; in them ⏎ ⇥ ␣ □ stand for a line end, a tab, a space and an
    ideographic space.
    """

    class Category(models.TextChoices):
        NORMALISED = "NORMALISED", "规范化"  # typography; applied
        MISREAD = "MISREAD", "识别更正"  # certainly not in the print; applied
        QUESTION = "QUESTION", "存疑"  # possibly a fault of the original; the office decides
        VERIFIED = "VERIFIED", "核实无误"  # looks odd, is right

    class Decision(models.TextChoices):
        NONE = "", "—"
        OPEN = "OPEN", "待定"
        KEPT = "KEPT", "照原文"
        ACCEPTED = "ACCEPTED", "已采纳"

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="errata", verbose_name="规划"
    )
    code = models.CharField("编号", max_length=20)
    category = models.CharField("类别", max_length=10, choices=Category.choices)
    source_line = models.PositiveIntegerField("原件行")
    source_column = models.PositiveIntegerField("原件列")
    chapter = models.CharField("章", max_length=20, blank=True)
    section = models.CharField("节", max_length=20, blank=True)
    paragraph = models.CharField("段", max_length=20, blank=True)
    source_reading = models.TextField("原件读法", blank=True)
    published_reading = models.TextField("发布读法", blank=True)
    suggested_reading = models.TextField("建议读法", blank=True)
    printed_reading = models.TextField(
        "采纳前的读法", blank=True, help_text="撤回采纳时恢复它；没有采纳的条目为空。"
    )
    reason = models.TextField("理由")
    decision = models.CharField("决定", max_length=10, choices=Decision.choices, blank=True)
    decided_by = person_field("决定人", null=True, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        related_name="errata",
        null=True,
        blank=True,
        verbose_name="起于版次",
        help_text="采纳后第一个含有它的版次。",
    )

    objects = ErratumQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "勘误"
        ordering = ["plan", "source_line", "source_column", "code"]
        default_permissions = ["view", "change"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="erratum_code_once_a_plan",
                violation_error_message="这部规划里已经有这个勘误编号。",
            ),
            models.CheckConstraint(
                condition=Q(category="QUESTION", decision__in=["OPEN", "KEPT", "ACCEPTED"])
                | (~Q(category="QUESTION") & Q(decision="")),
                name="only_questions_are_decided",
                violation_error_message="只有存疑的条目需要决定。",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.source_reading}"
