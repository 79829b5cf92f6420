"""What recording refers to stays: indicators, sources, commitments."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from chapters import plantext
from chapters.working_copy.conflicts import version_of
from chapters.working_copy.rows import freeze, store
from indicators.models import Indicator, Source
from indicators.recording import acts
from tanggu_plan.text.refusals import Refused
from tests.admin_site import address
from tests.html import main_text, parse, text_of
from tests.indicators.recording.admin_pages import REASON, errors_in


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

    assert "监测值:3商品销售总额2022年" in main_text(asked)
    assert "已有监测值的指标不能删除" in main_text(asked)
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
        address(source, "simple_history", source.history.earliest().pk), fields
    )

    assert "统计" in [text_of(ins) for ins in parse(history).cssselect("ins")]
    assert parse(history).cssselect("#change-history a") == []
    assert version.status_code == 404


def test_the_commitments_are_looked_at_only(recorder_client, commitment):
    page = recorder_client.get(address(commitment))

    assert commitment.quote in main_text(page)
    assert parse(page).cssselect("#content-main input:not([type=hidden]), textarea") == []
    assert recorder_client.post(address(commitment), {"measure": "改"}).status_code == 403
