"""The verdict of each kind of target, word for word."""

from datetime import date

import pytest

from chapters.plan.document import Nature
from indicators.progress.arithmetic import expected_completion_on
from indicators.progress.kinds import Kind, kind_of
from indicators.progress.observations import Observation
from indicators.progress.printed import with_unit
from indicators.progress.targets import describe, formulas
from indicators.progress.verdicts import judge
from indicators.progress.wording import Outcome
from tests.indicators.progress.judging import D, confirmed, indicator, verdict_on, workings


@pytest.mark.parametrize(
    ("base", "target", "unit", "kind"),
    [
        ("", "〔48〕", "张", Kind.CUMULATIVE),
        ("", "[48]", "张", Kind.CUMULATIVE),
        ("", "累计48", "张", Kind.CUMULATIVE),
        ("", "新增48张", "", Kind.CUMULATIVE),
        ("", "新增48张左右", "", Kind.ROUGH),
        ("", "≤2%", "", Kind.BOUND),
        ("", "≤ 2", "%", Kind.BOUND),
        ("", "＜2％", "", Kind.BOUND),
        ("", "≥6支", "", Kind.BOUND),
        ("", "2%以内", "", Kind.BOUND),
        ("", "控制在2%以内", "", Kind.BOUND),
        ("", "6支以上", "", Kind.BOUND),
        ("", "达到98%", "", Kind.BOUND),
        ("", "不低于6支以下", "", Kind.TEXT),
        ("", "200∶1", "户/人", Kind.BOUND),
        ("100", "年均增长7%", "亿元", Kind.AVERAGE_GROWTH),
        ("100", "年均下降3%以上", "吨", Kind.AVERAGE_GROWTH),
        ("100", "年均增长7%左右", "亿元", Kind.ROUGH),
        ("80", "提高6个百分点", "%", Kind.CHANGE),
        ("80", "提高6", "个百分点", Kind.CHANGE),
        ("80%", "86%", "", Kind.LEVEL),
        ("50家", "80家", "", Kind.LEVEL),
        ("50家", "80户", "", Kind.BOUND),
        ("", "86", "%", Kind.BOUND),
        ("100", "保持95%以上", "%", Kind.KEEP),
        ("100", "保持增长", "亿元", Kind.TEXT),
        ("5", "与经济增长同步", "%", Kind.RELATIONAL),
        ("5", "高于全市平均水平", "%", Kind.RELATIONAL),
        ("", "基本完善", "", Kind.TEXT),
    ],
)
def test_the_print_tells_what_kind_of_target_it_is(base, target, unit, kind):
    assert kind_of(confirmed(indicator(base, target, unit))) is kind


def test_a_yearly_rate_in_the_name_is_an_average():
    row = indicator("6", "7", "%", name="地区生产总值年均增长")

    assert kind_of(row) is Kind.AVERAGE


def test_a_unit_that_the_print_lacks_is_not_filled_in(tanggu):
    verdict = verdict_on(tanggu.indicator(1), {2021: "1.1"})

    assert "为1.1，" in verdict.sentence
    assert "单位原文未注" in verdict.sentence


def test_a_cumulative_target_adds_up_and_names_the_missing_year():
    verdict = verdict_on(
        confirmed(indicator("", "〔48〕", "张", "养老床位")), {2021: "12", 2023: "24"}
    )

    assert verdict.sentence == (
        "养老床位已公布2年，累计36张，目标为“〔48〕张”，完成率75%，时间进度60%；缺2022年；"
        "数据截至2023年，2025年尚无监测值。"
    )
    assert workings(verdict)["完成率"] == "(12 + 24) ÷ 48 = 75%"


def test_a_cumulative_target_is_met_as_soon_as_the_sum_is_there():
    verdict = verdict_on(confirmed(indicator("", "新增48张")), {2022: "50"})

    assert verdict.outcome is Outcome.MET


