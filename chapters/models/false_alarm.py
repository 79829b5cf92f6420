from django.contrib import admin
from django.db import models
from django.db.models import F, Q

from tanggu_plan.staff.person_field import person_field
from tanggu_plan.text.public_fields import every_field


class FalseAlarmQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def words_of(self, *fields: str) -> set[str]:
        """The strings that may become public in one of these fields."""
        return set(self.confirmed().filter(field__in=fields).values_list("words", flat=True))


class FalseAlarm(models.Model):
    """Words that look like personal data and are none: one string, let through in one field.

    Only chapters.false_alarms.letting_through makes a row, confirms or drops it.
    """

    field = models.CharField("字段", max_length=100)
    words = models.CharField(
        "文字",
        max_length=200,
        help_text="被拦下的字，与检查结果引号里的一字不差。只放行这几个字，只在这个字段里。",
    )
    reason = models.TextField(
        "理由", help_text="这是什么号码、为什么可以公开，如“这是项目编号，见立项批复”。"
    )
    asked_by = person_field("提出人")
    asked_at = models.DateTimeField("提出时间")
    confirmed_by = person_field("确认人", null=True, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    single_person = models.BooleanField(
        "单人确认", default=False, help_text="提出人与确认人是同一人；只在设置允许时才有。"
    )

    objects = FalseAlarmQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "误报放行"
        ordering = ["-pk"]
        default_permissions = ["view", "add", "delete"]
        permissions = [("confirm_falsealarm", "Can confirm 误报放行")]
        constraints = [
            models.UniqueConstraint(
                fields=["field", "words"],
                name="false_alarm_once_a_field",
                violation_error_message="这个字段里的这几个字已经提出过放行。",
            ),
            models.CheckConstraint(
                condition=Q(single_person=True) | ~Q(confirmed_by=F("asked_by")),
                name="false_alarm_confirmed_by_another",
                violation_error_message="提出人不能确认自己提出的放行，须由另一位同事确认。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="false_alarm_confirmed_with_name_and_time",
                violation_error_message="已确认的放行必须有确认人和确认时间。",
            ),
        ]

    def __str__(self):
        return f"{self.field} {self.words}"

    @property
    @admin.display(description="字段", ordering="field")
    def field_label(self) -> str:
        """The field in words: 节的正文."""
        return next((each.label for each in every_field() if each.key == self.field), self.field)
