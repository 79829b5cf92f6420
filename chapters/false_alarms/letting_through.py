"""Acts on a false alarm: one person asks with a reason, another confirms.

Each act asks for the person's permission, writes its audit entry in its own transaction, and raises
Refused where it cannot be taken.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from chapters.models import FalseAlarm
from tanggu_plan import audit
from tanggu_plan.audit import Action
from tanggu_plan.text.public_fields import every_field
from tanggu_plan.text.refusals import Refused, require_permission

MAY_DROP = ("chapters.delete_falsealarm", "chapters.confirm_falsealarm")


@transaction.atomic
def ask(*, field: str, words: str, reason: str, by) -> FalseAlarm:
    """Ask that these words, in this field only, may become public."""
    require_permission(by, "提出误报放行", "chapters.add_falsealarm")
    row = FalseAlarm(
        field=field, words=words, reason=reason.strip(), asked_by=by, asked_at=timezone.now()
    )
    if field not in {each.key for each in every_field()}:
        raise Refused("没有这个字段。请从列表里选。")
    try:
        row.full_clean()
    except ValidationError as refusal:
        raise Refused(*refusal.messages) from refusal
    row.save()
    return _log(row, by, "提出")


@transaction.atomic
def confirm(row: FalseAlarm, *, by) -> FalseAlarm:
    """Let the words through. Who asked cannot, unless an office of one has allowed it."""
    require_permission(by, "确认误报放行", "chapters.confirm_falsealarm")
    row = _waiting(row)
    if row.asked_by_id == by.pk:
        if not settings.ALLOW_SINGLE_PERSON_APPROVAL:
            raise Refused("这一条是您自己提出的，须由另一位同事确认。")
        row.single_person = True
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save()
    return _log(row, by, "确认（单人）" if row.single_person else "确认")


@transaction.atomic
def drop(row: FalseAlarm, *, by) -> None:
    """Take back, or turn down, what nobody has confirmed: the row goes, the log keeps it."""
    require_permission(by, "撤销误报放行", *MAY_DROP)
    row = _waiting(row)
    _log(row, by, "撤销" if row.asked_by_id == by.pk else "不予放行")
    row.delete()


def may_confirm(user, row: FalseAlarm) -> bool:
    is_other = row.asked_by_id != user.pk or settings.ALLOW_SINGLE_PERSON_APPROVAL
    return row.confirmed_at is None and is_other and user.has_perm("chapters.confirm_falsealarm")


def may_drop(user, row: FalseAlarm) -> bool:
    return row.confirmed_at is None and any(map(user.has_perm, MAY_DROP))


def _waiting(row):
    current = FalseAlarm.objects.select_for_update().filter(pk=row.pk).first()
    if current is None or current.confirmed_at:
        raise Refused("这一条同事刚才已经办过。请刷新页面。")
    return current


def _log(row, by, step):
    audit.append(
        Action.FALSE_ALARM,
        actor=by,
        subject=f"{row.field_label}：{row.words}",
        details=f"{step}；理由：{row.reason}",
    )
    return row
