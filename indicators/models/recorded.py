"""Abstract model of measurements and of the statuses of commitments."""

from django.db import models
from django.forms import model_to_dict

from tanggu_plan.staff.person_field import person_field

LONGEST_REASON = 500


class RecordedQuerySet(models.QuerySet["Recorded"]):
    def of_plan(self, plan):
        return self.filter(**{f"{self.model.PLACE[0]}__plan": plan})

    def public(self, moment=None):
        """Rows confirmed by a second person, the latest of which readers see.

        Those of a moment are the same for good, since nothing confirmed changes.
        """
        confirmed = self.filter(state=Recorded.State.CONFIRMED)
        return confirmed.filter(confirmed_at__lte=moment) if moment else confirmed

    def pending(self):
        return self.filter(state=Recorded.State.PENDING)

    def pending_on(self, moment):
        """Rows that waited for a second person at that moment."""
        recorded = self.filter(recorded_at__lte=moment)
        return recorded.exclude(confirmed_at__lte=moment).exclude(returned_at__lte=moment)

    def latest_public(self):
        """The one that readers see, of rows of the same place; None where there is none."""
        return self.public().order_by("confirmed_at", "pk").last()


class Recorded(models.Model):
    """A row that one person records and another confirms. Only indicators.recording.acts moves it.

    A row is its own history: it moves once, from PENDING on, with the name and time of whoever
    moved it. After that the database refuses to change it, and at any time to delete it
    (migration 0003): what is wrong is returned, what has changed gets a later row.
    """

    PLACE: tuple[str, ...]  # the fields that name a place, the first being what the row is about
    SAID: tuple[str, ...]  # the fields that whoever records fills in

    class State(models.TextChoices):
        PENDING = "PENDING", "待确认"
        CONFIRMED = "CONFIRMED", "已确认"
        RETURNED = "RETURNED", "已退回"

    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PENDING)
    note = models.CharField("说明", max_length=500, blank=True, help_text="公开，读者会看到。")
    recorded_by = person_field("记录人", editable=False)
    recorded_at = models.DateTimeField("记录时间", editable=False)
    confirmed_by = person_field("确认人", null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True, editable=False)
    returned_by = person_field("退回人", null=True, blank=True, editable=False)
    returned_at = models.DateTimeField("退回时间", null=True, blank=True, editable=False)
    return_reason = models.CharField(
        "退回理由", max_length=LONGEST_REASON, blank=True, editable=False
    )

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("recorded_by")),
                name="%(class)s_confirmed_by_another",
                violation_error_message="记录人不能确认自己的记录，须由另一位同事确认。",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="CONFIRMED", confirmed_by__isnull=False, confirmed_at__isnull=False
                )
                | (
                    ~models.Q(state="CONFIRMED")
                    & models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                ),
                name="%(class)s_confirmed_with_name_and_time",
                violation_error_message="已确认的记录必须有确认人和确认时间。",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    ~models.Q(return_reason=""),
                    state="RETURNED",
                    returned_by__isnull=False,
                    returned_at__isnull=False,
                )
                | models.Q(
                    ~models.Q(state="RETURNED"),
                    returned_by__isnull=True,
                    returned_at__isnull=True,
                    return_reason="",
                ),
                name="%(class)s_returned_with_name_time_and_reason",
                violation_error_message="已退回的记录必须有退回人、退回时间和理由。",
            ),
        ]

    @property
    def subject(self):
        """The indicator or commitment that the row is about."""
        return getattr(self, self.PLACE[0])

    @property
    def shown(self) -> str:
        """The recorded values in one short line."""
        raise NotImplementedError

    def same_place(self) -> RecordedQuerySet:
        """All rows of this row's place, of which the latest confirmed is public."""
        return type(self).objects.filter(**model_to_dict(self, fields=self.PLACE))
