"""The only code that creates an edition or changes its state.

    propose ─▶ PROPOSED ─approve─▶ APPROVED ─publish─▶ PUBLISHED ─┬─publish─▶ SUPERSEDED
                   └──────return_──────┴─▶ RETURNED               └─withdraw─▶ WITHDRAWN

`republish` makes a new published edition from the text of an older one. Every step asks for the
person's permission, writes its audit entry in its own transaction, and raises Refused, with a
message for a clerk, where it cannot be taken; nothing is stored then.
"""

from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from chapters.editions import readiness
from chapters.models import Edition, EditionFile, Erratum, Plan
from chapters.pdf import rendering
from chapters.pdf.maker import maker
from chapters.plan.document import Document
from chapters.working_copy.rows import freeze
from tanggu_plan import audit
from tanggu_plan.audit import Action
from tanggu_plan.serving import public_version
from tanggu_plan.text.refusals import Refused

State, Kind = Edition.State, Edition.Kind


def publish_original(plan: Plan) -> Edition:
    """Publish the working copy as edition 1, the text as issued.

    The only edition without a second person, and only while the plan has none.
    """
    if plan.editions.exists():
        raise Refused(f"《{plan}》已有版次，原文版只能发布一次。请走送审流程。")
    edition = Edition(plan=plan, kind=Kind.ORIGINAL, state=State.PUBLISHED)
    return _freeze(edition, freeze(plan), Action.PUBLISH, by=None)


def propose(plan: Plan, *, by, kind: str, note: str) -> Edition:
    """Freeze the working copy, with its PDF, for another person to review."""
    _require(by, "propose_edition", "送审")
    if kind not in (Kind.CORRECTION, Kind.AMENDMENT):
        raise Refused("请选择这次送审的性质：更正或调整。")
    note = _told(note, "请写明这次改了什么、为什么改，读者会看到这段说明。")
    document = freeze(plan)
    current = plan.editions.published().first()
    if current and current.sha256 == document.sha256:
        raise Refused(f"工作稿与现行的第{current.number}版完全相同，没有什么可送审。")
    if same := plan.editions.under_review().filter(sha256=document.sha256).first():
        raise Refused(f"工作稿与第{same.number}版完全相同，它已经送审，不用再送一次。")
    if errors := readiness.errors(plan, document):
        raise Refused(f"还有{len(errors)}处错误没有改，不能送审。请按检查结果逐处改好。")
    edition = Edition(plan=plan, kind=kind, note=note, state=State.PROPOSED, proposed_by=by)
    return _freeze(edition, document, Action.PROPOSE, by=by)


@transaction.atomic
def approve(edition: Edition, *, by) -> Edition:
    """Approve what was proposed. The proposer cannot, unless an office of one has allowed it."""
    _require(by, "approve_edition", "审定")
    edition = _in_state(edition, State.PROPOSED)
    if edition.proposed_by_id == by.pk:
        if not settings.ALLOW_SINGLE_PERSON_APPROVAL:
            raise Refused("这一版是您自己送审的，须由另一位同事审定。")
        edition.single_person = True
    edition.approved_by, edition.approved_at = by, timezone.now()
    return _move(edition, State.APPROVED, Action.APPROVE, by)


@transaction.atomic
def return_(edition: Edition, *, by, reason: str) -> Edition:
    """Give the proposal back with a reason; the working copy stays as it is."""
    _require(by, "approve_edition", "退回")
    edition = _in_state(edition, State.PROPOSED, State.APPROVED)
    edition.reason = _told(reason, "请写明退回的理由，送审人要照它修改。")
    return _move(edition, State.RETURNED, Action.RETURN, by)


@transaction.atomic
def publish(edition: Edition, *, by) -> Edition:
    """Make an approved edition the plan's current one; the one before becomes superseded."""
    _require(by, "publish_edition", "发布")
    edition = _in_state(edition, State.APPROVED)
    latest = edition.plan.editions.on_record().order_by("-published_at").first()
    if latest and latest.published_at > edition.proposed_at:
        raise Refused(
            f"第{edition.number}版送审之后，第{latest.number}版已经发布。"
            "现在发布会盖掉它的改动，请退回本版，按最新的工作稿重新送审。"
        )
    _take_the_place_of_the_current(edition, by)
    _carry_accepted_errata(edition)
    return _move(edition, State.PUBLISHED, Action.PUBLISH, by)


@transaction.atomic
def withdraw(edition: Edition, *, by, explanation: str) -> Edition:
    """Take the current edition off; its address stays and shows the explanation."""
    _require(by, "publish_edition", "撤下")
    edition = _in_state(edition, State.PUBLISHED)
    edition.reason = _told(explanation, "请写明撤下的原因，读者会在原网址看到它。")
    edition.withdrawn_at = timezone.now()
    return _move(edition, State.WITHDRAWN, Action.WITHDRAW, by)


