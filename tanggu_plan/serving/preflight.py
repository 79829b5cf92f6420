"""Install the system packages that a machine lacks, or name in one line what keeps it from that.

`make` runs it with whatever python3 there is, before anything is downloaded: so it imports the
standard library only and keeps to a syntax that an old Python can read.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from ctypes.util import find_library
from glob import glob
from importlib.util import find_spec
from shutil import which

from tanggu_plan.serving.unit.claims import Taken, refuse_taken_port

OLDEST_PYTHON = (3, 11)

# Debian's packages by who needs them, each with a look for what it brings, whoever brought it.
NEEDS: dict[str, dict[str, Callable[[], object]]] = {
    "serve": {
        "make": lambda: which("make"),
        "python3-venv": lambda: find_spec("ensurepip"),
        "libpangoft2-1.0-0": lambda: find_library("pangoft2-1.0"),  # and Pango, which sets the PDF
    },
    "lint": {"npm": lambda: which("npm")},  # prettier
    "test": {
        "poppler-utils": lambda: which("pdftotext"),  # reads PDFs back
        # A test takes it away and wants the same bytes.
        "libharfbuzz-subset0": lambda: find_library("harfbuzz-subset"),
    },
    "browser": {
        "chromium-headless-shell": lambda: which("chromium-headless-shell"),
        "fonts-noto-cjk": lambda: glob("/usr/share/fonts/*/noto/NotoSansCJK-Regular.ttc"),
        "npm": lambda: which("npm"),  # axe, and the smaller plotly.js
    },
    "conformance": {
        "poppler-utils": lambda: which("pdftotext"),
        "qpdf": lambda: which("qpdf"),
        "default-jre-headless": lambda: which("java"),  # veraPDF, which lacks libjaxb-java
        "libjaxb-java": lambda: glob("/usr/share/java/jaxb-runtime.jar"),
    },
    "postgres": {
        "poppler-utils": lambda: which("pdftotext"),
        "postgresql": lambda: glob("/usr/lib/postgresql/*/bin/postgres"),
    },
    "benchmark": {"nginx-light": lambda: glob("/usr/sbin/nginx")},  # the limit of serving
}

# An install that was cut off is ended first. The lists of one source of many may be out of reach:
# what counts is that the packages are found.
APT_GET = """
export DEBIAN_FRONTEND=noninteractive
dpkg --configure -a
apt-get -qq update
exec apt-get -qq install --yes --no-install-recommends "$@"
"""


def lack_of_python():
    """Return why this Python is too old, or None."""
    if sys.version_info < OLDEST_PYTHON:
        needed, here = (".".join(map(str, v[:2])) for v in (OLDEST_PYTHON, sys.version_info))
        return f"需要 Python {needed} 或更新的版本，这里是 {here}：make serve PYTHON=路径/python3"
    return None


def lack_of_packages(*groups):
    """Install what the groups need and is not there; return why that cannot be, or None."""
    packages = missing_packages(groups or NEEDS)
    if not packages:
        return None
    names = " ".join(packages)
    if not which("apt-get"):
        return f"缺少系统软件包，请用本机的方法安装（这里是 Debian 的名称）：{names}"
    is_root = os.geteuid() == 0
    apt_get = "apt-get" if is_root else "sudo apt-get"
    by_hand = f"{apt_get} update && {apt_get} install --no-install-recommends {names}"
    if not (is_root or sudo_asks_nothing()):
        return f"缺少系统软件包，请先执行：{by_hand}"
    if not agreed(f"缺少系统软件包，用 apt-get 安装：{names}"):
        return f"没有安装。可以自己执行：{by_hand}"
    complaint = install(packages, [] if is_root else ["sudo", "-n"])
    return complaint and f"没有装上（{complaint}）。可以自己执行：{by_hand}"


def missing_packages(groups):
    """Return the packages of the groups that this machine lacks, each once."""
    needed = {name: is_there for group in groups for name, is_there in NEEDS[group].items()}
    return [name for name, is_there in needed.items() if not is_there()]


def sudo_asks_nothing():
    """Tell whether sudo is there and asks for no password."""
    return bool(which("sudo")) and run(["sudo", "-n", "true"]).returncode == 0


def agreed(announcement):
    """Say what is about to happen and, on a terminal, wait for Enter. False on Ctrl-C or Ctrl-D."""
    asks = sys.stdin is not None and sys.stdin.isatty()
    print(announcement + "（回车继续，Ctrl-C 取消）" * asks, file=sys.stderr)  # noqa: T201
    try:
        return not asks or sys.stdin.readline() != ""
    except KeyboardInterrupt:
        return False


def install(packages, as_root):
    """Install the packages by apt-get and return None, or its first complaint."""
    obey = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for apt-get: it ends in order
    done = run([*as_root, "sh", "-c", APT_GET, "apt-get", *packages])
    signal.signal(signal.SIGINT, obey)
    if done.returncode == 0:
        return None
    lines = done.stderr.decode(errors="replace").splitlines()
    complaints = [line for line in lines if line.startswith(("E:", "W:"))]
    return complaints[0] if complaints else "apt-get 中途停止"


def run(command):
    return subprocess.run(  # noqa: S603, all arguments are ours
        command, stdin=subprocess.DEVNULL, capture_output=True
    )


def lack_of_port(port):
    """Return why nothing can listen on 127.0.0.1:port, or None."""
    try:
        refuse_taken_port(port)
    except Taken as taken:
        return f"{taken}。请先停止它，或者换一个端口：make serve PORT=8001"
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(port)))
        except (OSError, OverflowError, ValueError) as error:
            return f"端口 {port} 不能用（{error}），请换一个：make serve PORT=8001"
    return None


CHECKS = {
    "packages": lambda *groups: lack_of_python() or lack_of_packages(*groups),
    "port": lack_of_port,
}

if __name__ == "__main__":
    sys.exit(CHECKS[sys.argv[1]](*sys.argv[2:]))