def test_a_sum_that_once_fell_may_fall_again():
    verdict = verdict_on(confirmed(indicator("", "新增48张")), {2021: "-1", 2022: "50"})

    assert verdict.outcome is Outcome.UNDECIDED


def test_a_sum_with_a_year_missing_is_not_called_short():
    verdict = verdict_on(confirmed(indicator("", "新增48张")), {2021: "10", 2025: "10"})

    assert (verdict.outcome, verdict.wording) == (Outcome.UNDECIDED, "数据不全")


@pytest.mark.parametrize(
    ("target", "actual", "outcome"),
    [
        ("2%以内", "2", Outcome.MET),
        ("2%以下", "2.1", Outcome.NOT_MET),
        ("6支以上", "6", Outcome.MET),
        ("超过6支", "6", Outcome.NOT_MET),
        ("不满6支", "6", Outcome.NOT_MET),
        ("不超过6支", "6", Outcome.MET),
        ("200∶1", "200∶1", Outcome.MET),
        ("200∶1", "201∶1", Outcome.NOT_MET),
    ],
)
def test_a_limit_includes_its_number_unless_the_words_exclude_it(target, actual, outcome):
    assert verdict_on(confirmed(indicator("", target)), {2025: actual}).outcome is outcome


def test_a_limit_shows_the_margin_in_points():
    row = indicator("3.5", "≤2", "%", "重新犯罪率", Nature.BINDING)

    verdict = verdict_on(row, {2025: "2.5"})

    assert verdict.sentence == (
        "2025年重新犯罪率为2.5%，目标为“≤2%”，未完成，比目标高0.5个百分点，完成率约66.7%。"
    )
    assert workings(verdict)["对照"] == "2.5 > 2"


def test_a_limit_shows_the_margin_in_its_unit():
    verdict = verdict_on(indicator("", "6支以上", name="文化队伍"), {2025: "7"})

    assert verdict.sentence == ("2025年文化队伍为7支，目标为“6支以上”，达到预期，比目标多1支。")
    assert verdict.completion is None


def test_an_average_growth_is_the_root_of_the_whole():
    row = indicator("100", "年均增长7%", "亿元", "地区生产总值")

    verdict = verdict_on(row, {2023: "120"})

    assert verdict.sentence == (
        "2023年地区生产总值为120亿元，目标为“年均增长7%”，2020年以来年均增长约6.3%；"
        "数据截至2023年，2025年尚无监测值。"
    )
    assert workings(verdict)["年均增长率"] == "(120 ÷ 100)^(1 ÷ 3) − 1 ≈ 6.3%"


def test_an_average_growth_met_exactly_is_met():
    row = indicator("100", "年均增长10%")

    outcomes = [verdict_on(row, {2025: value}).outcome for value in ("161.051", "161.05")]

    assert outcomes == [Outcome.MET, Outcome.NOT_MET]


def test_an_average_growth_is_taken_from_the_rates_where_rates_are_measured():
    row = indicator("6", "7", "%", "地区生产总值年均增长")

    verdict = verdict_on(row, {2021: "8", 2022: "6.9"})

    assert verdict.sentence == (
        "2022年当年地区生产总值增长为6.9%，目标为“7%”，已公布2年，年均增长约7.4%；"
        "数据截至2022年，2025年尚无监测值。"
    )


def test_nothing_loses_more_than_all_of_it():
    row = confirmed(indicator("6", "年均增长7%", "%"))

    verdict = verdict_on(row, dict.fromkeys((2021, 2022), "-300") | {2023: "0"})

    assert workings(verdict)["年均增长率"].endswith("= −100%")


def test_points_are_the_difference_to_the_base():
    verdict = verdict_on(confirmed(indicator("80", "提高6个百分点", "%", "覆盖率")), {2025: "85.5"})

    assert verdict.sentence == (
        "2025年覆盖率为85.5%，目标为“提高6个百分点”，低于预期，比2020年提高5.5个百分点。"
    )
    assert verdict.completion is None


