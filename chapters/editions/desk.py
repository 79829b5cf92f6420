"""The desk: editions and working copies that wait for who opens the admin."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from chapters.editions.steps import (
    PROPOSE,
    STEPS,
    changes_since,
    reason_against,
)
from chapters.models import Edition, Plan
from chapters.working_copy.rows import freeze

State = Edition.State


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A plan's working copy against what is public; `places` counts the changed places."""

    plan: Plan
    public: Edition | None
    waiting: Edition | None
    places: int


def desk_of(user) -> dict:
    """Return what waits for this person: None where proposing is not theirs, by step the rest."""
    own = [step for step in STEPS if step.is_for(user)]
    editions = list(_unfinished()) if own else []
    return {
        "returned": _of(editions, State.RETURNED) if PROPOSE in own else None,
        "working_copies": _working_copies(editions) if PROPOSE in own else None,
        "awaited": [(step, _awaiting(step, editions, user)) for step in own if step.is_awaited],
    }


def _awaiting(step, editions, user):
    return [(each, reason_against(step, user, each)) for each in _of(editions, *step.states)]


def _of(editions, *states):
    return [edition for edition in editions if edition.state in states]


def _unfinished():
    """Editions under review, and those returned after which nothing was proposed any more."""
    later = Edition.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    open_editions = Edition.objects.under_review() | Edition.objects.filter(
        ~Exists(later.exclude(state=State.RETURNED)), state=State.RETURNED
    )
    return open_editions.select_related("plan", "proposed_by").defer("document_json")


def _working_copies(editions):
    return [_working_copy(plan, editions) for plan in Plan.objects.all()]


def _working_copy(plan, editions):
    """The texts are compared only where their hashes differ."""
    document, public = freeze(plan), plan.editions.latest_public()
    under_review = [e for e in editions if e.plan_id == plan.pk and e.state != State.RETURNED]
    waiting = next((e for e in under_review if e.sha256 == document.sha256), None)
    is_ahead = public and public.sha256 != document.sha256 and not waiting
    comparison = changes_since(public, document) if is_ahead else None
    return WorkingCopy(plan, public, waiting, len(comparison.changes) if comparison else 0)
