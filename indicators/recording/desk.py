"""The desk of recorded data: rows that wait for who opens the admin."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.db.models.options import Options

from indicators.models import CommitmentStatus, Measurement
from indicators.models.recorded import Recorded
from indicators.recording.acts import may

State = Recorded.State
SHOWN = 10  # of each list; the rest stands in the admin's own list


@dataclass(frozen=True, slots=True)
class Desk:
    """The rows of one kind that wait; `to_confirm` is None where it is not the person's step."""

    opts: Options
    to_confirm: list[Recorded] | None
    own_pending: list[Recorded]
    own_returned: list[Recorded]


def desk_of(user) -> list[Desk]:
    """Return what of each kind waits for this person, by what their role may do."""
    return [
        _desk(user, model, may_confirm=may(user, "confirm", model))
        for model in (Measurement, CommitmentStatus)
        if may(user, "confirm", model) or may(user, "add", model)
    ]


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
    place = {name: OuterRef(name) for name in model.PLACE}
    later = model.objects.filter(recorded_at__gt=OuterRef("recorded_at"), **place)
    is_returned = Q(state=State.RETURNED, recorded_by=user) & ~Q(returned_by=user)
    rows = model.objects.filter(Q(state=State.PENDING) | (is_returned & ~Exists(later)))
    related = ("recorded_by", "returned_by", f"{model.PLACE[0]}__plan")
    return rows.select_related(*related).order_by("recorded_at", "pk")
