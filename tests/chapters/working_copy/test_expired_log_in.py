"""A log-in that ends while typing: nothing typed is lost, nothing is stored by it."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from chapters.models import Section
from tests.admin_site import address
from tests.chapters.working_copy.rivals import MINE, THEIRS, form_in, opened, shown
from tests.html import parse


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