@pytest.mark.parametrize(("actual", "outcome"), [("78", Outcome.MET), ("79", Outcome.NOT_MET)])
def test_a_fall_in_points_falls(actual, outcome):
    assert (
        verdict_on(confirmed(indicator("80", "降低2个百分点", "%")), {2025: actual}).outcome
        is outcome
    )


def test_a_milestone_is_quoted_with_what_was_reported():
    verdict = verdict_on(indicator("", "走在全区前列", name="垃圾分类"), {2025: "全区第三"})

    assert (verdict.outcome, verdict.wording) == (Outcome.UNDECIDED, "以原文表述为准")
    assert verdict.sentence == "2025年垃圾分类为“全区第三”，目标为“走在全区前列”，以原文表述为准。"


def test_a_target_beside_another_figure_needs_that_figure():
    verdict = verdict_on(indicator("", "与经济增长同步", "%", "居民收入"), {2025: "5.2"})

    assert verdict.wording == "需与另一数据对照"


def test_a_value_that_is_no_number_is_not_compared():
    verdict = verdict_on(indicator("8.3", "12.45", "亿元"), {2025: "约10"})

    assert verdict.sentence == (
        "2025年产值为“约10亿元”，目标为“12.45亿元”，监测值不是可以与目标比较的数字。"
    )


def test_without_measurements_there_is_no_verdict(tanggu):
    verdict = verdict_on(tanggu.indicator(3), {})

    assert verdict.outcome is Outcome.NOT_MEASURED
    assert verdict.sentence == "商品销售总额2025年目标为“12.45亿元”，暂无监测值。"


def test_a_year_given_as_missing_is_said():
    row = indicator("1", "2", "亿元")

    said = [verdict_on(row, values).sentence for values in ({2022: ""}, {2022: "1.5", 2025: ""})]

    assert "2022年来源未给出数值" in said[0]
    assert "数据截至2022年，2025年来源未给出数值" in said[1]


def test_measurements_outside_the_plan_are_left_out():
    verdict = verdict_on(indicator("1", "2"), {2020: "5", 2026: "9"})

    assert verdict.outcome is Outcome.NOT_MEASURED


def test_of_one_year_the_last_value_counts_in_any_order_of_years():
    row = indicator("0", "10")
    observations = [Observation(2024, "9"), Observation(2022, "1"), Observation(2024, "8")]

    verdict = judge(row, observations, 2020, 2025)

    assert (verdict.latest.printed, verdict.completion) == ("8", D("0.8"))


def test_the_time_passed_is_known_for_any_day():
    days = (date(2020, 12, 31), date(2023, 12, 31), date(2024, 7, 1), date(2030, 1, 1))

    shares = [expected_completion_on(2020, 2025, day) for day in days]

    assert shares == [0, D("0.6"), (3 + D(183) / 366) / 5, 1]


@pytest.mark.parametrize(
    ("target", "working"),
    [
        ("≤2%", "监测值 ≤ 2，有监测值后比较"),
        ("年均增长7%", "(监测值 ÷ 80)^(1 ÷ 年数) − 1，有监测值后计算"),
        ("提高6个百分点", "监测值 − 80，单位为百分点，有监测值后计算"),
        ("与经济增长同步", "不计算：目标要与另一个数据对照"),
    ],
)
def test_the_way_of_judging_is_shown_before_there_are_measurements(target, working):
    assert formulas(confirmed(indicator("80", target)), 2020)[-1].working == working


def test_a_limit_is_described_as_printed():
    assert describe(indicator("", "6支以上", name="文化队伍"), 2020, 2025) == (
        "规划预期文化队伍到2025年达到“6支以上”。"
    )


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("8.3", "8.3张"), ("〔48〕", "〔48〕张"), ("48张", "48张"), ("200∶1", "200∶1"), ("", "")],
)
def test_a_unit_follows_a_number_only(printed, shown):
    assert with_unit(printed, "张") == shown
