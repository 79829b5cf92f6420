"""Tasks that no live worker will end: queued again, three times at most."""

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tanggu_plan.models import BackgroundTask
from tanggu_plan.tasks import running

State = BackgroundTask.State
MOST_ATTEMPTS = 3


def take_up(live_workers, patience) -> None:
    """Queue again what was lost; what was lost three times has failed.

    `patience` is how long a worker may be silent between taking a task and saying so.
    """
    under_way = BackgroundTask.objects.filter(state=State.RUNNING)
    waiting = BackgroundTask.objects.filter(
        state=State.WAITING, queued_at__lt=timezone.now() - patience
    )
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    entries = [str(pk) for pk in ready.values_list("pk", flat=True)]
    for task in under_way.exclude(worker__in=live_workers):
        _take_up(task)
    for task in waiting.exclude(entry__in=entries):
        _take_up(task)


@transaction.atomic
def _take_up(seen: BackgroundTask) -> None:
    task = BackgroundTask.objects.select_for_update().get(pk=seen.pk)
    if (task.turn, task.state) != (seen.turn, seen.state):
        return
    if task.attempts < MOST_ATTEMPTS:
        running.put(task)
    else:
        running.fail(
            task, f"生成程序中断了{task.attempts}次（机器重启，或进程被结束）。可以重新生成。"
        )
