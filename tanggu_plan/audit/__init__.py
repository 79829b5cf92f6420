"""Audit log: append-only, each entry chained to the one before by SHA-256."""

import json
from datetime import UTC
from hashlib import sha256

from django.db import connection, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from tanggu_plan.models import AuditEntry
from tanggu_plan.text.unseen import shown

Action = AuditEntry.Action

SYSTEM = "系统"
NOBODY = "未登录"
BEFORE_THE_FIRST = "0" * 64


@transaction.atomic
def append(action: Action, *, actor, subject: str, details: str = "") -> AuditEntry:
    """Append an entry in the caller's transaction: the act and its entry are stored together.

    `actor` is a user, or a name, or None for what the system does by itself. Characters that
    cannot be seen are stored as they would be written in a program: nobody can forge a line.
    """
    _wait_for_other_writers()
    last = AuditEntry.objects.order_by("-number").first()
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        actor=shown(str(actor or SYSTEM))[:150],
        action=action,
        subject=shown(subject)[:300],
        details="\n".join(map(shown, details.splitlines())),
        previous_digest=last.digest if last else BEFORE_THE_FIRST,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry


def current_user():
    """Return the user of the request under way, None outside one."""
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    return user if user and user.is_authenticated else None


def digest_of(entry: AuditEntry) -> str:
    """Return the SHA-256, in hexadecimal, that the entry must carry."""
    content = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.subject,
        entry.details,
        entry.previous_digest,
    ]
    return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def first_fault() -> str:
    """Return the first entry that does not hold and what is wrong with it, "" where all hold.

    Entries cut off at the end leave a shorter chain that holds: `is_known` finds those.
    """
    previous, expected = BEFORE_THE_FIRST, 1
    for entry in AuditEntry.objects.order_by("number").iterator():
        if entry.number != expected:
            return f"第{expected}条：不见了，下一条是第{entry.number}条。"
        if entry.digest != digest_of(entry):
            return f"第{expected}条：内容与它自己的摘要不符，被改动过。现在的内容：{entry}"
        if entry.previous_digest != previous:
            return f"第{expected}条：接不上第{expected - 1}条，两条之一被换过。"
        previous, expected = entry.digest, expected + 1
    return ""


def is_known(number: int, digest: str) -> bool:
    """Whether the entry still stands that was seen with this number and digest before."""
    return AuditEntry.objects.filter(number=number, digest=digest).exists()


def _wait_for_other_writers():
    """Let no two entries take one number. SQLite's transactions are immediate and queue."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE tanggu_plan_auditentry IN EXCLUSIVE MODE")
