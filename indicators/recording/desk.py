"""The desk of recorded data: rows that wait for who opens the admin."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.db.models.options import Options

from indicators.models import CommitmentStatus, Measurement
from indicators.models.recorded import Recorded

State = Recorded.State
SHOWN = 10  # of each list; the rest stands in the admin's own list
SUBJECTS = {Measurement: "indicator__plan", CommitmentStatus: "commitment__plan"}
PLACES = {Measurement: ("indicator", "year"), CommitmentStatus: ("commitment",)}


@dataclass(frozen=True, slots=True)
class Desk:
    """The rows of one kind that wait; `to_confirm` is None where it is not the person's step."""

    opts: Options
    to_confirm: list[Recorded] | None
    own_pending: list[Recorded]
    own_returned: list[Recorded]

    @property
    def list_url(self) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"

    @property
    def row_url(self) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_change"


def desk_of(user) -> list[Desk]:
    """Return what of each kind waits for this person, by what their role may do."""
    return [
        _desk(user, model, may_confirm=_may(user, "confirm", model))
        for model in (Measurement, CommitmentStatus)
        if _may(user, "confirm", model) or _may(user, "add", model)
    ]


def _may(user, action, model):
    return user.has_perm(f"indicators.{action}_{model._meta.model_name}")


def _desk(user, model, *, may_confirm):
    rows = list(_waiting(user, model))
    pending = [row for row in rows if row.state == State.PENDING]
    to_confirm = [row for row in pending if row.recorded_by_id != user.pk]
    return Desk(
        opts=model._meta,
        to_confirm=to_confirm if may_confirm else None,
        own_pending=[row for row in pending if row.recorded_by_id == user.pk],
        own_returned=[row for row in rows if row.state == State.RETURNED],
    )


def _waiting(user, model):
    """Return rows pending, and those returned to the person with nothing recorded since."""
    place = {name: OuterRef(name) for name in PLACES[model]}
    later = model.objects.filter(recorded_at__gt=OuterRef("recorded_at"), **place)
    is_returned = Q(state=State.RETURNED, recorded_by=user) & ~Q(returned_by=user)
    rows = model.objects.filter(Q(state=State.PENDING) | (is_returned & ~Exists(later)))
    people = ("recorded_by", "returned_by")
    return rows.select_related(*people, SUBJECTS[model]).order_by("recorded_at", "pk")
