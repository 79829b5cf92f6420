"""What the environment makes of the settings, each read in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, sys
from django.conf import settings

print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""
ASK_SQLITE = """
import json
from django.db import connection

with connection.cursor() as cursor:
    pragmas = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
    print(json.dumps([cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]))
"""
SWITCHES = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
)


def ask(script, *names, **environment):
    """Run the script under nothing but the given environment and return what it prints."""
    answer = subprocess.run(
        [sys.executable, "-c", script, *names],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tanggu_plan.settings",
            "SECRET_KEY": "only for this test",
        }
        | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def test_a_checkout_serves_this_machine_only_and_never_shows_a_trace():
    settings = ask(ASK, "DEBUG", "ALLOWED_HOSTS", *SWITCHES)

    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert not any(settings[name] for name in SWITCHES)


def test_https_is_one_switch():
    settings = ask(ASK, "SECURE_HSTS_SECONDS", *SWITCHES, HTTPS="on")

    assert settings["SECURE_HSTS_SECONDS"] == 365 * 24 * 60 * 60
    assert all(settings[name] for name in SWITCHES)


def test_a_proxys_word_on_https_is_believed_only_when_told_to():
    assert ask(ASK, "SECURE_PROXY_SSL_HEADER") == {"SECURE_PROXY_SSL_HEADER": None}
    assert ask(ASK, "SECURE_PROXY_SSL_HEADER", BEHIND_PROXY="on") == {
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]
    }


def test_sqlite_writes_ahead_waits_and_takes_its_lock_at_once(tmp_path):
    database = f"sqlite:///{tmp_path / 'db.sqlite3'}"

    pragmas = ask(ASK_SQLITE, DATABASE_URL=database)
    options = ask(ASK, "DATABASES", DATABASE_URL=database)["DATABASES"]["default"]["OPTIONS"]

    assert pragmas == ["wal", 1, 20_000, 1]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_a_database_url_names_postgresql():
    settings = ask(ASK, "DATABASES", DATABASE_URL="postgres://clerk:pw@db:5432/plan")

    database = settings["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["NAME"]) == ("db", "plan")
    assert "transaction_mode" not in database.get("OPTIONS", {})


@pytest.mark.parametrize("directive", ["script-src", "style-src"])
def test_the_policy_takes_scripts_and_styles_from_this_site_only(settings, directive):
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives[directive][0] == "'self'"
    assert all(each.startswith("'sha256-") for each in directives[directive][1:])
    assert directives["default-src"] == ["'none'"]
