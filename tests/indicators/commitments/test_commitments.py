"""Where the commitments stand in the text, what they ask for, and how a paragraph is marked."""

import csv
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.plan.blocks import Paragraph
from chapters.plan.places import PREFACE, Spot, parse
from indicators.commitments.marks import runs_of
from indicators.commitments.places import PlacedCommitment, spot_of, spots_of
from indicators.commitments.words import deadline_basis, inclusive_note, requirement
from tests.indicators.plan_commitments import COMMITMENTS, import_commitments

# Number, chapter, section, paragraph and lead phrase of every measurable commitment of the plan, as
# the reading of the print lists them; c2s3-g3 is the third goal.
PLACES = [
    (1, "第二章", "第三节", "c2s3-g3", "民生福祉达到新水平"),
    (2, "第三章", "第二节", "c3s2-p3", "提升政府公信力"),
    (3, "第三章", "第三节", "c3s3-p2", "做大做实辖区税源基础"),
    (4, "第四章", "第一节", "c4s1-p2", "提升城市环境治理水平"),
    (5, "第四章", "第一节", "c4s1-p3", "推广绿色生活方式"),
    (6, "第四章", "第一节", "c4s1-p3", "推广绿色生活方式"),
    (7, "第四章", "第一节", "c4s1-p3", "推广绿色生活方式"),
    (8, "第四章", "第一节", "c4s1-p3", "推广绿色生活方式"),
    (9, "第四章", "第二节", "c4s2-p1", "加快民生设施提标改造"),
    (10, "第四章", "第二节", "c4s2-p3", "加强水系统生态保护"),
    (11, "第四章", "第三节", "c4s3-p1", "优化辖区发展布局"),
    (12, "第四章", "第三节", "c4s3-p2", "提升房屋土地建设管理水平"),
    (13, "第四章", "第三节", "c4s3-p2", "提升房屋土地建设管理水平"),
    (14, "第五章", "第一节", "c5s1-p2", "用好用足临时救助政策"),
    (15, "第五章", "第二节", "c5s2-p1", "增加优质养老服务供给"),
    (16, "第五章", "第二节", "c5s2-p1", "增加优质养老服务供给"),
    (17, "第五章", "第二节", "c5s2-p1", "增加优质养老服务供给"),
    (18, "第五章", "第二节", "c5s2-p1", "增加优质养老服务供给"),
    (19, "第五章", "第二节", "c5s2-p3", "加强全民健身设施建设"),
    (20, "第五章", "第三节", "c5s3-p1", "提高就业质量"),
    (21, "第五章", "第四节", "c5s4-p1", "加强健康细胞培育"),
    (22, "第五章", "第五节", "c5s5-p5", "深化全域科普工作"),
    (23, "第五章", "第五节", "c5s5-p5", "深化全域科普工作"),
    (24, "第五章", "第六节", "c5s6-p1", "完善公共文化设施"),
    (25, "第五章", "第六节", "c5s6-p2", "激发文体队伍活力"),
    (26, "第五章", "第六节", "c5s6-p2", "激发文体队伍活力"),
    (27, "第五章", "第六节", "c5s6-p2", "激发文体队伍活力"),
    (28, "第六章", "第一节", "c6s1-p1", "推进依法行政"),
    (29, "第六章", "第二节", "c6s2-p2", "积极推进矛盾纠纷“大调解”"),
    (30, "第六章", "第二节", "c6s2-p3", "加大特殊人群教育帮扶力度"),
    (31, "第六章", "第二节", "c6s2-p3", "加大特殊人群教育帮扶力度"),
    (32, "第六章", "第二节", "c6s2-p3", "加大特殊人群教育帮扶力度"),
    (33, "第六章", "第三节", "c6s3-p4", "强化社区建设"),
    (34, "第六章", "第三节", "c6s3-p4", "强化社区建设"),
]


@pytest.fixture(scope="module")
def rows():
    """The file of commitments, a dict a row."""
    with COMMITMENTS.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_has_the_34_commitments_and_no_other(rows):
    assert [int(row["序号"]) for row in rows] == [number for number, *_ in PLACES]


def test_every_quote_is_found_once_in_the_published_text(rows, tanggu):
    assert all(len(list(spots_of(tanggu, row["原文"]))) == 1 for row in rows)


@pytest.mark.parametrize(("number", "chapter", "section", "paragraph", "lead_phrase"), PLACES)
def test_a_commitment_is_found_where_the_print_has_it(
    rows, tanggu, number, chapter, section, paragraph, lead_phrase
):
    spot = spot_of(tanggu, rows[number - 1]["原文"])

    expected, printed = tanggu.paragraph(parse(paragraph))
    assert spot == expected
    assert spot.place.label == chapter + section
    assert printed.lead_phrase == f"{lead_phrase}。"


def test_three_deadlines_are_stated_and_every_other_says_that_it_is_implied(plan):
    import_commitments()

    bases = [deadline_basis(commitment) for commitment in plan.commitments.all()]

    assert len([basis for basis in bases if "按规划期末推定" in basis]) == 31
    assert [basis for basis in bases if "推定" not in basis] == [
        "原文“到2021年底”",
        "原文“到2021年底”",
        "原文“到2025年底”",
    ]


def test_words_that_are_not_in_the_text_have_no_spot(tanggu):
    assert spot_of(tanggu, "规划没有写的话") is None


def test_words_that_stand_twice_in_a_paragraph_are_two_spots(tanggu):
    preface = (Paragraph("甲乙甲乙甲。"),)

    spots = list(spots_of(replace(tanggu, preface=preface, chapters=()), "甲乙"))

    assert spots == [(Spot(PREFACE, 1), 0), (Spot(PREFACE, 1), 2)]


