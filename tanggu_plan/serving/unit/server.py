"""The server: granian with its workers, and what lives beside it."""

import os
import signal
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from tanggu_plan.serving.unit import admission, children, claims

APPLICATION = "tanggu_plan.wsgi:application"
CONNECTIONS = 4096  # that wait or idle, of all workers


def claim(port: int) -> None:
    """Hold the port and the database's file until this process ends. Raises claims.Taken."""
    claims.claim_port(port)
    if (file := database_file()) is not None:
        claims.claim_file(file, port)


def serve(port: int, workers: int, commands: list[tuple[str, ...]]) -> None:
    """Serve on 127.0.0.1 until a signal, with commands of manage.py beside."""
    keep_private(settings.VAR_DIR)
    connections.close_all()  # a connection must not be shared with the workers
    os.environ[children.PARENT] = str(os.getpid())
    beside = children.Children(commands)
    server = Granian(
        APPLICATION,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=admission.THREADS,
        backlog=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=children.PATIENCE,
        log_level=LogLevels.error,
    )

    @server.on_startup
    def begin():
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)  # the terminal was closed
        beside.start()

    server.on_shutdown(beside.stop)
    server.serve(target_loader=application_of_a_worker)


def application_of_a_worker(target: str):
    """Return the application, in a worker's process."""
    claims.let_go()
    children.end_with_parent()
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)


def database_file() -> Path | None:
    """Return the file of an SQLite database, None for a database that has a server of its own."""
    database = settings.DATABASES["default"]
    return Path(database["NAME"]) if database["ENGINE"].endswith("sqlite3") else None


def keep_private(folder: Path) -> None:
    """Let nobody else on the machine read the folder, nor what is written from now on."""
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for path in folder.iterdir():
        if path.is_file():
            path.chmod(0o600)
