"""The site on its real server, in processes of their own, for tests over a socket."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300  # seconds; longer than a machine may be busy, and no limit that a test sets


def set_up(environment):
    """Migrate the database named there and publish the real plan, with PDFs of a few bytes."""
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    office = [sys.executable, "-m", "tests.durability.office", "set-up"]
    for command in (migrate, office):
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


class Server:
    """A process that listens on 127.0.0.1, with those it has started."""

    def __init__(self, process, port):
        self.process, self.port = process, port
        self.origin = f"http://127.0.0.1:{port}"

    def cpu_seconds(self):
        return sum(self.cpu_by_process().values())

    def processes(self):
        return [self.process.pid, *_descendants(self.process.pid)]

    def cpu_by_process(self):
        """Return the seconds that each has used so far, by process id."""
        return {pid: _nanoseconds(pid) / 1e9 for pid in self.processes()}


@contextmanager
def portal(environment, workers=1):
    """The site as `make serve` serves it, without what makes its PDFs."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--no-worker"]
    command += ["--port", str(port), "--workers", str(workers)]
    with running(command, port, environment) as server:
        yield server


@contextmanager
def granian(
    environment,
    workers=1,
    application="tanggu_plan.wsgi:application",
    folder=ROOT,
    python=sys.executable,
):
    """Another application, or the site as it was before it served itself."""
    port = free_port()
    command = [str(python), "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", "2", "--workers-kill-timeout", "1", "--log-level", "warning"]
    with running([*command, application], port, environment, folder) as server:
        yield server


@contextmanager
def nginx(configuration, folder, port):
    """nginx in the foreground with its files in the folder."""
    file = folder / "nginx.conf"
    file.write_text(configuration, "utf-8")
    with running(["nginx", "-p", str(folder), "-c", str(file)], port, os.environ) as server:
        yield server


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def running(command, port, environment, folder=ROOT):
    """A command that listens on the port."""
    process = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        _wait_for(process, port)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _wait_for(process, port):
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{process.args[0]} does not listen on {port}")


def _descendants(pid):
    lists = Path(f"/proc/{pid}/task").glob("*/children")  # a list for each thread that started some
    children = [child for each in lists for child in each.read_text().split()]
    return [each for child in map(int, children) for each in (child, *_descendants(child))]


def _nanoseconds(pid):
    """The time on the CPU of all threads; a process's own counters tick a hundred times coarser."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads)


class MakeServe:
    """`make serve` on a free port, up with all it needs, stopped like Ctrl-C does at the end."""

    def __init__(self, database, **environment):
        self.environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}"} | environment
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        started = time.monotonic()
        self.process = self.make("serve")
        self._wait()
        self.seconds_until_up = time.monotonic() - started
        return self

    def __exit__(self, *exception):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        self.output, _ = self.process.communicate(timeout=PATIENCE)

    def make(self, target):
        return subprocess.Popen(
            # What a shell starts in the background is deaf to Ctrl-C unless told otherwise.
            ["env", "--default-signal=INT", "make", target, f"PORT={self.port}"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def _wait(self):
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and self.process.poll() is None:
            try:
                urlopen(f"{self.origin}/healthz").close()  # noqa: S310
            except URLError:
                time.sleep(0.05)
            else:
                return
        os.killpg(self.process.pid, signal.SIGINT)
        raise TimeoutError(self.process.communicate(timeout=PATIENCE)[0])
