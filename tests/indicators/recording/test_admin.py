"""The lists of what is recorded, and what waits on the start page."""

import pytest
from django.urls import reverse

from indicators.models import CommitmentStatus, Indicator, Measurement, Source
from indicators.recording import acts
from tests.admin_site import address
from tests.html import main_text, parse, text_of
from tests.indicators.recording.admin_pages import REASON

# Lists


def test_the_list_begins_with_what_waits(recorder_client, measure, confirmer):
    waiting = measure("9.1", year=2021)
    acts.confirm(measure("9.2", year=2022), confirmer)

    page = parse(recorder_client.get(address(Measurement, "changelist")))

    rows = [text_of(row) for row in page.cssselect("#result_list tbody tr")]
    assert len(rows) == 2
    assert f"{waiting.year}" in rows[0]
    assert "待确认" in rows[0]
    assert "示例公报" in rows[1]
    assert "queren" in rows[1]


@pytest.mark.parametrize(("who", "shown"), [("me", ["2022"]), ("others", ["2021"])])
def test_the_list_is_filtered_by_whose_turn_it_is(
    recorder_client, measure, recorder, confirmer, who, shown
):
    measure(year=2021)
    measure(year=2022, by=confirmer)
    acts.confirm(measure(year=2023), confirmer)

    page = parse(recorder_client.get(address(Measurement, "changelist"), {"waiting": who}))

    assert [text_of(cell) for cell in page.cssselect("td.field-year")] == shown


def test_the_list_offers_no_bulk_action(as_user, measure, django_user_model):
    measure()

    page = parse(
        as_user(django_user_model.objects.create_superuser("chief")).get(
            address(Measurement, "changelist")
        )
    )

    assert page.cssselect("select[name=action], input.action-select") == []


@pytest.mark.parametrize("model", [Measurement, CommitmentStatus])
def test_the_list_takes_the_same_few_queries_however_many_rows(
    recorder_client, measure, report, confirmer, model, django_assert_max_num_queries
):
    for year in (2021, 2022, 2023):
        acts.confirm(measure(year=year), confirmer)
    acts.confirm(report(), confirmer)
    report("MET")

    with django_assert_max_num_queries(12):
        recorder_client.get(address(model, "changelist"))


# The start page


def test_the_start_page_shows_what_waits_to_those_it_waits_for(
    as_user, measure, report, recorder, confirmer, make_staff
):
    measure()
    report()

    of_recorder = main_text(as_user(recorder).get(reverse("admin:index")))
    of_confirmer = main_text(as_user(confirmer).get(reverse("admin:index")))
    of_editor = main_text(as_user(make_staff("bianji", "编辑")).get(reverse("admin:index")))

    assert "您记录的监测值，等另一位同事确认3商品销售总额2022年：9.1亿元（最终）" in of_recorder
    assert "现在没有等您确认的监测值。" in of_recorder
    assert "等您确认的监测值3商品销售总额2022年：9.1亿元（最终），jilu于" in of_confirmer
    assert "等您确认的承诺进展17新增养老床位" in of_confirmer
    assert "监测值" not in of_editor


def test_the_start_page_leads_recorders_to_their_lists(recorder_client, plan):
    page = parse(recorder_client.get(reverse("admin:index")))

    doors = [link.get("href") for link in page.cssselect(".shortcuts a")]
    assert {
        address(model, "changelist") for model in (Measurement, CommitmentStatus, Source, Indicator)
    } <= set(doors)


def test_the_start_page_stays_short(as_user, measure, plan, confirmer):
    for indicator in plan.indicators.all():
        for year in (2021, 2022):
            measure(indicator.base_value, indicator=indicator, year=year)

    page = parse(as_user(confirmer).get(reverse("admin:index")))

    section = page.cssselect("[aria-labelledby=desk-measurement]")[0]
    assert len(section.cssselect("li")) == 10
    (all_,) = section.cssselect("p a")
    assert text_of(all_) == "全部12条"


def test_what_was_returned_leaves_the_desk_once_it_is_recorded_again(
    recorder_client, measure, confirmer
):
    acts.return_(measure(), confirmer, REASON)
    measure("9.3")

    assert REASON not in recorder_client.get(reverse("admin:index")).content.decode()
