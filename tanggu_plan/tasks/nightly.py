"""Nightly checks: once a day, from two o'clock on, the worker looks whether all stored holds."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tanggu_plan import audit
from tanggu_plan.models import BackgroundTask
from tanggu_plan.tasks import kinds, queue
from tanggu_plan.text.refusals import Refused

KIND = "nightly"
HOUR = 2
KEPT = timedelta(days=30)  # finished entries of the queue, and nights that went well

Check = Callable[[], str]

_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Add a check; it returns what is wrong, "" where nothing is."""
    _checks[name] = check


def request_tonights() -> None:
    """Queue the checks of today, unless they were."""
    now = timezone.localtime()
    name = now.date().isoformat()
    if now.hour >= HOUR and not queue.task_of(KIND, name):
        queue.request(KIND, name, label=f"{name} 夜间检查")


def look(task: BackgroundTask) -> kinds.Store:
    """Run every check; Refused tells all that is wrong."""
    faults = [f"{name}：{fault}" for name, check in _checks.items() if (fault := check())]
    if faults:
        raise Refused(*faults)
    return _forget_what_is_old


def _forget_what_is_old() -> None:
    then = timezone.now() - KEPT
    entries = DBTaskResult.objects.filter(enqueued_at__lt=then)
    entries.exclude(status=TaskResultStatus.READY).delete()
    BackgroundTask.objects.filter(
        kind=KIND, state=BackgroundTask.State.DONE, finished_at__lt=then
    ).delete()


kinds.register(
    KIND,
    look,
    page=lambda task: reverse("admin:tanggu_plan_backgroundtask_changelist"),
    result=lambda task: reverse("admin:tanggu_plan_backgroundtask_change", args=[task.pk]),
    permissions=("tanggu_plan.view_backgroundtask",),
)
register("操作记录", audit.first_fault)
