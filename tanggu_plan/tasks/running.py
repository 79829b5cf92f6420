"""Running of a task: claimed, made, stored once; dropped where another worker has it now."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task as queue_entry

from tanggu_plan.models import BackgroundTask
from tanggu_plan.tasks import kinds
from tanggu_plan.text.refusals import Refused

logger = logging.getLogger(__name__)

State = BackgroundTask.State
BUSY_PAUSE = timedelta(seconds=30)
UNFORESEEN = "程序出错，没有生成。请重新生成一次；仍然出错时告诉技术人员，运行日志里有详细原因。"

this_worker = "command"  # the name under which this process claims tasks


class Busy(Refused):
    """The machine is too busy just now: a task is tried again later, and loses no attempt."""


class Lost(Exception):
    """The task was given to another worker meanwhile, so that nothing must be stored."""


@queue_entry()
def run(pk: int, turn: int) -> None:
    """Make what a task is for and store it; what fails is said in the task."""
    task = _claimed(pk, turn)
    if task is None:
        return
    try:
        store = kinds.kind_of(task).maker(task)
        with transaction.atomic():
            _refuse_if_lost(task)
            store()
            task.state, task.finished_at, task.reason = State.DONE, timezone.now(), ""
            task.save()
    except Lost:
        return
    except Busy as busy:
        reason = str(busy)
        _if_not_lost(task, lambda: _wait(task, reason))
    except Refused as refusal:
        reason = str(refusal)
        _if_not_lost(task, lambda: fail(task, reason))
    except Exception:
        logger.exception("The task %s failed", task.key)
        _if_not_lost(task, lambda: fail(task, UNFORESEEN))


def put(task: BackgroundTask, *, after=None, reason: str = "") -> BackgroundTask:
    """Let the task wait for a worker, from `after` on; whoever still works at it has lost it."""
    task.state, task.reason, task.worker = State.WAITING, reason, ""
    task.turn += 1
    task.queued_at, task.started_at, task.finished_at = timezone.now(), None, None
    task.save()
    entry = run.using(run_after=after).enqueue(task.pk, task.turn)
    BackgroundTask.objects.filter(pk=task.pk, turn=task.turn).update(entry=entry.id)
    task.refresh_from_db()
    return task


def fail(task: BackgroundTask, reason: str) -> None:
    task.state, task.reason, task.finished_at = State.FAILED, reason, timezone.now()
    task.save()


def run_now(task: BackgroundTask) -> BackgroundTask:
    """Run a waiting task in this process; the worker that finds it done goes on to the next."""
    run.call(task.pk, task.turn)
    task.refresh_from_db()
    return task


@transaction.atomic
def _claimed(pk, turn):
    task = BackgroundTask.objects.select_for_update().filter(pk=pk, turn=turn).first()
    if task is None or task.state != State.WAITING:
        return None
    task.state, task.started_at, task.worker = State.RUNNING, timezone.now(), this_worker
    task.attempts += 1
    task.save()
    return task


def _wait(task, reason):
    task.attempts -= 1
    put(task, after=timezone.now() + BUSY_PAUSE, reason=reason)


def _refuse_if_lost(task):
    now = BackgroundTask.objects.select_for_update().get(pk=task.pk)
    if (now.turn, now.state) != (task.turn, State.RUNNING):
        raise Lost


def _if_not_lost(task, act):
    try:
        with transaction.atomic():
            _refuse_if_lost(task)
            act()
    except Lost:
        return
