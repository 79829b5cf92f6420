"""The declaration that the print proposes, and whether a clerk is asked to confirm it."""

import pytest
from hypothesis import given

from chapters.plan.declarations import (
    Better,
    Declaration,
    Measures,
    Relation,
    Says,
    from_plain,
)
from chapters.plan.document import Document, Indicator, Nature
from indicators.progress.proposing.proposals import RULES, proposal
from tests.indicators.strategies import indicators

ASKED, CLEAR = True, False


def row(name, unit, base, target, change=""):
    return Indicator(1, name, unit, base, target, Nature.UNSTATED, change)


def declared(measures, better, says, relation="", target=""):
    return Declaration(Measures(measures), Better(better), Says(says), Relation(relation), target)


# The indicator table of the national plan of 2021 by hand: name, unit, 2020, 2025, 年均/累计; the
# right declaration; whether a clerk has to confirm it; why.
NATIONAL = [
    (
        ("国内生产总值（GDP）增长", "%", "2.3", "—", "保持在合理区间、各年度视情提出"),
        ("growth", "unstated", "text"),
        CLEAR,
        "words without a number: never judged",
    ),
    (
        ("全员劳动生产率增长", "%", "2.5", "—", "高于GDP增长"),
        ("growth", "unstated", "relational"),
        CLEAR,
        "held against another figure",
    ),
    (
        ("常住人口城镇化率", "%", "60.6*", "65", "—"),
        ("ratio", "higher", "value", "≥", "65"),
        CLEAR,
        "a plain number above its base; * is a footnote mark",
    ),
    (
        (
            "全社会研发经费投入增长",
            "%",
            "—",
            "—",
            "＞7、力争投入强度高于“十三五”时期实际",
        ),
        ("growth", "higher", "average", ">", "7"),
        ASKED,
        "a second clause that is no number",
    ),
    (
        ("每万人口高价值发明专利拥有量", "件", "6.3", "12", "—"),
        ("level", "higher", "value", "≥", "12"),
        CLEAR,
        "a plain number above its base",
    ),
    (
        ("数字经济核心产业增加值占GDP比重", "%", "7.8", "10", "—"),
        ("ratio", "higher", "value", "≥", "10"),
        CLEAR,
        "a share, not the amount 增加值",
    ),
    (
        ("居民人均可支配收入增长", "%", "2.1", "—", "与GDP增长基本同步"),
        ("growth", "unstated", "relational"),
        CLEAR,
        "held against another figure",
    ),
    (
        ("城镇调查失业率", "%", "5.2", "—", "＜5.5"),
        ("ratio", "lower", "average", "<", "5.5"),
        CLEAR,
        "a sign under 年均/累计: the mean of five years",
    ),
    (
        ("劳动年龄人口平均受教育年限", "年", "10.8", "11.3", "—"),
        ("level", "higher", "value", "≥", "11.3"),
        CLEAR,
        "a plain number above its base",
    ),
    (
        ("每千人口拥有执业（助理）医师数", "人", "2.9", "3.2", "—"),
        ("level", "higher", "value", "≥", "3.2"),
        CLEAR,
        "a plain number above its base",
    ),
    (
        ("基本养老保险参保率", "%", "91", "95", "—"),
        ("ratio", "higher", "value", "≥", "95"),
        CLEAR,
        "a plain number above its base",
    ),
    (
        ("每千人口拥有3岁以下婴幼儿托位数", "个", "1.8", "4.5", "—"),
        ("level", "higher", "value", "≥", "4.5"),
        CLEAR,
        "a plain number above its base",
    ),
    (
        ("人均预期寿命", "岁", "77.3*", "—", "〔1〕"),
        ("level", "higher", "change", "≥", "1"),
        ASKED,
        "〔1〕 beside a level is a change of it; levels are never summed",
    ),
    (
        ("单位GDP能源消耗降低", "%", "—", "—", "〔13.5〕"),
        ("fall", "higher", "sum", "≥", "13.5"),
        ASKED,
        "yearly falls, compounded",
    ),
    (
        ("单位GDP二氧化碳排放降低", "%", "—", "—", "〔18〕"),
        ("fall", "higher", "sum", "≥", "18"),
        ASKED,
        "yearly falls, compounded",
    ),
    (
        ("地级及以上城市空气质量优良天数比率", "%", "87", "87.5", "—"),
        ("ratio", "higher", "value", "≥", "87.5"),
        CLEAR,
        "a plain number above its base",
    ),
    (
        ("地表水达到或好于Ⅲ类水体比例", "%", "83.4", "85", "—"),
        ("ratio", "higher", "value", "≥", "85"),
        CLEAR,
        "水体 alone is nothing unwanted",
    ),
    (
        ("森林覆盖率", "%", "23.2*", "24.1", "—"),
        ("ratio", "higher", "value", "≥", "24.1"),
        CLEAR,
        "a plain number above its base",
    ),
    (
        ("粮食综合生产能力", "亿吨", "—", "＞6.5", "—"),
        ("level", "higher", "bound", ">", "6.5"),
        CLEAR,
        "a sign",
    ),
    (
        ("能源综合生产能力", "亿吨标准煤", "—", "＞46", "—"),
        ("level", "higher", "bound", ">", "46"),
        CLEAR,
        "a sign",
    ),
]
# Rows of one plan after another that trials got wrong, or that people read in two ways.
OTHERS = [
    (("黑臭水体数量", "处", "0", "0"), ("level", "kept_exactly", "value", "=", "0"), CLEAR),
    (("公园数量", "座", "0", "0"), ("level", "kept_exactly", "value", "=", "0"), ASKED),
    (("耕地保有量", "万亩", "1.22", "1.2"), ("level", "higher", "bound", "≥", "1.2"), ASKED),
    (("总人口", "人", "130756", "136000"), ("level", "lower", "bound", "≤", "136000"), ASKED),
    (("失业率", "%", "5", "3"), ("ratio", "lower", "value", "≤", "3"), CLEAR),
    (("失业率", "%", "2", "2"), ("ratio", "kept_at_most", "value", "≤", "2"), ASKED),
    (("案件办结率", "%", "80", "95"), ("ratio", "higher", "value", "≥", "95"), ASKED),
    (("案件办结率", "%", "95", "90"), ("ratio", "lower", "value", "≤", "90"), ASKED),
    (("黑臭水体治理率", "%", "80", "95"), ("ratio", "higher", "value", "≥", "95"), ASKED),
    (("产值", "亿元", "10", "8"), ("flow", "lower", "value", "≤", "8"), ASKED),
    (("万元GDP能耗", "吨", "0.5", "0.4"), ("level", "lower", "value", "≤", "0.4"), ASKED),
    (("养老床位", "张", "", "〔48〕"), ("flow", "higher", "sum", "≥", "48"), ASKED),
    (("养老床位", "张", "", "新增48张"), ("flow", "higher", "sum", "≥", "48"), ASKED),
    (("覆盖率", "%", "80", "提高6个百分点"), ("ratio", "higher", "change_points", "≥", "6"), ASKED),
    (
        ("覆盖率", "%", "80", "降低2个百分点"),
        ("ratio", "lower", "change_points", "≤", "-2"),
        ASKED,
    ),
    (
        ("产值", "亿元", "80", "增长50%"),
        ("flow", "higher", "change_percent", "≥", "50"),
        ASKED,
    ),
    (
        ("产值", "亿元", "100", "年均增长7%"),
        ("flow", "higher", "average_growth", "≥", "7"),
        CLEAR,
    ),
    (
        ("用水总量", "亿立方米", "100", "年均增长1%"),
        ("level", "higher", "average_growth", "≥", "1"),
        ASKED,
    ),
    (
        ("地区生产总值年均增长", "%", "6", "7"),
        ("growth", "higher", "average", "≥", "7"),
        CLEAR,
    ),
    (
        ("城镇就业", "人", "2000", "年均新增2000人"),
        ("flow", "higher", "average", "≥", "2000"),
        ASKED,
    ),
    (("PM2.5年均浓度", "微克", "50", "≤35"), ("level", "lower", "average", "≤", "35"), ASKED),
    (("合格率", "%", "96", "保持95%以上"), ("ratio", "kept_at_least", "bound", "≥", "95"), CLEAR),
    (("合格率", "%", "96", "保持"), ("ratio", "kept_at_least", "bound", "≥", "96"), ASKED),
    (("队伍", "", "", "6支以上"), ("level", "higher", "bound", "≥", "6"), CLEAR),
    (("犯罪率", "", "", "2%以内"), ("ratio", "lower", "bound", "≤", "2"), CLEAR),
    (("户数与人数之比", "", "", "200∶1"), ("ratio", "lower", "bound", "≤", "200"), ASKED),
    (("人口", "万人", "12", "15左右"), ("level", "unstated", "value", "", "15"), CLEAR),
    (("道路", "公里", "", "86"), ("level", "higher", "bound", "≥", "86"), ASKED),
    (("管网", "", "50家", "80户"), ("level", "higher", "bound", "≥", "80"), ASKED),
    (("治理", "", "", "不低于6支以下"), ("text", "unstated", "text"), CLEAR),
    (
        ("重污染天数比率下降", "%", "5", "6"),
        ("fall", "higher", "value", "≥", "6"),
        ASKED,
    ),
]


