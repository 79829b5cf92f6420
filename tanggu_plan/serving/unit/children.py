"""Processes that live beside the server and end with it, however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from threading import Event, Lock, Thread

from django.conf import settings

PARENT = "SERVED_BY"  # the environment variable that tells a child whom it ends with
PATIENCE = 5  # seconds to end in by itself
LONGEST_PAUSE = 60  # seconds before a command is started again that always ends
PR_SET_PDEATHSIG = 1

# A worker of granian that is forked while a command is being started would keep the pipe open at
# whose end the start is waited for.
_starting = Lock()
os.register_at_fork(
    before=_starting.acquire,
    after_in_parent=_starting.release,
    after_in_child=_starting.release,
)


def end_with_parent() -> None:
    """Let the kernel end this process when the server's ends, and no terminal before that.

    A signal from the terminal and the same one from the server would be one too many.
    """
    parent = int(os.environ.get(PARENT, 0))
    if not parent:
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended before it could be asked
        os._exit(1)
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)


class Children:
    """Commands of manage.py, each started again when it ends, after a pause that grows."""

    def __init__(self, commands: list[tuple[str, ...]]):
        self._stopping = Event()
        self._processes: dict[tuple[str, ...], subprocess.Popen] = {}
        self._keepers = [Thread(target=self._keep, args=(each,), daemon=True) for each in commands]

    def start(self) -> None:
        for keeper in self._keepers:
            keeper.start()

    def stop(self) -> None:
        """End them in order, and by force what takes too long."""
        self._stopping.set()
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()

    def _keep(self, command):
        pause = 1
        while not self._stopping.is_set():
            started = time.monotonic()
            with _starting:
                process = subprocess.Popen(  # noqa: S603, all arguments are ours
                    [sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, process_group=0
                )
            self._processes[command] = process
            process.wait()
            pause = 1 if time.monotonic() - started > LONGEST_PAUSE else pause * 2
            self._stopping.wait(min(pause, LONGEST_PAUSE))
