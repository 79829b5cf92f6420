"""Two people on one row, a log-in that ends while typing: nothing typed is lost or overwritten."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chapters.models import Chapter, Plan, Section
from chapters.working_copy.conflicts import version_of
from tests.html import parse, text_of

MINE = "我写的一段。\n我写的另一段。"
THEIRS = "同事写的一段。"


@pytest.fixture
def fang(client, make_staff):
    client.force_login(make_staff("wangfang", "编辑"))
    return client


@pytest.fixture
def hua(make_staff):
    client = Client()
    client.force_login(make_staff("lihua", "编辑"))
    return client


@pytest.fixture
def section(plan):
    return Section.objects.get(chapter__plan=plan, chapter__number=2, number=1)


def address(row, view="change", *args):
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{view}", args=[row.pk, *args])


def opened(client, url):
    """What the form at the address posts if nothing is typed."""
    return form_in(client.get(url))


def form_in(response):
    form = next(form for form in parse(response).forms if "opened_at" in form.fields)
    return {name: value or "" for name, value in form.form_values()}


def shown(response, css):
    return [text_of(found) for found in parse(response).cssselect(css)]


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


# Log-ins that end


@pytest.fixture
def password_of_fang(fang):
    return "wangfang-密码-2026"


@pytest.mark.parametrize("button", ["_save", "_preview", "_continue"])
def test_an_expired_log_in_brings_the_typed_text_back(fang, section, password_of_fang, button):
    url = address(section)
    typed = opened(fang, url) | {"text": f"{MINE}<script>", button: "保存"}
    fang.logout()

    asked = fang.post(url, typed)
    failed = fang.post("/admin/login/", log_in_fields(asked, "错的密码"))
    resumed = fang.post("/admin/login/", log_in_fields(failed, password_of_fang))
    back = fang.post(url, resume_fields(resumed))

    assert asked.status_code == 403
    assert "您写的文字还在" in asked.content.decode()
    assert form_in(back)["text"].split() == f"{MINE}<script>".split()
    assert form_in(back)["opened_at"] == typed["opened_at"]
    assert Section.objects.get(pk=section.pk).text == section.text
    assert fang.post(url, form_in(back)).status_code == 302


def log_in_fields(page, password):
    (form,) = parse(page).cssselect("#login-form")
    return dict(form.form_values()) | {"username": "wangfang", "password": password}


def resume_fields(page):
    form = parse(page).cssselect("#content form")[0]
    assert form.action.startswith("/admin/chapters/")
    return dict(form.form_values()) | {"_preview": "回到编辑页面"}


def test_what_somebody_saved_meanwhile_is_noticed_after_the_log_in(
    fang, hua, section, password_of_fang
):
    url = address(section)
    typed = opened(fang, url) | {"text": MINE}
    fang.logout()
    asked = fang.post(url, typed)
    hua.post(url, opened(hua, url) | {"text": THEIRS})

    resumed = fang.post("/admin/login/", log_in_fields(asked, password_of_fang))
    back = fang.post(url, resume_fields(resumed))

    assert shown(back, ".stored-text") == [THEIRS]
    assert form_in(back)["text"].split() == MINE.split()


def test_a_lock_shows_the_typed_text(fang, section):
    fields = opened(fang, address(section)) | {"text": MINE}
    fang.logout()
    page = fang.post(address(section), fields)

    for _ in range(5):
        page = fang.post("/admin/login/", log_in_fields_of(page))

    assert page.status_code == 429
    assert parse(page).cssselect("textarea")[0].text.split() == MINE.split()


def log_in_fields_of(page):
    typed = parse(page).cssselect("input[name=typed]")[0].get("value")
    return {"username": "wangfang", "password": "错的密码", "typed": typed}


@pytest.mark.parametrize("typed", ["", "x", "WyIvL2V2aWwuZXhhbXBsZSIsW11d:1x:forged"])
def test_nobody_else_can_hand_text_to_the_log_in_page(fang, typed):
    fang.logout()

    response = fang.post(
        "/admin/login/",
        {"username": "wangfang", "password": "wangfang-密码-2026", "typed": typed},
    )

    assert response.status_code == 302
    assert response.url == "/admin/"


def test_whoever_may_not_edit_gets_no_preview_of_handed_on_text(fang, section):
    url = address(section)
    asked_of = opened(fang, url) | {"text": MINE}
    user = Group.objects.get(name="编辑").user_set.get(username="wangfang")
    user.groups.set(Group.objects.filter(name="审核"))

    assert fang.post(url, asked_of | {"_preview": "x"}).status_code == 403


def test_a_token_that_does_not_fit_keeps_the_text(make_staff, section):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_staff("wangfang", "编辑"))
    url = address(section)
    typed = opened(strict, url) | {"text": MINE, "csrfmiddlewaretoken": "x" * 64}

    refused = strict.post(url, typed)
    (form,) = (form for form in parse(refused).forms if "opened_at" in form.fields)
    back = strict.post(form.action, dict(form.form_values()) | {"_preview": "x"})

    assert refused.status_code == 403
    assert "这一页已经失效，操作没有执行" in refused.content.decode()
    assert shown(refused, "blockquote")[-1] == MINE.replace("\n", "")
    assert form_in(back)["text"].split() == MINE.split()


def test_another_sites_form_is_not_played_back(make_staff, section):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_staff("wangfang", "编辑"))

    refused = strict.post(
        address(section),
        {"opened_at": "", "text": "别的网站写的一段话"},
        HTTP_ORIGIN="https://evil.example",
    )

    assert refused.status_code == 403
    assert "别的网站写的" not in refused.content.decode()


def test_no_password_is_ever_shown_again(make_staff):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_staff("wangfang", "编辑"))

    refused = strict.post(
        "/admin/password_change/",
        {"old_password": "绝不能显示的旧密码", "new_password1": "绝不能显示的新密码"},
    )

    assert refused.status_code == 403
    assert "绝不能显示" not in refused.content.decode()