# Words


def a_commitment(number=1, quote="", anchor="", **values):
    return SimpleNamespace(number=number, quote=quote, anchor=anchor, **values)


@pytest.mark.parametrize(
    ("operator", "value", "unit", "shown"),
    [
        (">=", "48", "张", "≥48张"),
        ("<=", "2", "%", "≤2%"),
        ("=", "0", "处", "0处"),
        ("reach", "100", "%", "达到100%"),
        ("reach", "基本完善", "状态", "达到“基本完善”"),
        ("keep", "100", "%", "保持100%"),
        ("each_year", "1", "次/年", "每年1次"),
        ("each_year", "1", "全年不间断", "每年全年不间断"),
        ("approx", "0", "百分点", "约0百分点"),
        ("approx", "-1.5", "%", "约-1.5%"),
    ],
)
def test_a_requirement_is_shown_in_short(operator, value, unit, shown):
    assert requirement(a_commitment(operator=operator, value=value, unit=unit)) == shown


@pytest.mark.parametrize(
    ("anchor", "note"),
    [("6支以上", "“以上”含本数"), ("控制在2%以下", "“以下”含本数"), ("新增48张", "")],
)
def test_above_and_below_are_said_to_include_the_number(anchor, note):
    assert inclusive_note(a_commitment(anchor=anchor)) == note


@pytest.mark.parametrize(
    ("words", "basis"),
    [
        ("到2021年底", "原文“到2021年底”"),
        ("到二〇二一年底", "原文“到二〇二一年底”"),
        ("每年", "原文“每年”，按规划期末推定"),
        ("按规划期末推定", "按规划期末推定"),
    ],
)
def test_a_deadline_says_what_it_rests_on(words, basis):
    commitment = a_commitment(deadline=date(2021, 12, 31), deadline_basis=words)

    assert deadline_basis(commitment) == basis


# Marks


def placed(paragraph, number, quote, anchor):
    start = paragraph.text.index(quote)
    return PlacedCommitment(a_commitment(number, quote, anchor), Spot(PREFACE, 1), start)


def outline_of(runs):
    """The runs as text: {} around a quote, 〔number:〕 around a link, number! for a hidden one."""
    parts = []
    for run in runs:
        pieces = "".join(
            (f"〔{piece.number}:{piece.text}〕" if piece.number else piece.text)
            + "".join(f"{number}!" for number in piece.hidden)
            for piece in run.pieces
        )
        parts.append(f"{{{pieces}}}" if run.is_commitment else pieces)
    return "".join(parts)


@pytest.mark.parametrize(
    ("commitments", "outline"),
    [
        ([(1, "新增床位48张。", "48张")], "建一所。{新增床位〔1:48张〕。}"),
        (
            [(1, "建一所。", "一所"), (2, "新增床位48张。", "48张")],
            "{建〔1:一所〕。}{新增床位〔2:48张〕。}",
        ),
        (
            [(1, "新增床位48张。", "新增"), (2, "新增床位48张。", "48张")],
            "建一所。{〔1:新增〕床位〔2:48张〕。}",
        ),
        (
            [(1, "新增床位48张。", "床位48张"), (2, "新增床位48张。", "48张")],
            "建一所。{新增〔1:床位〕〔2:48张〕。}",
        ),
        (
            [(1, "新增床位48张。", "48张"), (2, "新增床位48张。", "48张")],
            "建一所。{新增床位〔1:48张〕2!。}",
        ),
        (
            [(1, "建一所。新增", "一所"), (2, "一所。新增床位", "新增")],
            "{建}{〔1:一所〕。〔2:新增〕}{床位}48张。",
        ),
        ([], "建一所。新增床位48张。"),
    ],
    ids=["one", "two", "one-quote", "anchors-overlap", "equal", "quotes-overlap", "none"],
)
def test_a_quote_is_underlined_once_and_every_commitment_has_a_link(commitments, outline):
    paragraph = Paragraph("建一所。新增床位48张。")

    runs = runs_of(paragraph, [placed(paragraph, *each) for each in commitments])

    assert outline_of(runs) == outline


def test_a_lead_phrase_stays_bold_in_a_commitment_that_begins_with_it():
    paragraph = Paragraph("——提高质量。每年办会。", "提高质量。")

    runs = runs_of(paragraph, [placed(paragraph, 1, "提高质量。每年办会。", "办会")])

    assert [(run.is_lead, run.is_commitment) for run in runs] == [
        (False, False),
        (True, True),
        (False, True),
    ]


TEXT = "一二三四五六七八九十"
stretches = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
    lambda ends: (min(ends), max(ends) + 1)
)


@given(st.lists(st.tuples(stretches, stretches), max_size=6), st.integers(0, 10))
def test_no_sign_is_lost_and_no_commitment_is_without_a_link(drawn, lead):
    paragraph = Paragraph(TEXT, TEXT[:lead])
    quotes = [(min(q[0], a[0]), max(q[1], a[1]), a) for q, a in drawn]
    commitments = [
        placed(paragraph, number, TEXT[start:end], TEXT[slice(*anchor)])
        for number, (start, end, anchor) in enumerate(quotes, 1)
    ]

    pieces = [piece for run in runs_of(paragraph, commitments) for piece in run.pieces]

    assert "".join(piece.text for piece in pieces) == TEXT
    targets = [piece.number for piece in pieces if piece.number and piece.is_first]
    targets += [number for piece in pieces for number in piece.hidden]
    assert sorted(targets) == list(range(1, len(commitments) + 1))
