"""The queue: each thing is made once, whatever becomes of who makes it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tanggu_plan.models import BackgroundTask, TaskWorker
from tanggu_plan.tasks import kinds, lost, nightly, queue, readiness, running, worker
from tanggu_plan.text.refusals import Refused

pytestmark = pytest.mark.django_db

NONE = timedelta()


@pytest.fixture
def waiting(settings):
    """Tasks wait for a worker, as they do outside of tests."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def maker(monkeypatch):
    """A kind of task whose maker a test puts in its place; `stored` is what it has stored."""

    class Maker:
        stored = []

        def __call__(self, task):
            return lambda: self.stored.append(task.arguments["word"])

    made = Maker()
    made.stored = []
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    def put_in_place(act):
        kinds.register("word", act, page=str, result=str, permissions=())

    made.put_in_place = put_in_place
    put_in_place(made)
    return made


def request(word="甲"):
    return queue.request("word", word, label=f"写{word}", word=word)


def again(task):
    task.refresh_from_db()
    return task


def work_off():
    """Run what is ready, as a worker does."""
    for entry in DBTaskResult.objects.ready():
        entry.claim("test")
        entry.task.call(*entry.args_kwargs["args"])
        entry.set_successful(None)


def test_a_task_that_is_under_way_is_not_queued_again(waiting, maker):
    first, second = request(), request()

    assert first == second
    assert DBTaskResult.objects.count() == 1
    work_off()
    assert maker.stored == ["甲"]
    assert again(first).state == "DONE"


def test_what_is_done_may_be_asked_for_again(waiting, maker):
    for _ in range(2):
        request()
        work_off()

    assert maker.stored == ["甲", "甲"]
    assert BackgroundTask.objects.count() == 1


def test_a_request_that_is_rolled_back_is_never_made(waiting, maker):
    with transaction.atomic():
        request()
        transaction.set_rollback(True)

    work_off()
    assert maker.stored == []


def test_a_refusal_is_the_reason_of_the_failure(waiting, maker):
    def refuse(task):
        raise Refused("正文太长。")

    maker.put_in_place(refuse)
    task = request()
    work_off()

    assert (again(task).state, task.reason) == ("FAILED", "正文太长。")
    maker.put_in_place(maker)
    queue.again(task, by=None)
    work_off()
    assert (again(task).state, task.reason, maker.stored) == ("DONE", "", ["甲"])


def test_a_fault_of_ours_is_logged_and_told_in_plain_words(waiting, maker, caplog):
    maker.put_in_place(lambda task: 1 // 0)
    task = request()
    work_off()

    assert (again(task).state, task.reason) == ("FAILED", running.UNFORESEEN)
    assert "ZeroDivisionError" in caplog.text


def test_on_a_busy_machine_a_task_waits_and_loses_no_attempt(waiting, maker):
    def busy(task):
        raise running.Busy("机器现在很忙。")

    maker.put_in_place(busy)
    task = request()
    work_off()

    assert (again(task).state, task.reason, task.attempts) == ("WAITING", "机器现在很忙。", 0)
    assert not DBTaskResult.objects.ready().exists()
    maker.put_in_place(maker)
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    work_off()
    assert again(task).state == "DONE"


def test_what_is_stored_fails_as_a_whole(waiting, maker):
    def store_half():
        TaskWorker.objects.create(name="half", beat_at=timezone.now())
        raise Refused("没有位置。")

    maker.put_in_place(lambda task: store_half)
    task = request()
    work_off()

    assert (again(task).state, task.reason) == ("FAILED", "没有位置。")
    assert not TaskWorker.objects.exists()


def test_a_dead_workers_task_is_taken_up_and_the_dead_stores_nothing(waiting, maker):
    def die_and_wake(task):
        lost.take_up(TaskWorker.objects.values("name"), NONE)
        return maker(task)

    maker.put_in_place(die_and_wake)
    task = request()
    work_off()
    assert (again(task).state, maker.stored) == ("WAITING", [])

    maker.put_in_place(maker)
    work_off()

    assert (again(task).state, task.attempts, maker.stored) == ("DONE", 2, ["甲"])


def test_a_live_workers_task_is_left_to_it(waiting, maker):
    task = request()
    BackgroundTask.objects.update(state="RUNNING", worker="alive")
    TaskWorker.objects.create(name="alive", beat_at=timezone.now())

    lost.take_up(TaskWorker.objects.values("name"), NONE)

    assert again(task).state == "RUNNING"


def test_a_task_taken_by_a_worker_that_died_before_it_began_is_taken_up(waiting, maker):
    task = request()
    DBTaskResult.objects.get().claim("dead")

    lost.take_up(TaskWorker.objects.values("name"), NONE)
    work_off()

    assert again(task).state == "DONE"


def test_what_kills_three_workers_has_failed(waiting, maker):
    task = request()
    for _ in range(3):
        BackgroundTask.objects.update(state="RUNNING", worker="dead", attempts=task.attempts + 1)
        lost.take_up(TaskWorker.objects.values("name"), NONE)
        task.refresh_from_db()

    assert (task.state, "中断了3次" in task.reason) == ("FAILED", True)
    work_off()
    assert maker.stored == []


def test_a_readiness_check_misses_a_worker(db):
    with pytest.raises(Refused, match="没有后台进程在工作"):
        readiness.refuse_a_dead_queue()
    TaskWorker.objects.create(name="silent", beat_at=timezone.now() - timedelta(minutes=5))
    with pytest.raises(Refused, match="没有后台进程在工作"):
        readiness.refuse_a_dead_queue()
    TaskWorker.objects.create(name="alive", beat_at=timezone.now())
    readiness.refuse_a_dead_queue()


def test_a_second_worker_of_one_sqlite_file_says_so(tmp_path, settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(tmp_path / "db.sqlite3"))
    monkeypatch.setattr(worker.connection, "vendor", "sqlite", raising=False)

    with worker._alone_where_it_must_be(), pytest.raises(CommandError, match="已经有一个后台进程"):
        call_command("worker")


# Nights


@pytest.mark.parametrize(("hour", "count"), [(1, 0), (2, 1), (23, 1)])
def test_checks_run_once_a_day_from_two_o_clock_on(waiting, time_machine, hour, count):
    time_machine.move_to(timezone.make_aware(timezone.datetime(2026, 11, 26, hour)))

    for _ in range(3):
        nightly.request_tonights()
        work_off()

    assert BackgroundTask.objects.filter(kind="nightly").count() == count


def test_a_night_tells_every_fault_with_its_check(waiting, monkeypatch):
    monkeypatch.setattr(
        nightly, "_checks", {"存档": lambda: "第2版的 PDF 变了", "日志": lambda: ""}
    )
    task = queue.request("nightly", "2026-11-26", label="夜间检查")
    work_off()

    assert (again(task).state, task.reason) == ("FAILED", "存档：第2版的 PDF 变了")


def test_nights_long_past_are_forgotten_and_what_failed_is_not(waiting):
    then = timezone.now() - timedelta(days=40)
    for state in ("DONE", "FAILED"):
        BackgroundTask.objects.create(
            key=state, kind="nightly", state=state, label="夜间检查", finished_at=then
        )
    queue.request("nightly", "2026-11-26", label="夜间检查")
    work_off()

    assert set(BackgroundTask.objects.values_list("key", flat=True)) == {
        "FAILED",
        "nightly:2026-11-26",
    }
