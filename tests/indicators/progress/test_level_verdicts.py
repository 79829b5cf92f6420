"""The verdict of a level to be reached or kept, word for word."""

import pytest

from chapters.plan.document import Nature
from indicators.progress.wording import Outcome
from tests.indicators.progress.judging import D, confirmed, indicator, verdict_on, workings


def test_a_level_before_the_target_year_is_set_beside_the_time_passed():
    verdict = verdict_on(indicator("8.3", "12.45", "亿元", "商品销售总额"), {2023: "10.2"})

    assert (verdict.outcome, verdict.wording) == (Outcome.UNDECIDED, "未到目标年")
    assert verdict.sentence == (
        "2023年商品销售总额为10.2亿元，目标为12.45亿元，完成率约45.8%，时间进度60%；"
        "数据截至2023年，2025年尚无监测值。"
    )


def test_a_level_shows_its_working_and_both_paths():
    verdict = verdict_on(indicator("8.3", "12.45", "亿元"), {2023: "10.2"})

    assert workings(verdict) == {
        "完成率": "(10.2 − 8.3) ÷ (12.45 − 8.3) ≈ 45.8%",
        "序时进度": "(2023 − 2020) ÷ (2025 − 2020) = 60%",
        "线性推算": "8.3 + (12.45 − 8.3) × 3 ÷ 5 = 10.79",
        "几何推算": "8.3 × (12.45 ÷ 8.3)^(3 ÷ 5) ≈ 10.586",
    }


def test_a_level_reached_meets_what_was_anticipated():
    verdict = verdict_on(indicator("8.3", "12.45", "亿元"), {2025: "12.45"})

    assert (verdict.outcome, verdict.wording) == (Outcome.MET, "达到预期")
    assert verdict.sentence == "2025年产值为12.45亿元，目标为12.45亿元，达到预期，完成率100%。"


def test_a_preliminary_value_gives_a_verdict_marked_so():
    row = indicator("8.3", "12.45", "亿元")

    verdict = verdict_on(row, {2025: "12.6"}, is_preliminary=True)

    assert verdict.wording == "达到预期（初步）"
    assert verdict.sentence == (
        "2025年产值为12.6亿元（初步数），目标为12.45亿元，初步判断达到预期，完成率约103.6%。"
    )


def test_a_binding_level_is_completed_or_not():
    row = confirmed(indicator("10", "2", "吨", nature=Nature.BINDING))

    wordings = [verdict_on(row, {2025: printed}).wording for printed in ("2", "3")]

    assert wordings == ["完成", "未完成"]


def test_an_anticipated_level_missed_is_below_expectation_and_nothing_worse():
    verdict = verdict_on(indicator("8.3", "12.45"), {2025: "12"})

    assert verdict.wording == "低于预期"
    assert "未完成" not in verdict.sentence


@pytest.mark.parametrize(
    ("actual", "share"), [("8.8", D("-0.12")), ("20.8", D("1.08")), ("10", D(0))]
)
def test_completion_is_not_clipped(actual, share):
    assert verdict_on(indicator("10", "20"), {2022: actual}).completion == share


def test_what_is_barely_short_of_the_target_is_not_rounded_to_all_of_it():
    verdict = verdict_on(indicator("0", "100000"), {2025: "99999"})

    assert "低于预期，完成率约99.999%" not in verdict.sentence
    assert "低于预期，完成率99.999%" in verdict.sentence


def test_a_value_of_one_digit_makes_the_completion_approximate():
    verdict = verdict_on(indicator("0.2", "0.3", "万家", "市场主体数量"), {2021: "0.25"})

    assert "0.2、0.3只有一位有效数字，完成率是约数" in verdict.sentence


def test_a_percentage_is_compared_in_points():
    verdict = verdict_on(indicator("80", "86", "%", "覆盖率"), {2023: "83"})

    assert verdict.sentence == (
        "2023年覆盖率为83%，目标为86%，比2020年提高3个百分点，完成率50%，时间进度60%；"
        "数据截至2023年，2025年尚无监测值。"
    )
    assert "几何推算" not in workings(verdict)


def test_a_level_to_be_kept_is_told_year_by_year_without_a_percentage(tanggu):
    verdict = verdict_on(tanggu.indicator(6), {2021: "2100", 2022: "1900", 2023: "2000"})

    assert verdict.sentence == (
        "2023年新增就业人口为2000人，目标是保持在2000人，已公布3年，2年达到（2022年未达到）；"
        "数据截至2023年，2025年尚无监测值。"
    )
    assert (verdict.completion, verdict.expected) == (None, None)


def test_a_level_kept_to_the_end_is_met(tanggu):
    verdict = verdict_on(tanggu.indicator(6), dict.fromkeys(range(2021, 2026), "2100"))

    assert verdict.sentence == (
        "2025年新增就业人口为2100人，目标是保持在2000人，达到预期，已公布5年，5年达到。"
    )


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        (dict.fromkeys(range(2021, 2026), "96"), Outcome.MET),
        ({2023: "94", 2025: "96"}, Outcome.NOT_MET),
        ({2025: "96"}, Outcome.UNDECIDED),
    ],
)
def test_what_is_to_be_kept_in_words_counts_every_year(values, outcome):
    assert verdict_on(indicator("", "保持95%以上"), values).outcome is outcome


def test_nobody_guesses_whether_more_or_less_is_better():
    verdict = verdict_on(indicator("2", "2", "%", name="失业率"), {2025: "3"})

    assert (verdict.outcome, verdict.wording) == (Outcome.UNDECIDED, "以原文表述为准")
    assert verdict.sentence == (
        "2025年失业率为“3%”，目标为“2%”，以原文表述为准；口径（怎样算达到）尚未确认，不作判断。"
    )
