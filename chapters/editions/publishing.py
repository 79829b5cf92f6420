"""Acts of publishing: the only code that creates an edition or changes its state.

    propose ─▶ PROPOSED ─approve─▶ APPROVED ─publish─▶ PUBLISHED ─┬─publish─▶ SUPERSEDED
                   └──────return_──────┴─▶ RETURNED               └─withdraw─▶ WITHDRAWN

`republish` makes a new published edition from the text of an older one. What each step asks for,
permission, states and words, stands in chapters.editions.steps. Every step writes its audit entry
in its own transaction, and raises Refused where it cannot be taken; nothing is stored then.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from chapters.editions import pdfs, readiness
from chapters.editions.steps import (
    APPROVE,
    PROPOSE,
    PUBLISH,
    REPUBLISH,
    RETURN,
    WITHDRAW,
    Step,
    reason_against,
)
from chapters.guard import checking as guard
from chapters.models import Edition, Erratum, Plan
from chapters.plan.document import Document
from chapters.working_copy.rows import freeze, rows_of
from tanggu_plan import audit
from tanggu_plan.serving import public_version
from tanggu_plan.text.refusals import Refused, require_permission, require_text

State, Kind = Edition.State, Edition.Kind


@transaction.atomic
def publish_original(plan: Plan) -> Edition:
    """Publish the working copy as edition 1, the text as issued; its PDF follows.

    The only edition without a second person, and only while the plan has none.
    """
    _lock(plan)
    if plan.editions.exists():
        raise Refused(f"《{plan}》已有版次，原文版只能发布一次。请走送审流程。")
    document = freeze(plan)
    if errors := readiness.errors(plan, document):
        raise Refused(f"原文里还有{len(errors)}处错误没有改，不能发布。请逐处改好再发布。")
    edition = Edition(plan=plan, kind=Kind.ORIGINAL, state=State.PUBLISHED)
    return _freeze(edition, document, PUBLISH, by=None)


@transaction.atomic
def propose(plan: Plan, *, by, kind: str, note: str) -> Edition:
    """Freeze the working copy for another person to review; its PDF follows."""
    require_permission(by, PROPOSE.label, PROPOSE.permission)
    if kind not in (Kind.CORRECTION, Kind.AMENDMENT):
        raise Refused("请选择这次送审的性质：更正或调整。")
    note = require_text(note, PROPOSE.without_words)
    _lock(plan)
    document = freeze(plan)
    current = plan.editions.current()
    if current and current.sha256 == document.sha256:
        raise Refused(f"工作稿与现行的第{current.number}版完全相同，没有什么可送审。")
    if same := plan.editions.under_review().filter(sha256=document.sha256).first():
        raise Refused(f"工作稿与第{same.number}版完全相同，它已经送审，不用再送一次。")
    if errors := readiness.errors(plan, document):
        raise Refused(f"还有{len(errors)}处错误没有改，不能送审。请按检查结果逐处改好。")
    edition = Edition(plan=plan, kind=kind, note=note, state=PROPOSE.to, proposed_by=by)
    return _freeze(edition, document, PROPOSE, by=by)


@transaction.atomic
def approve(edition: Edition, *, by) -> Edition:
    """Approve what was proposed, its PDF being there to be looked at.

    The proposer cannot, unless an office of one has allowed it.
    """
    edition = _opened(edition, APPROVE, by)
    if reason := reason_against(APPROVE, by, edition):
        raise Refused(reason)
    if reason := pdfs.reason_to_wait(edition):
        raise Refused(reason)
    edition.single_person = edition.proposed_by_id == by.pk
    edition.approved_by, edition.approved_at = by, timezone.now()
    return _move(edition, APPROVE, by)


@transaction.atomic
def return_(edition: Edition, *, by, reason: str) -> Edition:
    """Give the proposal back with a reason; the working copy stays as it is."""
    edition = _opened(edition, RETURN, by)
    edition.reason = require_text(reason, RETURN.without_words)
    return _move(edition, RETURN, by)


@transaction.atomic
def publish(edition: Edition, *, by) -> Edition:
    """Make an approved edition the plan's current one; the one before becomes superseded."""
    edition = _opened(edition, PUBLISH, by)
    since = edition.plan.editions.filter(published_at__gt=edition.proposed_at)
    if later := since.latest_public():
        raise Refused(
            f"第{edition.number}版送审之后，第{later.number}版已经发布。"
            "现在发布会盖掉它的改动，请退回本版，按最新的工作稿重新送审。"
        )
    _take_the_place_of_the_current(edition, by)
    _carry_accepted_errata(edition)
    return _move(edition, PUBLISH, by)


