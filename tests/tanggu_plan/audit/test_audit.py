"""The audit log: what goes on it, that nothing leaves it, and how 审计 reads it."""

import csv
import io
from contextlib import contextmanager
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from chapters.models import Section, WrongWording
from chapters.working_copy.conflicts import version_of
from tanggu_plan import audit
from tanggu_plan.audit import Action
from tanggu_plan.models import AuditEntry
from tests.html import parse, text_of

TRIGGERS = import_module("tanggu_plan.migrations.0002_audit_cannot_change")
LIST = "/admin/tanggu_plan/auditentry/"


@pytest.fixture
def entries(db):
    """Five entries on an empty record."""
    with unguarded():
        AuditEntry.objects.all().delete()
    return [
        audit.record(Action.EDIT, actor="王芳", subject=f"第{n}节", details="修改")
        for n in range(1, 6)
    ]


@pytest.fixture
def auditor_client(client, make_staff, entries):
    client.force_login(make_staff("shenji", "审计"))
    return client


@contextmanager
def unguarded():
    """Take the database's guard off, as somebody with the database's own password could."""
    for statement in TRIGGERS.REMOVE[connection.vendor]:
        run(statement)
    yield
    for statement in TRIGGERS.MAKE[connection.vendor]:
        run(statement)


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.replace("AUDITLOG", AuditEntry._meta.db_table))


def last(action):
    return AuditEntry.objects.filter(action=action).first()


def verified(*options):
    out = StringIO()
    call_command("verify_audit", *options, stdout=out)
    return out.getvalue()


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
    assert audit.first_fault() is None


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
    assert audit.first_broken() == number


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


# What goes on record


def test_an_entry_cannot_be_made_to_look_like_two(db):
    entry = audit.record(
        Action.LOGIN_FAILED, actor="未登录", subject="a\n第9条 王芳\u202e\x00", details="一\n二\x1b"
    )

    assert entry.subject == "a\\n第9条 王芳\\u202e\\x00"
    assert entry.details == "一\n二\\x1b"
    assert audit.first_fault() is None


def test_an_act_and_its_entry_are_stored_together_or_not_at_all(client, editor, plan, monkeypatch):
    section = Section.objects.first()
    client.force_login(editor)
    client.raise_request_exception = False
    monkeypatch.setattr(audit, "digest_of", lambda entry: None)
    fields = {"chapter": section.chapter_id, "number": section.number, "title": "新的标题"}

    response = client.post(
        reverse("admin:chapters_section_change", args=[section.pk]),
        fields | {"text": section.text, "opened_at": version_of(section)},
    )

    assert response.status_code == 500
    assert not Section.objects.filter(title="新的标题").exists()


