"""Claims on a port and on a database's file: held by the kernel for as long as a process lives.

Two servers of ours could listen on one port (SO_REUSEPORT), and write to one file.
`tanggu_plan.serving.preflight` imports this, before anything is installed: standard library only.
"""

import fcntl
import os
import socket
import struct
import time
from pathlib import Path
from typing import IO

_held: list[IO[str] | socket.socket] = []  # closed by the kernel with the process


class Taken(Exception):
    """Somebody holds it; says who, in Chinese."""


def claim_port(port: int) -> None:
    """Hold a port until this process ends. Raises Taken."""
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.bind(_name(port))
    except OSError as error:
        listener.close()
        raise Taken(f"端口 {port} 已有门户在用{_holder(port)}") from error
    listener.listen()
    _held.append(listener)


def refuse_taken_port(port: int) -> None:
    """Raise Taken where a server of ours holds the port."""
    if _pid_behind(port):
        raise Taken(f"端口 {port} 已有门户在用{_holder(port)}")


def claim_file(path: Path, port: int) -> None:
    """Hold the file of a database until this process ends. Raises Taken."""
    lock = open(f"{path}.serving", "a+", opener=_private)  # noqa: SIM115, held for life
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        holder = lock.read().strip()
        lock.close()
        raise Taken(f"数据库 {path} 已有门户在用（{holder}）") from error
    lock.truncate(0)
    lock.write(f"进程 {os.getpid()}，端口 {port}，{_moment(time.time())}起")
    lock.flush()
    _held.append(lock)


def let_go() -> None:
    """Close what a forked process got of its parent's claims; the parent still holds them."""
    while _held:
        _held.pop().close()


def _name(port: int) -> str:
    return f"\0tanggu-plan-port-{port}"  # in the abstract name space: leaves no file behind


def _pid_behind(port: int) -> int:
    """Return the process that holds the port's name, 0 where none does."""
    with socket.socket(socket.AF_UNIX) as asking:
        try:
            asking.connect(_name(port))
        except OSError:
            return 0
        size = struct.calcsize("3i")
        told = asking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
        return struct.unpack("3i", told)[0]


def _holder(port: int) -> str:
    pid = _pid_behind(port)
    try:
        started = os.stat(f"/proc/{pid}").st_ctime
    except OSError:
        return ""
    return f"（进程 {pid}，{_moment(started)}起）"


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))


def _private(path, flags):
    return os.open(path, flags, 0o600)