@pytest.mark.parametrize(("printed", "right", "asks", "why"), NATIONAL)
def test_each_row_of_the_national_table_gets_the_right_proposal(printed, right, asks, why):
    found = proposal(row(*printed))

    assert (found.declaration, found.needs_confirmation) == (declared(*right), asks), why


@pytest.mark.parametrize(("printed", "right", "asks"), OTHERS)
def test_what_print_says_in_one_way_only_is_not_asked(printed, right, asks):
    found = proposal(row(*printed))

    assert (found.declaration, found.needs_confirmation) == (declared(*right), asks)


def test_the_plan_at_hand_needs_nobodys_confirmation(tanggu):
    found = [proposal(each) for each in tanggu.indicators]

    assert [each.needs_confirmation for each in found] == [False] * 6
    assert [(each.counts.better, each.counts.says) for each in found] == [
        *[(Better.HIGHER, Says.VALUE)] * 5,
        (Better.KEPT_AT_LEAST, Says.VALUE),
    ]
    assert found[5].counts.measures is Measures.FLOW


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.title)
def test_the_example_of_each_rule_is_one(rule):
    found = proposal(rule.example)

    assert found.reason == rule.title
    assert found.declaration.is_usable


@given(indicators)
def test_every_proposal_fits_together_and_has_a_reason(indicator):
    found = proposal(indicator)

    assert list(found.declaration.problems()) == []
    assert found.reason.endswith("。")


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        (("level", "higher", "sum", "≥", "3"), "请改其中一项"),
        (("flow", "lower", "sum", "≥", "3"), "比较关系应是：不高于、低于、大致为"),
        (("flow", "kept_at_least", "sum", "≥", "3"), "只用于“目标年的数”和“界限”"),
        (("flow", "higher", "sum", "≥", "3张"), "不带单位的数"),
        (("flow", "higher", "sum", "≥", "NaN"), "不带单位的数"),
        (("flow", "higher", "sum", "≥", ""), "不带单位的数"),
        (("text", "unstated", "text", "", "3"), "请留空"),
    ],
)
def test_a_declaration_that_does_not_fit_says_how_it_would(wrong, remedy):
    declaration = declared(*wrong)

    assert not declaration.is_usable
    assert remedy in "".join(declaration.problems())


def test_a_declaration_comes_back_from_the_document(tanggu):
    first, *others = tanggu.indicators
    declaration = declared("flow", "higher", "value", "≥", "1.35")
    said = Indicator(
        **{name: getattr(first, name) for name in first.__slots__ if name != "declaration"},
        declaration=declaration,
    )
    plan = Document(
        **{name: getattr(tanggu, name) for name in tanggu.__slots__ if name != "indicators"},
        indicators=(said, *others),
    )

    assert Document.from_json(plan.to_json()) == plan
    assert "declaration" not in tanggu.to_json()
    assert from_plain(
        {each: str(getattr(declaration, each)) for each in declaration.__slots__}
    ) == (declaration)
