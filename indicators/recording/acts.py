"""Acts of recording: the only code that stores or moves a measurement or a status.

    record ─▶ PENDING ─┬─confirm, by another person────────▶ CONFIRMED, public from then on
                       └─return_, also by the recorder─────▶ RETURNED

Every step asks for the person's permission, writes its audit entry in its own transaction, and
raises Refused, with a message for a clerk, where it cannot be taken; nothing is stored
then. Nothing confirmed is ever changed: what has changed is recorded as a new row.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from chapters.guard import checking as guard
from indicators.models import Commitment, CommitmentStatus, Indicator, Measurement, Source
from indicators.models.recorded import Recorded
from indicators.recording import rules
from tanggu_plan import audit
from tanggu_plan.audit import Action
from tanggu_plan.serving import public_version
from tanggu_plan.text.refusals import Refused, require_permission

State = Recorded.State


@transaction.atomic
def record_measurement(
    indicator: Indicator, *, year: int, value: str, status: str, source: Source, note="", by
) -> Measurement:
    """Record an indicator's value of a year as its source prints it, "" where it is MISSING.

    Raises NothingNew where this very thing is public or waits already.
    """
    require_permission(by, "记录监测值", _permission("add", Measurement))
    indicator = _locked(indicator)
    row = Measurement(indicator=indicator, year=year, value=value, status=status, note=note)
    rules.check_year(year, indicator.plan)
    rules.check_value(row)
    return _store(row, source, by)


@transaction.atomic
def record_status(
    commitment: Commitment,
    *,
    progress: str,
    as_of: date,
    source: Source,
    value="",
    responsible="",
    note="",
    by,
) -> CommitmentStatus:
    """Record where a commitment stands on a day, on the evidence of a source.

    Raises NothingNew where this very thing is public or waits already.
    """
    require_permission(by, "记录承诺进展", _permission("add", CommitmentStatus))
    commitment = _locked(commitment)
    row = CommitmentStatus(
        commitment=commitment,
        progress=progress,
        as_of=as_of,
        value=value,
        responsible=responsible,
        note=note,
    )
    rules.check_as_of(as_of, commitment.plan)
    rules.check_reached(row)
    return _store(row, source, by)


@transaction.atomic
def confirm(row: Measurement | CommitmentStatus, by) -> Recorded:
    """Make what another person recorded public."""
    require_permission(by, "确认", _permission("confirm", row))
    row = _pending(row)
    if row.recorded_by_id == by.pk:
        raise Refused("这一条是您自己记录的，须由另一位同事确认。")
    guard.refuse(row, row.source)
    row.state, row.confirmed_by, row.confirmed_at = State.CONFIRMED, by, timezone.now()
    row.save()
    _log(Action.CONFIRM, row, by, f"记录人：{row.recorded_by}")
    return row


@transaction.atomic
def return_(row: Recorded, by, reason: str) -> Recorded:
    """Give back what must not become public; a recorder takes their own back in this way."""
    is_own = row.recorded_by_id == by.pk
    act, action = ("撤回", "add") if is_own else ("退回", "confirm")
    require_permission(by, act, _permission(action, row))
    row = _pending(row)
    row.state, row.returned_by, row.returned_at = State.RETURNED, by, timezone.now()
    row.return_reason = rules.require_reason(reason)
    row.save()
    _log(Action.RETURN, row, by, f"理由：{row.return_reason}")
    return row


def may(user, action: str, model: Recorded | type[Recorded]) -> bool:
    return user.has_perm(_permission(action, model))


def may_confirm(user, row: Recorded) -> bool:
    return _is_open_to(user, row, "confirm") and row.recorded_by_id != user.pk


def may_return(user, row: Recorded) -> bool:
    is_own = row.recorded_by_id == user.pk
    return _is_open_to(user, row, "add" if is_own else "confirm")


def _is_open_to(user, row, action):
    return row.state == State.PENDING and may(user, action, row)


def _store(row, source, by):
    """Store a new row whose own values have been checked."""
    row.source = _locked(source)
    row.recorded_by, row.recorded_at = by, timezone.now()
    rules.check_source(row.source, row.subject.plan)
    rules.check_words(row)
    rules.check_is_new(row)
    try:
        row.full_clean()
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages)) from refusal
    row.save(force_insert=True)
    _log(Action.RECORD, row, by)
    return row


def _log(action, row, by, more=""):
    public_version.bump()  # readers see also how much waits for confirmation
    plan = row.subject.plan
    details = [row.shown, f"来源：{row.source}", row.note and f"说明：{row.note}", more]
    audit.append(
        action,
        actor=by,
        subject=f"《{plan}》{row._meta.verbose_name}：{row}",
        details="；".join(filter(None, details)),
    )


def _pending(row):
    """Return the row as it is in the database now, its place locked; refuse one that has moved."""
    _locked(row.subject)
    current = type(row).objects.select_related("source", "recorded_by").get(pk=row.pk)
    if current.state != State.PENDING:
        raise Refused(
            f"这一条现在是“{current.get_state_display()}”，同事刚才已经办过。请刷新页面看它的经过。"
        )
    return current


def _locked(row: Indicator | Commitment | Source):
    """Let one person at a time work on what this row is about; refuse where it was deleted."""
    current = type(row).objects.select_for_update().filter(pk=row.pk).first()
    if current is None:
        raise Refused(f"{row._meta.verbose_name}“{row}”刚才被删除了，没有记录。")
    return current


def _permission(action, model):
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"
