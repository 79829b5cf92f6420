"""The database of an older version brought up to this one, on SQLite or DATABASE_URL."""

import subprocess
import sys

# The process ends before a migration that has done its work is noted as done.
KILLED = """
import os
from django.core.management import execute_from_command_line
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder.record_applied = lambda *migration: os._exit(9)
execute_from_command_line(["manage.py", "migrate"])
"""


def test_an_upgrade_even_killed_once_changes_no_row_and_loses_no_trigger(office):
    office("every-state")
    manage(office, "migrate", "chapters", "0004")  # which did not know the maker of a file
    before = office("tell")

    environment = office.environment | {"DJANGO_SETTINGS_MODULE": "tanggu_plan.settings"}
    killed = subprocess.run([sys.executable, "-c", KILLED], env=environment)
    manage(office, "migrate")

    assert killed.returncode == 9
    assert office("tell") == before
    assert sum(line.startswith("chapters_edition ") for line in before) == 6
    assert sum("TRIGGER" in line for line in before) >= 8
    assert sum(line.startswith("chapters_editionfile ") for line in before) == 8
    assert office("inspect") == ["inspected"]
    manage(office, "verify_audit")


def manage(office, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, env=office.environment, check=True)
