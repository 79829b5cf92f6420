"""Which recorded rows wait for a person when they open the admin."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from indicators.models import CommitmentStatus, Measurement
from indicators.recorded import Recorded, RecordedQuerySet

State = Recorded.State
SHOWN = 10  # of each list; the rest stands in the admin's own list
SUBJECTS = {Measurement: "indicator__plan", CommitmentStatus: "commitment__plan"}
PLACES = {Measurement: ("indicator", "year"), CommitmentStatus: ("commitment",)}


@dataclass(frozen=True, slots=True)
class Desk:
    """The rows of one kind, each list None where it is not this person's to look after."""

    opts: object
    to_confirm: RecordedQuerySet | None
    own_pending: RecordedQuerySet | None
    own_returned: RecordedQuerySet | None

    @property
    def list_url(self) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"

    @property
    def row_url(self) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_change"


def desk_of(user) -> list[Desk]:
    """Return what of each kind waits for this person, by what their role may do."""
    return [_desk(user, model) for model in (Measurement, CommitmentStatus)]


def _desk(user, model):
    rows = model.objects.select_related("source", "recorded_by", "returned_by", SUBJECTS[model])
    pending = rows.pending().order_by("recorded_at", "pk")
    may_confirm = user.has_perm(f"indicators.confirm_{model._meta.model_name}")
    may_record = user.has_perm(f"indicators.add_{model._meta.model_name}")
    return Desk(
        opts=model._meta,
        to_confirm=pending.exclude(recorded_by=user) if may_confirm else None,
        own_pending=pending.filter(recorded_by=user) if may_record else None,
        own_returned=_returned_to(user, rows, model) if may_record else None,
    )


def _returned_to(user, rows, model):
    """What others returned to the person, where nothing was recorded since."""
    place = {name: OuterRef(name) for name in PLACES[model]}
    later = model.objects.filter(recorded_at__gt=OuterRef("recorded_at"), **place)
    returned = rows.filter(state=State.RETURNED, recorded_by=user).exclude(returned_by=user)
    return returned.filter(~Exists(later)).order_by("returned_at", "pk")
