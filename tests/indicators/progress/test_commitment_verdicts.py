"""What a reported figure says of a commitment in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.progress.commitments import judge_commitment
from indicators.progress.wording import Outcome
from tests.indicators.strategies import numbers

OPERATORS = [">=", "<=", "=", "reach", "keep", "each_year", "approx", "increase", "?"]


@pytest.mark.parametrize(
    ("operator", "value", "unit", "reported", "sentence"),
    [
        (">=", "48", "张", "51", "要求48张以上（含本数），报告值为51张，已达到，比要求多3张。"),
        (">=", "6", "支", "6", "要求6支以上（含本数），报告值为6支，已达到，与要求持平。"),
        (
            "<=",
            "2",
            "%",
            "2.5",
            "要求2%以内（含本数），报告值为2.5%，未达到，比要求高0.5个百分点。",
        ),
        (
            "<=",
            "15",
            "分钟",
            "15",
            "要求15分钟以内（含本数），报告值为15分钟，已达到，与要求持平。",
        ),
        ("=", "0", "处", "3", "要求等于0处，报告值为3处，未达到，比要求多3处。"),
        ("reach", "98", "%", "98%", "要求达到98%，报告值为98%，已达到，与要求持平。"),
        (
            "keep",
            "100",
            "%",
            "99.5",
            "要求保持100%以上（含本数），报告值为99.5%，未达到，比要求低0.5个百分点"
            "；原文要求逐年做到，这里只对照所报告的一年。",
        ),
        (
            "each_year",
            "1",
            "次/年",
            "2",
            "要求每年1次以上（含本数），报告值为2次，已达到，比要求多1次；原文要求逐年做到，这里只对照所报告的一年。",
        ),
        (
            "<=",
            "200",
            "户/人",
            "195∶1",
            "要求200户/人以内（含本数），报告值为195∶1，已达到，比要求少5户/人。",
        ),
        (
            "approx",
            "0",
            "百分点",
            "0.3",
            "要求大致等于0个百分点，报告值为0.3个百分点，原文未写明允许的差距，比要求高0.3个百分点。",
        ),
        ("reach", "1", "项（称号）", "", "要求达到1项，暂无数据。"),
        (
            ">=",
            "48",
            "张",
            "若干",
            "要求48张以上（含本数），报告的情况为“若干”，不是可以比较的数字。",
        ),
        (
            "reach",
            "基本完善",
            "状态",
            "已印发",
            "要求“基本完善”，没有可以比较的数值，报告的情况为“已印发”，是否达到以依据为准。",
        ),
        ("increase", "", "", "", "原文只写明方向，没有数值，暂无数据。"),
        ("each_year", "1", "全年不间断", "", "要求“全年不间断”，没有可以比较的数值，暂无数据。"),
    ],
)
def test_a_commitment_is_judged_by_its_number_and_its_words(
    operator, value, unit, reported, sentence
):
    assert judge_commitment(operator, value, unit, reported).sentence == sentence


def test_a_commitment_is_never_called_a_duty_fulfilled_or_failed():
    wordings = {judge_commitment(">=", "6", "支", reported).wording for reported in ("5", "6")}

    assert wordings == {"已达到", "未达到"}


def test_the_margin_shows_its_working():
    (formula,) = judge_commitment(">=", "48", "张", "51").formulas

    assert formula.working == "51 − 48 = 3"


texts = st.text(max_size=20) | numbers.map("{:f}".format) | st.sampled_from(["200∶1", "9" * 40])


@given(st.sampled_from(OPERATORS), texts, texts, texts)
def test_any_commitment_can_be_judged(operator, value, unit, reported):
    verdict = judge_commitment(operator, value, unit, reported)

    computed = verdict.sentence + "".join(part.working for part in verdict.formulas)
    for typed in (value, unit, reported):
        computed = computed.replace(typed.strip(), "") if typed.strip() else computed
    assert "NaN" not in computed
    assert "Infinity" not in computed


@given(numbers, numbers, numbers)
def test_more_is_never_worse_where_a_commitment_asks_for_at_least(asked, one, other):
    less, more = sorted((one, other))

    outcomes = [
        judge_commitment(">=", f"{asked:f}", "张", f"{value:f}").outcome for value in (less, more)
    ]

    assert outcomes != [Outcome.MET, Outcome.NOT_MET]
