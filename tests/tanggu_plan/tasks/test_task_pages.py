"""Pages of tasks: the state where the result will be, and the list of all."""

import pytest
from django.urls import reverse

from chapters.editions import publishing
from chapters.models import Section
from chapters.pdf import rendering
from tanggu_plan.models import BackgroundTask
from tanggu_plan.tasks.running import run_now
from tanggu_plan.text.refusals import Refused
from tests.html import parse, text_of

LIST = reverse("admin:tanggu_plan_backgroundtask_changelist")


@pytest.fixture
def proposed(edition, editor, settings):
    """A proposal whose PDF waits for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    Section.objects.filter(chapter__number=5, number=3).update(text="改过的一节。")
    return publishing.propose(edition.plan, by=editor, kind="CORRECTION", note="改正。")


@pytest.fixture
def task(proposed):
    return BackgroundTask.objects.get(key=f"edition-pdf:{proposed.pk}")


def state_address(task):
    return reverse("admin:tanggu_plan_backgroundtask_state", args=[task.pk])


def test_the_review_page_says_where_its_pdf_stands_and_follows_it(
    as_user, reviewer, proposed, task
):
    page = parse(
        as_user(reviewer).get(reverse("admin:chapters_edition_change", args=[proposed.pk]))
    )

    (place,) = page.cssselect("[data-task]")
    assert place.get("data-task") == state_address(task)
    assert place.get("aria-live") == "polite"
    assert "等待，一般不到一分钟" in text_of(place)
    assert page.cssselect("noscript a")
    assert not page.cssselect('a[href$="plan.pdf"]')


def test_the_state_turns_into_the_result_and_its_address(as_user, reviewer, proposed, task):
    client = as_user(reviewer)
    assert "data-under-way" in client.get(state_address(task)).content.decode()

    run_now(task)

    (link,) = parse(client.get(state_address(task))).cssselect("a")
    assert client.get(link.get("href"))["Content-Type"] == "application/pdf"


def test_a_failure_is_told_and_tried_again_by_those_whose_step_it_is(
    as_user, reviewer, make_staff, task, monkeypatch
):
    def fail(document, **_):
        raise Refused("正文太长。")

    monkeypatch.setattr(rendering, "render", fail)
    run_now(task)
    again = reverse("admin:tanggu_plan_backgroundtask_again", args=[task.pk])

    assert as_user(make_staff("shuju", "数据")).post(again).status_code == 403
    client = as_user(reviewer)
    state = parse(client.get(state_address(task)))
    assert "没有生成：正文太长。" in text_of(state)
    assert [form.action for form in state.forms] == [again]
    client.post(again)
    task.refresh_from_db()
    assert (task.state, task.asked_by, task.attempts) == ("WAITING", reviewer, 0)


def test_auditors_list_all_tasks_and_nobody_changes_one(as_user, make_staff, editor, task):
    auditor = as_user(make_staff("shenji", "审计"))
    change = reverse("admin:tanggu_plan_backgroundtask_change", args=[task.pk])

    assert str(task) in auditor.get(LIST).content.decode()
    assert str(task) in auditor.get(change).content.decode()
    assert auditor.post(change, {"state": "DONE"}).status_code == 403
    assert as_user(editor).get(LIST).status_code == 403


def test_strangers_are_told_nothing(client, make_staff, as_user, task):
    assert client.get(state_address(task)).status_code == 302
    assert as_user(make_staff("guanli", "管理")).get(state_address(task)).status_code == 403


def test_readers_are_told_that_a_pdf_is_not_there_yet(client, plan, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    publishing.publish_original(plan)

    answer = client.get("/2021-2025/plan.pdf")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "PDF 还没有生成好" in answer.content.decode()
    assert "还没有生成好" in client.get("/").content.decode()
    assert "还没有生成好" in client.get("/2021-2025/editions/1/").content.decode()
    assert "还没有生成好" in client.get("/2021-2025/editions/").content.decode()
    assert "chapter.pdf" not in client.get("/2021-2025/3/").content.decode()


def test_a_restored_text_has_the_pdf_of_the_edition_with_the_same_text_until_its_own_is_there(
    client, publish_change, edition, publisher, settings
):
    publish_change()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    restored = publishing.republish(edition, by=publisher, reason="恢复。")

    first = client.get("/2021-2025/editions/1/plan.pdf").content
    assert client.get("/2021-2025/plan.pdf").content == first
    assert client.get("/2021-2025/3/chapter.pdf").status_code == 200
    page = client.get("/2021-2025/editions/3/").content.decode()
    assert "第1版的文本与这一版相同；这一版自己的 PDF 还没有生成好" in page
    assert 'href="/2021-2025/editions/1/plan.pdf"' in page
    run_now(BackgroundTask.objects.get(key=f"edition-pdf:{restored.pk}"))
    after = client.get("/2021-2025/editions/3/").content.decode()
    assert 'href="/2021-2025/editions/3/plan.pdf"' in after
    assert "还没有生成好" not in after