def republish(edition: Edition, *, by, reason: str) -> Edition:
    """Publish the text of an edition that was public before as a new edition.

    Its text has been reviewed by two people then, so that a wrong publication is undone at once.
    """
    _require(by, "publish_edition", "恢复")
    edition = Edition.objects.select_related("plan").get(pk=edition.pk)
    if edition.published_at is None:
        raise Refused("只有发布过的版次才能恢复。")
    if edition.state == State.PUBLISHED:
        raise Refused(f"第{edition.number}版就是现行版次，不需要恢复。")
    note = _told(reason, "请写明为什么恢复旧版，读者会看到这段说明。")
    restored = Edition(
        plan=edition.plan, kind=Kind.CORRECTION, note=note, state=State.PUBLISHED, restores=edition
    )
    return _freeze(restored, edition.document, Action.REPUBLISH, by=by)


def _freeze(edition: Edition, document: Document, action: Action, *, by) -> Edition:
    """Render the PDF, then store edition, PDF and audit entry together, or nothing.

    Rendering takes seconds. What moved meanwhile, the working copy or another edition, refuses the
    step: a clerk must not freeze what nobody has seen.
    """
    plan = edition.plan
    edition.number = _next_number(plan)
    edition.document_json, edition.sha256 = document.to_json(), document.sha256
    rendered = rendering.render(
        document,
        edition_number=edition.number,
        kind=edition.get_kind_display(),
        note=edition.note,
    )
    chapters = rendering.render_chapters(document, edition_number=edition.number)
    made_by = maker()
    with transaction.atomic():
        _lock(plan)
        if _next_number(plan) != edition.number:
            raise Refused("刚才另有一版送审或发布，这一步没有执行。请刷新页面再来一次。")
        if edition.restores is None and freeze(plan).sha256 != edition.sha256:
            raise Refused("生成 PDF 期间工作稿有改动，这一步没有执行。请看过最新工作稿再来一次。")
        edition.proposed_at = timezone.now() if edition.state == State.PROPOSED else None
        if edition.state == State.PUBLISHED:
            _take_the_place_of_the_current(edition, by)
        edition.save(force_insert=True)
        _carry_accepted_errata(edition)
        _attach(edition, EditionFile.Kind.PDF, rendered, made_by)
        for number, content in chapters.items():
            _attach(edition, EditionFile.Kind.CHAPTER, content, made_by, chapter_number=number)
        _put_on_record(edition, action, by)
    return edition


def _attach(edition, kind, content, made_by, chapter_number=0):
    EditionFile.objects.create(
        edition=edition,
        kind=kind,
        chapter_number=chapter_number,
        content=content,
        sha256=sha256(content).hexdigest(),
        maker=made_by,
    )


def _take_the_place_of_the_current(edition, by):
    edition.plan.editions.published().update(state=State.SUPERSEDED)
    edition.state = State.PUBLISHED
    edition.published_by, edition.published_at = by, timezone.now()


def _carry_accepted_errata(edition):
    """Note the edition as the first that may bring accepted errata to the public.

    Said again when it is published: another proposal may have been frozen since.
    """
    if edition.restores is None:
        waiting = edition.plan.errata.filter(decision=Erratum.Decision.ACCEPTED)
        waiting = waiting.exclude(decided_at__gt=edition.proposed_at or edition.published_at)
        waiting.exclude(edition__published_at__isnull=False).update(edition=edition)


def _move(edition, state, action, by):
    edition.state = state
    edition.save()
    _put_on_record(edition, action, by)
    return edition


def _put_on_record(edition, action, by):
    public_version.bump()
    audit.record(
        action,
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


def _in_state(edition, *states):
    """Return the edition as it is in the database now, its plan locked; refuse another state."""
    _lock(edition.plan)
    current = Edition.objects.select_related("plan").get(pk=edition.pk)
    if current.state not in states:
        raise Refused(
            f"第{current.number}版现在是“{current.get_state_display()}”，不能再做这一步。请刷新页面。"
        )
    return current


def _lock(plan):
    """Let one person at a time move a plan's editions."""
    Plan.objects.select_for_update().get(pk=plan.pk)


def _next_number(plan):
    return (plan.editions.aggregate(Max("number"))["number__max"] or 0) + 1


def _require(user, permission, step):
    if not user.has_perm(f"chapters.{permission}"):
        raise Refused(f"您的账号没有{step}的权限。请联系管理员。")


def _told(words, request):
    if not words.strip():
        raise Refused(request)
    return words.strip()
