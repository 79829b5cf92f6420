"""The queue: a task makes one thing, known by its key; while it is under way none is added."""

from django.db import transaction
from django.utils import timezone

from tanggu_plan.models import BackgroundTask
from tanggu_plan.tasks import running


@transaction.atomic
def request(kind: str, name: str, *, label: str, by=None, **arguments) -> BackgroundTask:
    """Queue the task in the caller's transaction, unless it waits or runs already.

    `kind` and `name` are its key, `label` says in Chinese what it makes, `arguments` are JSON.
    """
    task, is_new = BackgroundTask.objects.select_for_update().get_or_create(
        key=f"{kind}:{name}", defaults={"kind": kind, "label": label, "arguments": arguments}
    )
    if task.is_under_way and not is_new:
        return task
    task.kind, task.label, task.arguments = kind, label, arguments
    task.asked_by, task.asked_at = by, timezone.now()
    task.attempts = 0
    return running.put(task)


def again(task: BackgroundTask, *, by) -> BackgroundTask:
    """Queue a task once more that has failed."""
    _, _, name = task.key.partition(":")
    return request(task.kind, name, label=task.label, by=by, **task.arguments)


def task_of(kind: str, name: str) -> BackgroundTask | None:
    return BackgroundTask.objects.filter(key=f"{kind}:{name}").first()