@transaction.atomic
def withdraw(edition: Edition, *, by, reason: str) -> Edition:
    """Take the current edition off; its address stays and shows the reason."""
    edition = _opened(edition, WITHDRAW, by)
    edition.reason = require_text(reason, WITHDRAW.without_words)
    edition.withdrawn_at = timezone.now()
    return _move(edition, WITHDRAW, by)


@transaction.atomic
def republish(edition: Edition, *, by, reason: str) -> Edition:
    """Publish the text of an edition that was public before as a new edition; its PDF follows.

    It was public before and needs no second review: a wrong publication is undone at once.
    """
    edition = _opened(edition, REPUBLISH, by)
    note = require_text(reason, REPUBLISH.without_words)
    restored = Edition(
        plan=edition.plan, kind=Kind.CORRECTION, note=note, state=REPUBLISH.to, restores=edition
    )
    return _freeze(restored, edition.document, REPUBLISH, by=by)


ACTS: dict[Step, Callable[..., Edition]] = {
    APPROVE: approve,
    RETURN: return_,
    PUBLISH: publish,
    WITHDRAW: withdraw,
    REPUBLISH: republish,
}


def take(step: Step, edition: Edition, *, by, words: str) -> Edition:
    """Take a step with an edition, `words` being the reason of a step that asks for one."""
    return ACTS[step](edition, by=by, **({"reason": words} if step.asks else {}))


def _freeze(edition: Edition, document: Document, step: Step, *, by) -> Edition:
    """Store the edition and its audit entry, and queue its PDF."""
    plan = edition.plan
    edition.number = _next_number(plan)
    edition.document_json, edition.sha256 = document.to_json(), document.sha256
    _refuse_personal_data(edition)
    edition.proposed_at = timezone.now() if edition.state == State.PROPOSED else None
    if edition.state == State.PUBLISHED:
        _take_the_place_of_the_current(edition, by)
    edition.save(force_insert=True)
    _carry_accepted_errata(edition)
    _log(edition, step, by)
    pdfs.request(edition, by=by)
    return edition


def _refuse_personal_data(edition):
    """Refuse personal data in drafts and proposals that were stored before the guard existed."""
    errata = edition.plan.errata.filter(edition=edition) if edition.pk else ()
    guard.refuse(edition, *rows_of(edition.document), *errata)


def _take_the_place_of_the_current(edition, by):
    edition.plan.editions.published().update(state=State.SUPERSEDED)
    edition.state = State.PUBLISHED
    edition.published_by, edition.published_at = by, timezone.now()


def _carry_accepted_errata(edition):
    """Note the edition as the first that may bring accepted errata to the public.

    Noted again when it is published: another proposal may have been frozen since.
    """
    if edition.restores is None:
        waiting = edition.plan.errata.filter(decision=Erratum.Decision.ACCEPTED)
        waiting = waiting.exclude(decided_at__gt=edition.proposed_at or edition.published_at)
        waiting.exclude(edition__published_at__isnull=False).update(edition=edition)


def _move(edition, step, by):
    if step.to in (State.APPROVED, State.PUBLISHED):
        _refuse_personal_data(edition)
    edition.state = step.to
    edition.save()
    _log(edition, step, by)
    return edition


def _log(edition, step, by):
    if step.is_public:
        public_version.bump()
    audit.append(
        step.action,
        actor=by,
        subject=str(edition),
        details="；".join(
            [
                f"文本摘要 {edition.sha256}",
                *(["单人审定"] if edition.single_person else []),
                edition.reason or edition.note,
            ]
        ),
    )


def _opened(edition, step, by):
    """Return the edition for a step that this person may take with it now, its plan locked."""
    require_permission(by, step.label, step.permission)
    _lock(edition.plan)
    return _current(edition, step)


def _current(edition, step):
    """Return the edition as it is in the database now; refuse a state that the step is not for."""
    current = Edition.objects.select_related("plan").get(pk=edition.pk)
    if current.state not in step.states:
        raise Refused(
            f"第{current.number}版现在是“{current.get_state_display()}”，不能再做这一步。请刷新页面。"
        )
    return current


def _lock(plan):
    """Let one person at a time move a plan's editions."""
    Plan.objects.select_for_update().get(pk=plan.pk)


def _next_number(plan):
    return (plan.editions.aggregate(Max("number"))["number__max"] or 0) + 1