def test_nobody_logs_in_unrecorded(client, editor, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(audit, "digest_of", lambda entry: None)

    log_in(client, "bianji", "bianji-密码-2026")

    assert client.get("/admin/").status_code == 302


def log_in(client, name, password):
    return client.post("/admin/login/", {"username": name, "password": password})


def test_logging_in_and_out_is_recorded_with_the_address(client, editor):
    log_in(client, "bianji", "bianji-密码-2026")
    client.post("/admin/logout/")

    assert last(Action.LOGIN).actor == last(Action.LOGOUT).actor == "bianji"
    assert last(Action.LOGIN).details == "来自 127.0.0.1"


def test_a_failed_log_in_is_recorded_without_the_password(client, editor):
    log_in(client, "bianji", "绝不能记下的密码")

    entry = last(Action.LOGIN_FAILED)
    assert (entry.actor, entry.subject) == ("未登录", "bianji")
    assert not AuditEntry.objects.filter(details__contains="绝不能记下").exists()


def test_a_flood_of_failures_fills_neither_the_record_nor_the_door(client, editor):
    for _ in range(30):
        log_in(client, "bianji", "错的密码")

    failures = AuditEntry.objects.filter(action=Action.LOGIN_FAILED)
    assert failures.count() == 5
    assert "锁定15分钟" in failures.first().details


def test_an_edit_is_recorded_with_its_author(client, editor, plan):
    section = Section.objects.first()
    client.force_login(editor)
    fields = {"chapter": section.chapter_id, "number": section.number, "title": "新的标题"}

    client.post(
        reverse("admin:chapters_section_change", args=[section.pk]),
        fields | {"text": section.text, "opened_at": version_of(section)},
    )

    entry = last(Action.EDIT)
    assert (entry.actor, entry.details) == ("bianji", "修改")
    assert "新的标题" in entry.subject


def test_rows_without_a_history_are_recorded_too(db):
    row = WrongWording.objects.create(wrong="按装", right="安装")
    row.save()
    row.delete()

    said = AuditEntry.objects.filter(subject__contains="按装").values_list("details", flat=True)
    assert list(said) == ["删除", "修改", "新建"]


def test_accounts_and_roles_are_recorded_without_the_password(make_staff):
    user = make_staff("xinren", "编辑")
    user.set_password("绝不能记下的密码")
    user.is_active = False
    user.save()
    user.groups.clear()

    told = list(AuditEntry.objects.filter(action=Action.ACCOUNT).values_list("details", flat=True))
    assert told[:2] == ["清空组：全部", "保存账号：停用、可登录后台、设了新密码"]
    assert "加入组：编辑" in told
    assert not any("绝不能记下" in details for details in told)


# Reading it


def test_the_auditor_reads_searches_and_filters(auditor_client):
    found = auditor_client.get(LIST, {"q": "第3节", "action__exact": "EDIT", "actor": "系统"})
    of_fang = auditor_client.get(LIST, {"q": "第3节"})

    assert found.context["cl"].result_count == 0
    assert [entry.number for entry in of_fang.context["cl"].result_list] == [3]


def test_the_list_takes_the_same_few_queries_however_long_the_record(
    auditor_client, django_assert_num_queries
):
    for number in range(60):
        audit.record(Action.EDIT, actor="王芳", subject=str(number))

    with django_assert_num_queries(10):
        auditor_client.get(LIST)


@pytest.mark.parametrize("view", ["add/", "3/change/", "3/delete/"])
def test_nobody_changes_an_entry_in_the_admin(client, admin_user, entries, view):
    client.force_login(admin_user)

    response = client.post(LIST + view, {"actor": "别人", "post": "yes"})

    assert response.status_code == 403


@pytest.mark.parametrize("role", ["编辑", "审核", "发布", "数据", "管理"])
def test_only_the_auditor_sees_the_record(client, make_staff, entries, role):
    client.force_login(make_staff("tongshi", role))

    answers = [client.get(LIST), client.post(f"{LIST}export/"), client.post(f"{LIST}verify/")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_the_list_says_whether_the_record_is_whole(auditor_client):
    whole = auditor_client.post(f"{LIST}verify/", follow=True)
    with unguarded():
        run("UPDATE AUDITLOG SET actor = '李华' WHERE number = 3")
    broken = auditor_client.post(f"{LIST}verify/", follow=True)

    assert "操作记录完整" in text_of(parse(whole).cssselect(".messagelist")[0])
    assert "断在第3条" in text_of(parse(broken).cssselect(".messagelist")[0])


def exported(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_export_holds_what_the_list_shows_and_is_recorded_itself(auditor_client, entries):
    response = auditor_client.post(f"{LIST}export/?q=第3节")

    header, row = exported(response)
    assert header[:3] == ["序号", "时间", "操作人"]
    assert (row[0], row[2], row[4], row[-1]) == ("3", "王芳", "第3节", entries[2].digest)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert last(Action.EXPORT).actor == "shenji"
    assert last(Action.EXPORT).details.startswith("1条")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_the_export_is_a_formula(auditor_client, start):
    audit.record(Action.LOGIN_FAILED, actor="未登录", subject=f"{start}cmd|' /C calc'!A0")

    *_, row = exported(auditor_client.post(f"{LIST}export/"))

    assert row[4].startswith(("'", "\\t"))


def test_looking_at_the_address_of_the_export_exports_nothing(auditor_client):
    assert auditor_client.get(f"{LIST}export/").status_code == 405
    assert last(Action.EXPORT) is None
