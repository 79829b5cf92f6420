import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from chapters.working_copy.conflicts import version_of
from indicators.models import Indicator
from tests.admin_site import address, messages_in
from tests.html import parse, text_of


@pytest.fixture
def clerk_client(client, db):
    clerk = User.objects.create_user("wangfang", is_staff=True)
    codenames = ["view_indicator", "change_indicator"]
    clerk.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(clerk)
    return client


@pytest.fixture
def indicator(plan):
    return plan.indicators.get(number=1)


def fields_of(indicator, **changes):
    names = ["number", "name", "unit", "base_value", "target_value", "nature"]
    kept = {"plan": indicator.plan_id, "opened_at": version_of(Indicator.objects.get(number=1))}
    return kept | {n: getattr(indicator, n) for n in names} | changes


@pytest.mark.parametrize("printed", ["0.0075", "1.6228", "１００", "〔10000〕", "0.90"])
def test_a_value_is_kept_as_printed(clerk_client, indicator, printed):
    clerk_client.post(address(indicator), fields_of(indicator, base_value=f" {printed}\u00a0"))

    indicator.refresh_from_db()
    assert indicator.base_value == printed


def test_saving_says_that_the_public_page_has_not_changed(clerk_client, edition, indicator):
    public = reverse("indicators:indicator_detail", args=[edition.plan.slug, 1])
    before = clerk_client.get(public).content

    response = clerk_client.post(
        address(indicator), fields_of(indicator, target_value="9.99"), follow=True
    )

    assert "已保存到工作稿，公开页面尚未改变。" in messages_in(response)[0]
    assert clerk_client.get(public).content == before


def test_a_value_that_is_no_number_is_accepted_with_a_hint(clerk_client, indicator):
    response = clerk_client.post(
        address(indicator), fields_of(indicator, target_value="明显提高"), follow=True
    )

    indicator.refresh_from_db()
    assert indicator.target_value == "明显提高"
    assert any("不是单纯的数字" in message for message in messages_in(response))


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("number", 2, "这部规划里已经有这个指标序号。"),
        ("nature", "指导性", "指导性"),
        ("target_value", " \u200b", "这个字段是必填项。"),
    ],
)
def test_what_an_indicator_cannot_be_is_refused_in_chinese(
    clerk_client, indicator, field, value, error
):
    response = clerk_client.post(address(indicator), fields_of(indicator, **{field: value}))

    errors = parse(response).cssselect(".errorlist")
    assert any(error in text_of(found) for found in errors)


def test_the_form_links_to_the_public_page(clerk_client, edition, indicator):
    response = clerk_client.get(address(indicator))

    (link,) = parse(response).cssselect("a.viewsitelink")
    assert link.get("href") == reverse("indicators:indicator_detail", args=[edition.plan.slug, 1])


def test_the_record_shows_which_value_changed(clerk_client, indicator):
    clerk_client.post(address(indicator), fields_of(indicator, base_value="0.0075"))

    response = clerk_client.get(address(indicator, "history"))

    (ins,) = parse(response).cssselect("#change-history ins")
    assert text_of(ins) == "0.0075"


def test_the_list_takes_the_same_few_queries_however_many_rows(
    clerk_client, plan, django_assert_num_queries
):
    with django_assert_num_queries(11):
        clerk_client.get(reverse("admin:indicators_indicator_changelist"))
