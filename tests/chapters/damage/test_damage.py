"""Damage of whole kinds: found as a kind, mended together, and nothing else touched."""

import re
import textwrap
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters import damage, plantext
from chapters.plantext.levels import SECOND, levels_from
from chapters.plantext.lines import mark_of
from tests.chapters.plantext.clerk import prepared
from tests.conftest import FIXTURES

SOUND = {
    "tanggu": (FIXTURES / "tanggu-2021-2025.md").read_text("utf-8"),
    **{name: prepared(name) for name in ("1996", "2006", "2021")},
}
HEAD = """---
格式：规划文本/2
标题：测试街道规划
编制单位：测试街道
规划期：2026—2030
基期：2025
---
"""
SENTENCE = "坚持以人民为中心的发展思想，推动高质量发展取得新成效，居民收入增长与经济增长基本同步。"


def names(text):
    return [found.kind.name for found in damage.find(text)]


def body_of(text):
    """The lines behind the information block, without blank ones."""
    return [line.strip() for line in text.split("---\n", 2)[2].split("\n") if line.strip()]


def wrapped(text, width, indent=""):
    """The text as a PDF gives it: every paragraph of it in lines of one length, tables as they are.

    A line takes one mark more where the next would begin with it, as print does.
    """
    head, body = text.split("---\n", 2)[1:]
    written = re.search("层级：(.*)", head)
    levels = levels_from(written[1]) if written else SECOND
    lines = []
    in_table = False
    for line in body.split("\n"):
        if line.startswith(":::"):
            in_table = line.startswith((":::表", ":::指标表", ":::图"))
        is_mark = mark_of(line, levels) is not None
        if in_table or is_mark or len(line) <= width:
            is_text = line and not in_table and not is_mark
            lines.append(indent + line if is_text else line)
            continue
        lines += _lines(indent + line, width)
    return "---\n" + head + "---\n" + "\n".join(line for line in lines if line.strip())


def _lines(text, width):
    while text:
        end = width + (text[width : width + 1] in "，。、；：！？”）》")
        yield text[:end]
        text = text[end:]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_plan_has_no_damage(name):
    assert damage.find(SOUND[name]) == ()
    assert damage.mend(SOUND[name]) == SOUND[name]


@pytest.mark.parametrize("width", [24, 32, 40, 45])
@pytest.mark.parametrize("name", SOUND)
def test_broken_paragraphs_come_together_again(name, width):
    whole = plantext.read(SOUND[name]).document
    broken = wrapped(SOUND[name], width, indent="\u3000\u3000")
    assert "一段断成了几行" in names(broken)

    mended = plantext.read(damage.mend(broken))

    assert mended.refusals == ()
    expected = [paragraph.text for paragraph in whole.paragraphs()]
    found = {paragraph.text for paragraph in mended.document.paragraphs()}
    share = sum(text in found for text in expected) / len(expected)
    assert share >= 0.975, [text for text in expected if text not in found][:5]
    assert [place.heading for place in mended.document.places()] == [
        place.heading for place in whole.places()
    ]


@pytest.mark.parametrize(
    "folio", ["— {} —", "- {} -", "第{}页", "第 {} 页 共 90 页", "{}", "－{}－"]
)
def test_folios_go_and_what_they_cut_in_two_comes_together(folio):
    lines = []
    for page in range(1, 30):
        lines += [f"第{page}段。{SENTENCE}" for _ in range(3)]
        lines += [SENTENCE[:25], folio.format(page), SENTENCE[25:]]
    text = HEAD + "第一章 总则\n第一节 基础\n" + "\n".join(lines)

    assert "页码混进了正文" in names(text)
    mended = body_of(damage.mend(text))

    assert mended.count(SENTENCE) == 29
    assert len(mended) == 2 + 29 * 4


