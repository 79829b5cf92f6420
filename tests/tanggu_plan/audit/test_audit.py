"""What goes on the audit log, and how 审计 reads it."""

import csv
import io

import pytest
from django.urls import reverse

from chapters.models import Section, WrongWording
from chapters.working_copy.conflicts import version_of
from tanggu_plan import audit
from tanggu_plan.audit import Action
from tanggu_plan.models import AuditEntry
from tests.html import parse, text_of
from tests.tanggu_plan.audit.log import last, run, unguarded

LIST = "/admin/tanggu_plan/auditentry/"


# What goes on record


def test_an_entry_cannot_be_made_to_look_like_two(db):
    entry = audit.append(
        Action.LOGIN_FAILED, actor="未登录", subject="a\n第9条 王芳\u202e\x00", details="一\n二\x1b"
    )

    assert entry.subject == "a〈U+000A〉第9条 王芳〈U+202E〉〈U+0000〉"
    assert entry.details == "一\n二〈U+001B〉"
    assert audit.first_fault() == ""


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
        audit.append(Action.EDIT, actor="王芳", subject=str(number))

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
    audit.append(Action.LOGIN_FAILED, actor="未登录", subject=f"{start}cmd|' /C calc'!A0")

    *_, row = exported(auditor_client.post(f"{LIST}export/"))

    assert row[4].startswith(("'", "\\t"))


def test_looking_at_the_address_of_the_export_exports_nothing(auditor_client):
    assert auditor_client.get(f"{LIST}export/").status_code == 405
    assert last(Action.EXPORT) is None
