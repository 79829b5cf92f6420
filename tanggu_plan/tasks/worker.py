"""The worker: django-tasks-db's, which also says that it lives and takes up what dead ones left."""

import fcntl
import logging
import os
import socket
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from tanggu_plan.models import TaskWorker
from tanggu_plan.tasks import lost, nightly, running
from tanggu_plan.tasks.readiness import PATIENCE
from tanggu_plan.text.refusals import Refused

logger = logging.getLogger(__name__)

BEAT = 5.0  # seconds
POLLING = 0.5  # seconds between two looks into an empty queue
NICENESS = 19  # readers go first


def work() -> None:
    """Work off the queue until SIGTERM. Raises Refused where another worker has the SQLite file."""
    name = f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(6)}"
    with _alone_where_it_must_be() as is_alone:
        os.nice(max(0, NICENESS - os.nice(0)))
        running.this_worker = name
        if is_alone:
            TaskWorker.objects.all().delete()
        worker = Worker(
            queue_names=["default"],
            interval=POLLING,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        _beat(name, timedelta() if is_alone else PATIENCE)
        stopped = Event()
        Thread(target=_keep_beating, args=(name, stopped), daemon=True).start()
        try:
            worker.run()
        finally:
            stopped.set()


@contextmanager
def _alone_where_it_must_be():
    """Hold the SQLite file's lock for workers; yield whether this is the only worker there is."""
    if connection.vendor != "sqlite":
        yield False
        return
    path = Path(f"{settings.DATABASES['default']['NAME']}.worker")
    with path.open("a") as lock:
        path.chmod(0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                "这个数据库已经有一个后台进程在工作，不用再开一个（make serve 自己会开）。"
            ) from None
        yield True


def _keep_beating(name, stopped):
    while not stopped.wait(BEAT):
        try:
            _beat(name, PATIENCE)
            nightly.request_tonights()
        except DatabaseError:
            logger.warning("The worker could not say that it lives", exc_info=True)
        finally:
            close_old_connections()
    connection.close()


def _beat(name, patience):
    """Say that this worker lives, forget dead ones, and take up what they left."""
    now = timezone.now()
    TaskWorker.objects.update_or_create(name=name, defaults={"beat_at": now})
    TaskWorker.objects.filter(beat_at__lt=now - PATIENCE).delete()
    with transaction.atomic():
        lost.take_up(TaskWorker.objects.values("name"), patience)