@pytest.mark.parametrize("page", ["……{}", "\t{}", "{}", " {}", "", "......{}"])
@pytest.mark.parametrize("title", ["目录", "目　录", ""])
def test_a_pasted_contents_list_goes_as_a_whole(page, title):
    headings = [
        "第一章 发展基础",
        "第一节 主要成就",
        "第二节 存在问题",
        "第二章 总体要求",
        "第一节 指导思想",
    ]
    contents = [heading + page.format(at * 3 + 1) for at, heading in enumerate(headings)]
    body = [line for heading in headings for line in (heading, SENTENCE)]
    text = HEAD + "\n".join([*filter(None, [title]), *contents, *body])

    assert names(text) == ["正文前粘着目录"]
    assert body_of(damage.mend(text)) == body


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("展望二三五年远景目标。", "展望二〇三五年远景目标。"),
        ("到二二五年建成。", "到二〇二五年建成。"),
        ("二二一年八月", "二〇二一年八月"),
        ("二 三五年", "二〇三五年"),
        ("“十四五”（20212025年）时期。", "“十四五”（2021—2025年）时期。"),
        ("（20212025）", "（2021—2025）"),
        ("加强建设,推进发展.", "加强建设，推进发展。"),
        ("坚持党建引领(以下简称“引领”)。", "坚持党建引领（以下简称“引领”）。"),
        ("(PPP)模式;其他", "（PPP）模式；其他"),
        ('推进"一网统管"建设。', "推进“一网统管”建设。"),
        ("占比1.5%,比上年", "占比1.5%，比上年"),
    ],
)
def test_damaged_characters_become_what_was_meant(before, after):
    assert body_of(damage.mend(HEAD + before)) == [after]
    assert damage.find(HEAD + after) == ()


@pytest.mark.parametrize(
    "text",
    [
        "二三年内完成。",
        "第二三五年级。",
        "二十三年。",
        "电话20212025。",
        "编号20252021年。",
        "增长1.5，占3.2%。",
        "见http://a.b/c?d=e.",
        "时间8:30至9:00。",
        "A, B and C.",
        "1.加强建设。",
        "一句话[^1]。",
        "二三十五年。",
    ],
)
def test_what_is_right_stays(text):
    assert damage.mend(HEAD + text) == HEAD + text


@pytest.mark.parametrize(
    "lines",
    [
        [":::表 名称", "| 甲,乙 | 二三五年 |", "| --- | --- |", "| (一) | 3 |", ":::"],
        ["| 甲,乙 | 二三五年 |"],
        ["\\二三五年,见(一)"],
        ["甲,乙\t二三五年\t丙"],
        [":::图 图1,名称", "说明：二三五年", ":::"],
    ],
)
def test_tables_figures_and_escaped_lines_are_left_alone(lines):
    text = HEAD + "\n".join(lines)

    assert damage.mend(text) == text


def test_the_information_block_is_left_alone():
    text = HEAD.replace("测试街道规划", "测试,规划（20212025年）二三五年") + SENTENCE

    assert damage.mend(text) == text


def test_a_list_of_lines_without_marks_is_no_broken_paragraph():
    random = Random(7)
    items = [SENTENCE[: random.randint(18, 40)].rstrip("，。") for _ in range(40)]

    assert names(HEAD + "\n".join(items)) == []


def test_each_kind_is_told_once_with_its_count_and_examples():
    text = HEAD + "\n".join(f"第{n}段,到二三五年建成." for n in range(200))

    found = damage.find(text)

    assert [(each.count, len(each.examples)) for each in found] == [(200, 3), (200, 3)]
    assert str(found[0]).startswith("年份里丢了“〇”，共200处，修补时补上（如 第8行：")


DAMAGED = st.text(alphabet="甲乙，。,.;二三五年2025 \n—-1|#\\\t", max_size=200)
KEPT = re.compile(r"[甲乙三五]")


@given(DAMAGED)
def test_mending_twice_is_mending_once_and_loses_no_word(text):
    mended = damage.mend(HEAD + "前言\n" + text)

    assert damage.mend(mended) == mended
    assert KEPT.findall(mended) == KEPT.findall(HEAD + "前言\n" + text)


def test_ends_of_lines_as_windows_writes_them_are_no_obstacle():
    text = (HEAD + textwrap.dedent("第一章 总则\n到二三五年。\n")).replace("\n", "\r\n")

    assert "到二〇三五年。" in damage.mend(text)
