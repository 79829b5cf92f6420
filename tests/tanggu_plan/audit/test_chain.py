"""The audit log cannot be changed unnoticed: the database's refusal, and the chain."""

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, connection, transaction

from tanggu_plan import audit
from tanggu_plan.models import AuditEntry
from tests.tanggu_plan.audit.log import run, unguarded, verified

# The database's own refusal


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE AUDITLOG SET actor = '别人'",
        "UPDATE AUDITLOG SET details = 'x' WHERE number = 3",
        "DELETE FROM AUDITLOG WHERE number = 3",
        "DELETE FROM AUDITLOG",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(entries, statement):
    with pytest.raises(DatabaseError, match="操作记录不能"):
        run(statement)

    assert list(AuditEntry.objects.order_by("number")) == entries
    assert audit.first_fault() == ""


def test_the_database_refuses_what_the_orm_asks(entries):
    entry = entries[2]
    entry.subject = "别的"

    for change in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(DatabaseError, match="操作记录不能"), transaction.atomic():
            change()

    assert AuditEntry.objects.count() == 5


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way to overwrite a row")
def test_sqlite_refuses_to_replace_an_entry(entries):
    with pytest.raises(DatabaseError, match="操作记录不能"):
        run("REPLACE INTO AUDITLOG SELECT * FROM AUDITLOG WHERE number = 3")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own ways")
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE AUDITLOG",
        "SET LOCAL session_replication_role = replica; DELETE FROM AUDITLOG",
        "INSERT INTO AUDITLOG SELECT * FROM AUDITLOG "
        "ON CONFLICT (number) DO UPDATE SET actor = 'x'",
    ],
)
def test_postgresql_refuses_its_own_ways_to_empty_or_overwrite(entries, statement):
    with pytest.raises(DatabaseError, match="操作记录不能"):
        run(statement)

    assert AuditEntry.objects.count() == 5


# The chain


def test_a_whole_record_verifies_and_prints_its_last_entry(entries):
    told = verified()

    assert "操作记录完整，共5条" in told
    assert f"5:{entries[-1].digest}" in told


@pytest.mark.parametrize(
    ("tampering", "number", "told"),
    [
        ("UPDATE AUDITLOG SET actor = '李华' WHERE number = 3", 3, "被改动过"),
        ("UPDATE AUDITLOG SET at = '2020-01-01 00:00:00+00:00' WHERE number = 2", 2, "被改动过"),
        ("DELETE FROM AUDITLOG WHERE number = 2", 2, "不见了，下一条是第3条"),
        ("DELETE FROM AUDITLOG WHERE number IN (3, 4)", 3, "不见了，下一条是第5条"),
        ("DELETE FROM AUDITLOG WHERE number = 1", 1, "不见了"),
        ("UPDATE AUDITLOG SET number = 7 - number + 100 WHERE number IN (3, 4)", 3, "不见了"),
    ],
    ids=["actor", "time", "deleted", "two deleted", "first deleted", "renumbered"],
)
def test_the_first_broken_entry_is_named(entries, tampering, number, told):
    with unguarded():
        run(tampering)

    with pytest.raises(CommandError, match=f"断在第{number}条：.*{told}"):
        verified()
    assert audit.first_fault().startswith(f"第{number}条：")


def test_two_entries_that_changed_places_are_found(entries):
    with unguarded():
        run("UPDATE AUDITLOG SET number = 99 WHERE number = 3")
        run("UPDATE AUDITLOG SET number = 3 WHERE number = 4")
        run("UPDATE AUDITLOG SET number = 4 WHERE number = 99")

    with pytest.raises(CommandError, match="断在第3条：内容与它自己的摘要不符"):
        verified()


def test_a_forger_who_computes_the_digest_anew_breaks_the_next_entry(entries):
    forged = entries[2]
    forged.actor = "李华"
    with unguarded():
        AuditEntry.objects.filter(number=3).update(actor="李华", digest=audit.digest_of(forged))

    with pytest.raises(CommandError, match="断在第4条：接不上第3条"):
        verified()


def test_entries_cut_off_at_the_end_are_found_by_what_was_written_down(entries):
    known = f"5:{entries[-1].digest}"
    with unguarded():
        run("DELETE FROM AUDITLOG WHERE number > 3")

    assert "共3条" in verified()
    with pytest.raises(CommandError, match="第5条与上次记下的摘要不符"):
        verified("--known", known)


def test_what_was_written_down_of_a_whole_record_is_found_again(entries):
    assert "完整" in verified("--known", f"4:{entries[3].digest}")


def test_an_empty_record_verifies(entries):
    with unguarded():
        run("DELETE FROM AUDITLOG")

    assert "是空的" in verified()
