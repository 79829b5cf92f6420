"""The pages on which data is recorded, as clerks use them."""

from datetime import date

import pytest
from django.urls import reverse

from indicators.models import CommitmentStatus, Measurement, Source
from indicators.recording import acts
from tests.admin_site import address
from tests.html import main_text, parse, text_of
from tests.indicators.recording.admin_pages import add_address, errors_in, typed


def test_a_clerk_records_a_value_and_is_told_that_it_waits(recorder_client, indicator, source):
    response = recorder_client.post(add_address(indicator), typed(source), follow=True)

    row = Measurement.objects.get()
    assert (row.value, row.state, row.recorded_by.username) == ("9.1", "PENDING", "jilu")
    assert "另一位同事确认以后才会公开" in text_of(parse(response).cssselect(".messagelist")[0])
    assert response.redirect_chain == [(address(Measurement, "add"), 302)]


def test_a_clerk_records_where_a_commitment_stands(recorder_client, commitment, source):
    recorder_client.post(
        add_address(commitment),
        {"progress": "MET", "as_of": "2023-12-31", "value": "50", "source": source.pk},
    )

    row = CommitmentStatus.objects.get()
    assert (row.progress, row.as_of, row.state) == ("MET", date(2023, 12, 31), "PENDING")


def test_the_form_shows_the_definition_and_what_is_recorded(recorder_client, indicator, measure):
    measure("9.1")

    words = main_text(recorder_client.get(add_address(indicator)))

    for told in (
        "3商品销售总额",
        "亿元",
        "基期值8.3亿元（2020年）",
        "目标值12.45亿元（2025年）",
        "预期性",
    ):
        assert told in words
    assert "9.1亿元（最终）待确认" in words


def test_the_form_shows_the_commitment_in_its_own_words(recorder_client, commitment):
    words = main_text(recorder_client.get(add_address(commitment)))

    assert commitment.quote in words
    assert "2025-12-31（按规划期末推定）" in words


def test_only_the_years_of_the_plan_that_have_begun_are_offered(recorder_client, today, indicator):
    page = parse(recorder_client.get(add_address(indicator)))

    years = [option.get("value") for option in page.cssselect("#id_year option")]
    assert years == ["", "2021", "2022", "2023", "2024"]


def test_only_the_sources_of_the_plan_are_offered(recorder_client, indicator, source, other_plan):
    Source.objects.create(
        plan=other_plan, title="别的", publisher="别的", dated_on=date(2023, 1, 1)
    )

    page = parse(recorder_client.get(add_address(indicator)))

    options = [option.get("value") for option in page.cssselect("#id_source option")]
    assert options == ["", str(source.pk)]


@pytest.fixture
def other_plan(plan):
    plan.pk, plan.slug = None, "2026-2030"
    plan.period_start, plan.period_end, plan.base_year = 2026, 2030, 2025
    plan.save()
    return plan


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"value": "12%"}, "“12%”不能当作数值"),
        ({"value": ""}, "没有填数值"),
        ({"year": "2020"}, "2020"),
        ({"source": ""}, "这个字段是必填项"),
        ({"status": "GUESSED"}, "GUESSED"),
        ({"note": "口径\u202e反"}, "隐藏字符"),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_stays(
    recorder_client, indicator, source, change, told
):
    response = recorder_client.post(
        add_address(indicator), typed(source, note="口径见公报。") | change
    )

    assert any(told in error for error in errors_in(response))
    assert change.get("note", "口径见公报。")[:2] in response.content.decode()
    assert not Measurement.objects.exists()


def test_the_overview_shows_what_is_recorded_and_what_waits(
    recorder_client, measure, confirmer, indicator
):
    acts.confirm(measure("9.1", year=2021), confirmer)
    waiting = measure("9.4", year=2023)

    page = parse(recorder_client.get(address(Measurement, "add")))

    rows = page.cssselect(".record-table tbody tr")
    cells = [text_of(cell) for cell in rows[2].cssselect("td")]
    assert cells == ["9.1更新", "记录", "9.4待确认", "记录"]
    links = [link.get("href") for link in rows[2].cssselect("a")]
    assert links[1:3] == [f"?indicator={indicator.pk}&year=2022", address(waiting)]


def test_the_overview_shows_how_each_commitment_stands(recorder_client, report, confirmer):
    acts.confirm(report("MET"), confirmer)
    report("NOT_MET")

    words = main_text(recorder_client.get(address(CommitmentStatus, "add")))

    assert "17新增养老床位：新增养老床位48张。已达到（截至2023-12-31）。未达到待确认" in words


@pytest.mark.parametrize("model", [Measurement, CommitmentStatus])
def test_the_overview_takes_the_same_few_queries_however_much_there_is(
    recorder_client, measure, report, confirmer, model, django_assert_max_num_queries
):
    for year in (2021, 2022, 2023):
        acts.confirm(measure(year=year), confirmer)
    report()

    with django_assert_max_num_queries(12):
        recorder_client.get(address(model, "add"))


@pytest.mark.parametrize("pk", ["0", "999999", "x", "-1", "9" * 30])
def test_an_indicator_that_there_is_not_is_not_found(recorder_client, plan, pk):
    response = recorder_client.get(f"{address(Measurement, 'add')}?indicator={pk}")

    assert response.status_code == 404


def test_the_source_used_last_is_chosen_already(recorder_client, measure, plan):
    newer = Source.objects.create(
        plan=plan, title="示例年鉴", publisher="示例单位", dated_on=date(2024, 1, 1)
    )
    measure(source=newer)

    page = parse(recorder_client.get(add_address(plan.indicators.get(number=5)) + "&year=2023"))

    chosen = [option.get("value") for option in page.cssselect("option[selected]")]
    assert chosen == ["2023", str(newer.pk)]


def test_what_was_typed_survives_an_expired_log_in(client, indicator, source, recorder):
    client.post(add_address(indicator), typed(source, note="口径见公报。"))
    packed = parse(client.post(add_address(indicator), typed(source, note="口径见公报。")))
    (typed_text,) = packed.cssselect("input[name=typed]")
    login = {"username": "jilu", "password": "jilu-密码-2026", "typed": typed_text.get("value")}
    resumed = parse(client.post(reverse("admin:login"), login)).cssselect("form[action]")[-1]
    fields = {box.get("name"): box.get("value") for box in resumed.cssselect("input[name]")}

    response = client.post(resumed.get("action"), fields)

    page = parse(response)
    assert page.cssselect("#id_value")[0].get("value") == "9.1"
    assert "口径见公报。" in page.cssselect("#id_note")[0].text_content()
    assert not Measurement.objects.exists()
