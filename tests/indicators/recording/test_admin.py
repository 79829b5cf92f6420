"""The pages on which data is recorded, confirmed and returned, as clerks use them."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from chapters import plantext
from chapters.working_copy.conflicts import version_of
from chapters.working_copy.rows import freeze, store
from indicators.models import CommitmentStatus, Indicator, Measurement, Source
from indicators.recording import acts
from tanggu_plan.text.refusals import Refused
from tests.html import parse, text_of

REASON = "公报第3页是9.3，请核对。"
HOSTILE = "<script>alert(1)</script>&\"'"


@pytest.fixture
def recorder_client(as_user, recorder):
    return as_user(recorder)


def address(row, view="change", *args):
    meta = row._meta
    args = args or ([row.pk] if view not in ("add", "changelist") else [])
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{view}", args=args)


def add_address(subject):
    model = Measurement if isinstance(subject, Indicator) else CommitmentStatus
    return f"{address(model, 'add')}?{subject._meta.model_name}={subject.pk}"


def typed(source, **changes):
    kept = {"year": "2022", "value": "9.1", "status": "FINAL", "source": source.pk, "note": ""}
    return kept | {"opened_at": ""} | changes


def words_of(response):
    return text_of(parse(response).cssselect("main")[0])


def errors_in(response):
    return [text_of(found) for found in parse(response).cssselect(".errornote, .errorlist")]


def buttons_of(response):
    found = parse(response).cssselect("#content-main :is(input[type=submit], a.button)")
    return [text_of(button) or button.get("value") for button in found]


# Recording


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

    words = words_of(recorder_client.get(add_address(indicator)))

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
    words = words_of(recorder_client.get(add_address(commitment)))

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

    words = words_of(recorder_client.get(address(CommitmentStatus, "add")))

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


# Reviewing


def test_the_confirmer_sees_all_that_has_to_be_checked(as_user, measure, confirmer):
    acts.confirm(measure("9.1", status="PRELIMINARY"), confirmer)
    row = measure("9.3", note="口径见公报。")

    words = words_of(as_user(confirmer).get(address(row)))

    for told in (
        "2022年",
        "9.3亿元（最终）",
        "示例单位《示例公报》（2023-03-01）",
        "口径见公报。",
        "基期值8.3亿元（2020年）",
        "现在公开的是：9.1亿元（初步）",
        "queren确认",
    ):
        assert told in words


def test_a_confirmation_takes_one_click(as_user, measure, confirmer):
    row = measure()
    client = as_user(confirmer)
    assert buttons_of(client.get(address(row))) == ["确认", "退回"]

    response = client.post(address(row, "confirm"), follow=True)

    row.refresh_from_db()
    assert (row.state, row.confirmed_by) == ("CONFIRMED", confirmer)
    assert "已确认，从现在起公开。" in words_of(response)
    assert buttons_of(response) == []


def test_a_return_reaches_the_recorder_with_its_reason(as_user, measure, recorder, confirmer):
    row = measure()
    as_user(confirmer).post(address(row, "return"), {"words": REASON})

    desk = words_of(as_user(recorder).get(reverse("admin:index")))

    assert "退回给您的监测值" in desk
    assert REASON in desk


def test_a_return_without_a_reason_is_refused(as_user, measure, confirmer):
    row = measure()

    response = as_user(confirmer).post(address(row, "return"), {"words": " "})

    assert "请写明理由，记录人要照它改正。" in errors_in(response)
    assert Measurement.objects.get().state == "PENDING"


def test_the_recorder_may_take_back_and_record_again_with_the_same_words(
    recorder_client, measure, indicator
):
    row = measure("9.1", note="口径见公报。")
    assert buttons_of(recorder_client.get(address(row))) == ["撤回"]

    taken_back = recorder_client.post(address(row, "return"), {"words": "年度错了。"}, follow=True)
    (again,) = parse(taken_back).cssselect("a.button")
    page = parse(recorder_client.get(again.get("href")))

    assert text_of(again) == "重新记录"
    assert page.cssselect("#id_value")[0].get("value") == "9.1"
    assert "口径见公报。" in page.cssselect("#id_note")[0].text_content()


def test_somebody_elses_row_is_not_recorded_again(as_user, measure, confirmer, indicator):
    row = measure()
    acts.return_(row, confirmer, REASON)

    response = as_user(confirmer).get(f"{add_address(indicator)}&again={row.pk}")

    assert response.status_code == 404


def test_of_two_who_confirm_the_second_is_told(as_user, measure, confirmer, make_staff):
    row = measure()
    acts.confirm(row, make_staff("third", "数据"))

    response = as_user(confirmer).post(address(row, "confirm"))

    assert "这一条现在是“已确认”，同事刚才已经办过。请刷新页面看它的经过。" in errors_in(response)


def test_looking_at_the_address_of_a_step_takes_no_step(as_user, measure, confirmer):
    row = measure()

    for step in ("confirm", "return"):
        response = as_user(confirmer).get(address(row, step))
        assert response.headers["Location"] == address(row)

    assert Measurement.objects.get().state == "PENDING"


def test_whatever_was_typed_is_shown_as_text(as_user, report, confirmer):
    row = report(responsible=HOSTILE, note=HOSTILE)
    acts.return_(row, confirmer, HOSTILE)

    for page in (address(row), address(CommitmentStatus, "changelist"), add_address(row.subject)):
        assert "<script>alert" not in as_user(confirmer).get(page).content.decode()


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

    of_recorder = words_of(as_user(recorder).get(reverse("admin:index")))
    of_confirmer = words_of(as_user(confirmer).get(reverse("admin:index")))
    of_editor = words_of(as_user(make_staff("bianji", "编辑")).get(reverse("admin:index")))

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


# What recording refers to


def test_a_measured_indicator_keeps_its_number_and_its_plan(client, measure, indicator, make_staff):
    measure()
    client.force_login(make_staff("bianji", "编辑"))
    fields = ["number", "name", "unit", "base_value", "target_value", "nature"]
    posted = {name: getattr(indicator, name) for name in fields} | {
        "plan": indicator.plan_id,
        "number": 9,
        "opened_at": version_of(Indicator.objects.get(pk=indicator.pk)),
    }

    response = client.post(address(indicator), posted)

    assert "已有监测值，所属规划和序号不能再改" in errors_in(response)[0] + errors_in(response)[-1]
    assert Indicator.objects.get(pk=indicator.pk).number == 3


def test_a_measured_indicator_is_not_deleted(client, measure, indicator, make_staff):
    measure()
    client.force_login(make_staff("bianji", "编辑"))

    asked = client.get(address(indicator, "delete"))
    client.post(address(indicator, "delete"), {"post": "yes"})

    assert "监测值:3商品销售总额2022年" in words_of(asked)
    assert "已有监测值的指标不能删除" in words_of(asked)
    assert Indicator.objects.filter(pk=indicator.pk).exists()


def test_a_file_that_lacks_a_measured_indicator_is_refused_whole(plan, measure, tmp_path):
    measure(indicator=plan.indicators.get(number=6), value="1800")
    before = plantext.write(freeze(plan))
    (row,) = [line for line in before.splitlines() if "新增就业人口" in line and line[0] == "|"]
    file = tmp_path / "plan.md"
    file.write_text(before.replace(f"{row}\n", "").replace("脱贫摘帽", "脱贫致富"), "utf-8")

    with pytest.raises(CommandError, match=r"6 新增就业人口.*已有监测值.*什么也没有存"):
        call_command("import_plan", file, "--noinput")

    assert plantext.write(freeze(plan)) == before


def with_names(document, *names):
    """The document with other names for its first indicators."""
    kept = document.indicators[len(names) :]
    renamed = [
        replace(row, name=name) for row, name in zip(document.indicators, names, strict=False)
    ]
    return replace(document, indicators=(*renamed, *kept))


@pytest.mark.parametrize(
    "names",
    [
        ("规上工业企业产值", "商品销售总额", "市场主体数量"),
        ("规上工业企业产值", "示例指标", "市场主体数量", "商品销售总额"),
        ("规上工业企业产值", "市场主体数量", "社会消费品零售总额", "实际利用内资"),
    ],
    ids=["swapped", "one put before it", "taken out"],
)
def test_a_file_in_which_a_measured_indicator_moves_is_refused(plan, tanggu, measure, names):
    measure()

    with pytest.raises(Refused, match=r"3 商品销售总额.*不是第3项了"):
        store(with_names(tanggu, *names))

    assert plan.indicators.get(number=3).name == "商品销售总额"


def test_a_file_may_correct_the_name_of_a_measured_indicator(plan, tanggu, measure):
    measure()

    store(with_names(tanggu, "规上工业企业产值", "市场主体数量", "商品销售额"))

    assert plan.indicators.get(number=3).name == "商品销售额"


def test_a_source_in_use_keeps_all_but_its_address(as_user, measure, recorder, source):
    measure()
    client = as_user(recorder)

    client.post(
        address(source), {"title": "改", "publisher": "改", "address": "https://example.org/a"}
    )

    source.refresh_from_db()
    assert (source.title, source.address) == ("示例公报", "https://example.org/a")


def test_a_source_that_nothing_rests_on_may_be_corrected(
    as_user, measure, recorder, confirmer, source
):
    acts.return_(measure(), confirmer, REASON)
    fields = {"plan": source.plan_id, "publisher": "示例单位", "dated_on": "2023-03-01"}

    as_user(recorder).post(address(source), fields | {"title": "示例统计公报"})

    source.refresh_from_db()
    assert source.title == "示例统计公报"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"dated_on": "2024-07-01"}, "2024-07-01还没有到"),
        ({"address": "javascript:alert(1)"}, "输入一个有效的URL"),
        ({}, "这部规划已经登记过这份文件"),
    ],
)
def test_a_source_that_cannot_be_is_refused(recorder_client, today, source, change, told):
    fields = {"plan": source.plan_id, "title": "示例公报", "publisher": "示例单位"}

    response = recorder_client.post(
        address(Source, "add"), fields | {"dated_on": "2023-03-01"} | change
    )

    assert any(told in error for error in errors_in(response))
    assert Source.objects.count() == 1


def test_the_record_of_a_source_shows_what_changed_and_brings_nothing_back(recorder_client, source):
    fields = {"plan": source.plan_id, "publisher": "示例单位", "dated_on": "2023-03-01"}
    recorder_client.post(address(source), fields | {"title": "示例统计公报"})

    history = recorder_client.get(address(source, "history"))
    version = recorder_client.post(
        address(source, "simple_history", source.pk, source.history.earliest().pk), fields
    )

    assert "统计" in [text_of(ins) for ins in parse(history).cssselect("ins")]
    assert parse(history).cssselect("#change-history a") == []
    assert version.status_code == 404


def test_the_commitments_are_looked_at_only(recorder_client, commitment):
    page = recorder_client.get(address(commitment))

    assert commitment.quote in words_of(page)
    assert parse(page).cssselect("#content-main input:not([type=hidden]), textarea") == []
    assert recorder_client.post(address(commitment), {"measure": "改"}).status_code == 403
