"""Name what a machine lacks, in one line with its remedy, before a long set-up fails on it.

`make` runs it with whatever python3 there is, before anything is installed: so it imports the
standard library only and keeps to a syntax that an old Python can read.
"""

import socket
import sys
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO

OLDEST_PYTHON = (3, 11)
PANGO_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def lack_of_python():
    """Return what keeps this Python from making a virtual environment, or None."""
    if sys.version_info < OLDEST_PYTHON:
        needed, here = (".".join(map(str, v[:2])) for v in (OLDEST_PYTHON, sys.version_info))
        return f"Python {needed} or newer is needed, this is {here}: make PYTHON=/path/to/python3"
    if not _can_import("ensurepip"):
        return "Python's venv module is missing: sudo apt-get install python3-venv"
    return None


def lack_of_pango():
    """Return what keeps WeasyPrint from loading its system libraries, or None."""
    try:
        with redirect_stdout(StringIO()):  # it prints a page of advice
            import_module("weasyprint")
    except OSError:
        return f"Pango, which sets the PDF, is missing: sudo apt-get install {PANGO_PACKAGES}"
    return None


def lack_of_port(port):
    """Return why nothing can listen on 127.0.0.1:port, or None."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(port)))
        except (OSError, OverflowError, ValueError) as error:
            return f"Port {port} cannot be used ({error}): choose another, make serve PORT=8001"
    return None


def _can_import(name):
    try:
        import_module(name)
    except ImportError:
        return False
    return True


CHECKS = {"python": lack_of_python, "pango": lack_of_pango, "port": lack_of_port}

if __name__ == "__main__":
    sys.exit(CHECKS[sys.argv[1]](*sys.argv[2:]))
