"""What waits for a person when they open the admin."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from chapters.editions.steps import changes_since, latest_public, needs_another_person
from chapters.models import Edition, Plan
from chapters.working_copy.rows import freeze

State = Edition.State


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """How a plan's working copy stands to what is public; `places` changed places."""

    plan: Plan
    public: Edition | None
    waiting: Edition | None
    places: int


def desk_of(user) -> dict:
    """Return what waits for this person, by the step that is theirs; None where none is."""
    is_for_steps = any(_may(user, step) for step in ("propose", "approve", "publish"))
    editions = list(_unfinished()) if is_for_steps else []
    return {
        "returned": _of(editions, State.RETURNED) if _may(user, "propose") else None,
        "working_copies": _working_copies(editions) if _may(user, "propose") else None,
        "proposed": (
            [
                (edition, needs_another_person(user, edition))
                for edition in _of(editions, State.PROPOSED)
            ]
            if _may(user, "approve")
            else None
        ),
        "approved": _of(editions, State.APPROVED) if _may(user, "publish") else None,
    }


def _may(user, step):
    return user.has_perm(f"chapters.{step}_edition")


def _of(editions, state):
    return [edition for edition in editions if edition.state == state]


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
    document, public = freeze(plan), latest_public(plan)
    under_review = [e for e in editions if e.plan_id == plan.pk and e.state != State.RETURNED]
    waiting = next((e for e in under_review if e.sha256 == document.sha256), None)
    is_ahead = public and public.sha256 != document.sha256 and not waiting
    places = len(changes_since(public, document).changes) if is_ahead else 0
    return WorkingCopy(plan, public, waiting, places)
