"""A portal to compare: one that runs, or a folder's or revision's, served on a fresh database."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.serving import ROOT, granian

NOT_OURS = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}  # of the make that runs the comparison


@contextmanager
def portal(place, settings):
    """Give the origin of a portal named by its http:// address, a folder or a git revision.

    `settings` are the environment variables of one that is served here.
    """
    if place.startswith("http://"):
        yield place.rstrip("/")
    elif Path(place).is_dir():
        with served(Path(place).resolve(), settings) as origin:
            yield origin
    else:
        with TemporaryDirectory(prefix="same-site-") as folder:
            check_out(place, Path(folder))
            with served(Path(folder), settings) as origin:
                yield origin


def check_out(revision, folder):
    command = ["git", "archive", "--format=tar", revision]
    archive = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "--extract", "--directory", str(folder)], input=archive, check=True)


@contextmanager
def served(folder, settings):
    """Set the folder's portal up as `make serve` does, with a database of its own, and serve it."""
    with TemporaryDirectory(prefix="same-site-") as own:
        environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        environment |= settings | {"DATABASE_URL": f"sqlite:///{own}/db.sqlite3"}
        database = "demo-database" if settings["DEMO"] == "on" else "database"
        command = ["make", "var/static/staticfiles.json", database]
        subprocess.run(command, cwd=folder, env=environment, check=True)
        python = folder / ".venv" / "bin" / "python"
        with granian(environment, folder=folder, python=python) as server:
            yield server.origin
