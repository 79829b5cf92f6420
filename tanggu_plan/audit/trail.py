"""Signal handlers that write the audit log: log-ins, edits, accounts and roles.

Signals, because these acts happen in Django's and the history's own code; what our code does
(propose, publish, export …) it records itself.
"""

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from simple_history.signals import post_create_historical_record

from tanggu_plan import audit
from tanggu_plan.audit import Action
from tanggu_plan.serving.visitors import client_address

User = get_user_model()

EDITS = {"+": "新建", "~": "修改", "-": "删除"}
WRITTEN_BY_A_LOGIN = {"last_login", "password"}  # a log-in may hash the same password anew
MEMBERSHIPS = {"post_add": "加入", "post_remove": "移除", "post_clear": "清空"}


@receiver(user_logged_in)
def _logged_in(user, request, **kwargs):
    audit.append(Action.LOGIN, actor=user, subject=str(user), details=_whence(request))


@receiver(user_logged_out)
def _logged_out(user, request, **kwargs):
    if user:
        audit.append(Action.LOGOUT, actor=user, subject=str(user), details=_whence(request))


@receiver(user_login_failed)
def _login_failed(credentials, request=None, **kwargs):
    """Log a failure, but not what a lock refuses unread: a flood must not fill the log."""
    if not getattr(request, "axes_locked_out", False):
        _record_failure(credentials.get("username"), _whence(request))


@receiver(user_locked_out)
def _locked_out(request, username, **kwargs):
    """Record the failure that locks; the signal also comes with every attempt afterwards."""
    if request.axes_failures_since_start is not None:
        minutes = int(settings.AXES_COOLOFF_TIME.total_seconds()) // 60
        _record_failure(username, f"连续失败，锁定{minutes}分钟；{_whence(request)}")


def _record_failure(username, details):
    subject = str(username or "")[:150]
    audit.append(Action.LOGIN_FAILED, actor=audit.NOBODY, subject=subject, details=details)


def _whence(request):
    return f"来自 {(request and client_address(request)) or '未知地址'}"


@receiver(post_create_historical_record)
def _edited(instance, history_instance, **kwargs):
    _record_edit(instance, history_instance.history_type, history_instance.history_user)


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def _role_changed(instance, action, model, pk_set, **kwargs):
    if action in MEMBERSHIPS:
        names = "、".join(str(row) for row in model.objects.filter(pk__in=pk_set or ()))
        kind = model._meta.verbose_name
        _record_account(instance, f"{MEMBERSHIPS[action]}{kind}：{names or '全部'}")


@receiver(post_save, sender="chapters.WrongWording")
@receiver(post_delete, sender="chapters.WrongWording")
def _wording_edited(instance, created=None, **kwargs):
    """Record a change of a row that has no history of its own."""
    kind = {True: "+", False: "~", None: "-"}[created]
    _record_edit(instance, kind, audit.current_user())


def _record_edit(instance, kind, person):
    subject = f"{instance._meta.verbose_name}：{instance}"
    audit.append(Action.EDIT, actor=person, subject=subject, details=EDITS[kind])


@receiver(post_save, sender=User)
def _account_saved(instance, created, update_fields, **kwargs):
    has_new_password = instance._password is not None
    if update_fields and set(update_fields) <= WRITTEN_BY_A_LOGIN and not has_new_password:
        return
    flags = [
        "启用" if instance.is_active else "停用",
        *(["可登录后台"] if instance.is_staff else []),
        *(["超级用户"] if instance.is_superuser else []),
        *(["设了新密码"] if has_new_password else []),
    ]
    _record_account(instance, f"{'新建' if created else '保存'}账号：{'、'.join(flags)}")


@receiver(post_delete, sender=User)
def _account_deleted(instance, **kwargs):
    _record_account(instance, "删除账号")


def _record_account(account, details):
    actor = audit.current_user()
    audit.append(Action.ACCOUNT, actor=actor, subject=str(account), details=details)
