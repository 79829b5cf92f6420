"""A post that cannot be stored: told so, with the reason, and every typed word is there."""

import errno
import sqlite3

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from chapters.models import Section
from tanggu_plan.staff import not_stored
from tests.html import parse, text_of

WORDS = "改过的一节，写了很久的一段话。"


@pytest.fixture
def section(plan):
    return Section.objects.get(chapter__number=5, number=3)


@pytest.fixture
def lenient(editor):
    """The editor's client; a fault is the page that a clerk sees."""
    client = Client(raise_request_exception=False)
    client.force_login(editor)
    return client


def address_of(section):
    return reverse("admin:chapters_section_change", args=[section.pk])


def fields_of(client, section, **changes):
    page = parse(client.get(address_of(section)))
    (form,) = [each for each in page.forms if each.get("id") == "section_form"]
    return dict(form.form_values()) | changes


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (OperationalError("database is locked"), "数据库正忙"),
        (OperationalError("database or disk is full"), "磁盘满了"),
        (OperationalError("attempt to write a readonly database"), "只能读"),
        (OperationalError("server closed the connection unexpectedly"), "连不上"),
        (InterfaceError("connection already closed"), "连不上"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
    ],
)
def test_the_page_says_why_and_holds_every_word(lenient, section, monkeypatch, trouble, reason):
    fields = fields_of(lenient, section, text=WORDS)

    def fail(*arguments, **named):
        raise trouble

    with monkeypatch.context() as patch:
        patch.setattr(Section, "save", fail)
        answer = lenient.post(address_of(section), fields)

    page = parse(answer)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert reason in text_of(page)
    assert WORDS in [text_of(each) for each in page.cssselect("textarea")]
    section.refresh_from_db()
    assert WORDS not in section.text
    (again,) = page.forms
    assert again.action == address_of(section)
    assert lenient.post(again.action, dict(again.form_values())).status_code == 302
    section.refresh_from_db()
    assert section.text == WORDS


def test_a_real_database_without_room_is_told(lenient, section):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite takes a limit")
    fields = fields_of(lenient, section, text=WORDS * 2000)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        answer = lenient.post(address_of(section), fields)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")

    assert answer.status_code == 503
    assert "磁盘满了" in text_of(parse(answer))
    assert WORDS in answer.content.decode()


def test_a_real_lock_of_another_is_told(tmp_path):
    database = tmp_path / "db.sqlite3"
    with sqlite3.connect(database) as holder, sqlite3.connect(database, timeout=0) as other:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError) as locked:
            other.execute("BEGIN IMMEDIATE")

    assert not_stored.reason_for(OperationalError(*locked.value.args)).startswith("数据库正忙")


def test_a_password_is_not_handed_back(lenient, monkeypatch):
    def fail(*arguments, **named):
        raise OperationalError("database is locked")

    monkeypatch.setattr("django.contrib.auth.models.AbstractBaseUser.check_password", fail)

    answer = Client(raise_request_exception=False).post(
        reverse("admin:login"), {"username": "bianji", "password": "secret-密码"}
    )

    assert answer.status_code == 503
    assert "secret-密码" not in answer.content.decode()


def test_a_fault_of_ours_and_a_reader_see_the_usual_page(lenient, section, monkeypatch):
    fields = fields_of(lenient, section, text=WORDS)

    def fail(*arguments, **named):
        raise RuntimeError("ours")

    monkeypatch.setattr(Section, "save", fail)

    assert lenient.post(address_of(section), fields).status_code == 500
