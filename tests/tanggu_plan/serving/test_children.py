"""Commands that live beside the server."""

import os
import time
from threading import Event

from tanggu_plan.serving.unit import children


class Started:
    """A process that runs until it is ended."""

    def __init__(self):
        self.ended = Event()
        self.terminate = self.ended.set

    def wait(self, seconds=None):
        self.ended.wait(seconds)


def test_no_worker_is_forked_while_a_command_is_being_started(monkeypatch):
    begun, steps = Event(), []

    def start_slowly(*arguments, **options):
        begun.set()
        time.sleep(0.2)
        steps.append("started")
        return Started()

    monkeypatch.setattr(children.subprocess, "Popen", start_slowly)
    beside = children.Children([("worker",)])
    beside.start()
    begun.wait()
    if not (forked := os.fork()):
        os._exit(0)
    steps.append("forked")
    os.waitpid(forked, 0)
    beside.stop()

    assert steps == ["started", "forked"]
