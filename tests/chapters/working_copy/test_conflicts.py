"""Two people on one row: nothing typed is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chapters.models import Chapter, Plan, Section
from chapters.working_copy.conflicts import version_of
from tests.admin_site import address
from tests.chapters.working_copy.rivals import MINE, THEIRS, form_in, opened, shown
from tests.html import parse, text_of


@pytest.fixture
def section(plan):
    return Section.objects.get(chapter__plan=plan, chapter__number=2, number=1)


def test_the_second_save_of_a_section_is_refused_with_both_texts(fang, hua, section):
    url = address(section)
    mine, theirs = opened(fang, url), opened(hua, url)
    hua.post(url, theirs | {"text": THEIRS})

    response = fang.post(url, mine | {"text": MINE})

    section.refresh_from_db()
    assert section.text == THEIRS
    (notice,) = shown(response, "#edit-conflict-notice")
    assert "lihua在" in notice
    assert "您写的没有保存，也没有丢" in notice
    assert shown(response, ".stored-text") == [THEIRS]
    assert form_in(response)["text"].split() == MINE.split()
    assert "我写的另一段。" in "".join(shown(response, ".edit-conflict ins"))


def test_saving_again_from_there_is_against_the_newest_version(fang, hua, section):
    url = address(section)
    mine, theirs = opened(fang, url), opened(hua, url)
    hua.post(url, theirs | {"text": THEIRS})
    refused = fang.post(url, mine | {"text": MINE})

    again = fang.post(url, form_in(refused) | {"text": f"{THEIRS}\n{MINE}"})

    section.refresh_from_db()
    assert again.status_code == 302
    assert section.text == f"{THEIRS}\n{MINE}"
    assert THEIRS in section.history.all()[1].text


def test_a_third_person_in_between_is_noticed_too(fang, hua, section):
    url = address(section)
    mine, theirs = opened(fang, url), opened(hua, url)
    hua.post(url, theirs | {"text": THEIRS})
    refused = form_in(fang.post(url, mine | {"text": MINE}))
    hua.post(url, opened(hua, url) | {"text": "第三次写的。"})

    response = fang.post(url, refused)

    section.refresh_from_db()
    assert section.text == "第三次写的。"
    assert shown(response, ".stored-text") == ["第三次写的。"]


def test_a_field_that_only_the_other_changed_is_not_turned_back(fang, hua, section):
    url = address(section)
    mine, theirs = opened(fang, url), opened(hua, url)
    hua.post(url, theirs | {"text": THEIRS})

    refused = fang.post(url, mine | {"title": "我的标题"})
    fang.post(url, form_in(refused))

    section.refresh_from_db()
    assert (section.title, section.text) == ("我的标题", THEIRS)
    assert "您没有改动的栏已换成对方保存的内容：正文。" in text_of(parse(refused))


def test_the_same_words_typed_by_both_are_no_quarrel(fang, hua, section):
    url = address(section)
    mine, theirs = opened(fang, url), opened(hua, url)
    hua.post(url, theirs | {"text": THEIRS})

    response = fang.post(url, mine | {"text": THEIRS})

    assert shown(response, ".stored-text") == []
    assert "现在和工作稿一样" in text_of(parse(response))


def test_a_change_that_no_record_tells_of_is_noticed(fang, section):
    url = address(section)
    mine = opened(fang, url)
    Section.objects.filter(pk=section.pk).update(text=THEIRS)

    response = fang.post(url, mine | {"text": MINE})

    assert "有人保存过它" in shown(response, "#edit-conflict-notice")[0]
    assert shown(response, ".stored-text") == [THEIRS]


def test_a_form_that_does_not_say_when_it_was_opened_overwrites_nothing(fang, section):
    fields = opened(fang, address(section))
    del fields["opened_at"]

    fang.post(address(section), fields | {"text": MINE})

    assert Section.objects.get(pk=section.pk).text == section.text


@pytest.mark.parametrize(
    ("find", "field"),
    [
        (lambda plan: plan, "preface"),
        (lambda plan: plan, "short_title"),
        (lambda plan: plan.chapters.get(number=1), "lead"),
        (lambda plan: plan.indicators.get(number=2), "name"),
    ],
    ids=["preface", "title of the plan", "chapter", "indicator"],
)
def test_every_form_of_the_working_copy_notices(fang, hua, plan, find, field):
    row = find(plan)
    url = address(row)
    mine, theirs = opened(fang, url), opened(hua, url)
    saved = hua.post(url, theirs | {field: "同事写的。"})

    response = fang.post(url, mine | {field: "我写的。"})

    row.refresh_from_db()
    assert saved.status_code == 302
    assert getattr(row, field) == "同事写的。"
    assert shown(response, ".stored-text") == ["同事写的。"]


def test_a_preview_keeps_the_version_and_warns(fang, hua, section):
    url = address(section)
    mine, theirs = opened(fang, url), opened(hua, url)
    untouched = fang.post(url, mine | {"text": MINE, "_preview": "预览"})
    hua.post(url, theirs | {"text": THEIRS})

    late = fang.post(url, form_in(untouched) | {"_preview": "预览"})

    assert form_in(untouched)["opened_at"] == mine["opened_at"]
    assert shown(untouched, "#edit-conflict-notice") == [""]
    assert "lihua在" in shown(late, "#edit-conflict-notice")[0]
    assert Section.objects.get(pk=section.pk).text == THEIRS


def test_bringing_a_version_back_does_not_overwrite_what_was_saved_meanwhile(fang, hua, section):
    url = address(section, "simple_history", section.history.latest().history_id)
    back = opened(fang, url)
    hua.post(address(section), opened(hua, address(section)) | {"text": THEIRS})

    refused = fang.post(url, back)
    agreed = fang.post(url, form_in(refused) | {"text": MINE})

    assert "lihua在" in shown(refused, "#edit-conflict-notice")[0]
    assert agreed.status_code == 302
    assert Section.objects.get(pk=section.pk).text == MINE


def test_the_words_for_a_section_that_was_deleted_meanwhile_are_given_back(fang, section):
    url = address(section)
    mine = opened(fang, url)
    section.delete()

    response = fang.post(url, mine | {"text": MINE})

    assert response.status_code == 409
    assert MINE.split() == parse(response).cssselect("#kept-text")[0].text.split()
    assert f"{url.removesuffix('change/')}history/" in response.content.decode()


def test_two_clerks_who_add_the_same_number_both_keep_their_words(fang, hua, plan):
    url = reverse("admin:chapters_section_add")
    fields = opened(fang, url) | {"chapter": Chapter.objects.first().pk, "number": 9, "title": "新"}
    hua.post(url, fields | {"text": THEIRS})

    response = fang.post(url, fields | {"text": MINE})

    assert Section.objects.get(number=9).text == THEIRS
    assert form_in(response)["text"].split() == MINE.split()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in anyway")
def test_a_save_waits_for_the_one_before(fang, section):
    fields = opened(fang, address(section))

    with CaptureQueriesContext(connection) as queries:
        fang.post(address(section), fields)

    assert any("FOR UPDATE" in query["sql"] for query in queries)


def test_a_version_is_the_same_however_the_row_was_read(plan):
    assert version_of(plan.history.latest().instance) == version_of(Plan.objects.get())
