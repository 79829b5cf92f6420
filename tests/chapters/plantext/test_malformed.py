"""What the reader refuses or hints at, each with its line and a remedy."""

import pytest

from chapters import plantext
from chapters.plan.places import numbered_place
from tests.chapters.plantext.sample import PERIOD, PLAN, changed, section_text

MALFORMED = {
    "no file information": (PLAN.split("---\n")[2], 1, "最前面加一行“---”"),
    "nothing at all": ("", 1, "最前面加一行“---”"),
    "file information not opened": (PLAN.removeprefix("---\n"), 1, "最前面加一行“---”"),
    "file information not closed": (changed("2025\n---", "2025"), 7, "加一行“---”"),
    "unknown format": (changed("规划文本/1", "规划文本/9"), 2, "应写“规划文本/1”"),
    "unknown item": (changed("基期", "基准期"), 6, "可用的项目：格式、标题"),
    "missing item": (changed("基期：2025\n", ""), 1, "缺少“基期”"),
    "repeated item": (changed("基期：2025", "基期：2025\n基期：2024"), 7, "第6行已经写过"),
    "item without a colon": (changed("基期：2025", "基期2025"), 6, "项目：内容"),
    "empty item": (changed("某某街道办事处", ""), 4, "请填写"),
    "title broken at nothing": (changed("发展|第", "发展||第"), 3, "前后都要有字"),
    "period of one year": (changed(PERIOD, "规划期：2026年"), 5, "2026—2030"),
    "period running backwards": (changed(PERIOD, "规划期：2030—2026"), 5, "结束年应晚于起始年"),
    "year of two digits": (changed("基期：2025", "基期：25"), 6, "四位数的年份"),
    "base year after the period": (changed("基期：2025", "基期：2031"), 6, "早于规划期末2030年"),
    "vision within the period": (changed("基期：2025", "基期：2025\n远景年：2030"), 7, "请核对"),
    "date that is none": (
        changed("基期", "印发日期：2026年2月30日\n基期"),
        6,
        "没有“2026年2月30日”",
    ),
    "date in words": (changed("基期", "印发日期：今年八月\n基期"), 6, "2021年8月10日"),
    "lead phrase mode": (changed("基期", "主题句：手动\n基期"), 6, "“自动”或“仅标注”"),
    "issuer beyond bounds": (changed("某某街道办事处", "某" * 101), 4, "请缩短"),
    "text before the first heading": (changed("前言\n", ""), 8, "加上“前言”或章标题"),
    "section before the first chapter": (changed("前言", "第一节 甲"), 8, "前面加上章标题"),
    "chapter number": (changed("第二章", "第三章"), 27, "章号不连续：上一章是第1章，本行是第3章"),
    "section number": (
        changed("第二节", "第三节"),
        15,
        "节号不连续：本章上一节是第1节，本行是第3节。请改为“第二节”",
    ),
    "first section": (changed("第一节 组织", "第二节 组织"), 28, "本章前面还没有节"),
    "unreadable number": (changed("第二章", "第百章"), 27, "请用一至九百九十九的中文数字"),
    "number zero": (changed("第二章", "第0章"), 27, "请用一至九百九十九的中文数字"),
    "heading without a title": (changed("第二章 保障措施", "第二章"), 27, "没有文字"),
    "heading like a sentence": (changed("保障措施", "保障有力。"), 27, "请删去它"),
    "heading beyond bounds": (changed("保障措施", "甲" * 201), 27, "标题要独占一行"),
    "part above chapters": (changed("第二章 保障措施", "第二篇 保障措施"), 27, "“层级：篇 章 节”"),
    "no chapter": (PLAN.split("第一章")[0], 9, "第一章 标题"),
    "second preface": (changed("结束语", "前言"), 35, "第8行已经有了"),
    "preface after a chapter": (changed("前言\n", "").replace("结束语", "前言"), 34, "移到最前面"),
    "closing before chapters": (
        changed("前言", "结束语").replace("\n结束语\n全", "\n全"),
        8,
        "文末",
    ),
    "chapter after the closing": (PLAN + "第三章 甲\n乙。\n", 37, "把“结束语”移到文末"),
    "table of contents": (
        changed("前言\n", "目 录\n前言.....\t1\n第一章 发展基础.....\t2\n前言\n"),
        8,
        "目录整段删去",
    ),
    "hash without a heading": (section_text("# 甲。"), 29, "行首加一个反斜杠"),
    "rule in the text": (section_text("---"), 29, "只用在文件开头"),
    "table row in the text": (section_text("| 甲 | 乙 |"), 29, "“:::表 名称”"),
    "table from Word in the text": (section_text("甲\t乙\t丙"), 29, "“:::表 名称”"),
    "table not closed": (changed("累计数。\n:::\n", "累计数。\n"), 19, "加一行“:::”"),
    "table not opened": (changed(":::指标表 主要指标\n", ""), 19, "“:::表 名称”"),
    "unknown mark": (changed(":::表 任务", ":::图 任务"), 30, "“:::指标表 名称”或“:::表 名称”"),
    "sentence in a table": (changed("| 养老 |", "养老\n| 养老 |"), 33, "请改正这一行"),
    "row too short": (changed("| 养老 | 民政", "| 养老，民政"), 33, "这一行有1格，表头有2格"),
    "row from Word too short": (
        changed("| 2 | 新增就业人口（人） | 2000 |", "2\t新增就业人口（人）\t|"),
        23,
        "这一行有3格，表头有5格",
    ),
    "empty table": (section_text(":::表 空", ":::"), 29, "没有一行"),
    "indicator header": (changed("| 2025年 |", "| 2024年 |"), 20, "指标名称 | 2025年 | 2030年"),
    "indicator number": (changed("| 2 | 新增", "| 3 | 新增"), 23, "序号应是2"),
    "indicator nature": (changed("约束性", "指令性"), 22, "“预期性”或“约束性”"),
    "indicator without a name": (changed("新增就业人口（人）", ""), 23, "没有指标名称"),
    "indicator value beyond bounds": (changed("〔10000〕", "1" * 61), 23, "数值超过60个字"),
    "second indicator table": (changed(":::表 任务分工", ":::指标表"), 30, "第19行已经有了"),
    "control character": (section_text("甲\x07乙。"), 29, "第2个字处（“甲”之后）"),
    "NUL": (section_text("甲\0乙。"), 29, "U+0000"),
    "zero width": (section_text("甲\u200b乙。"), 29, "看不见的字符（U+200B），请删去它"),
    "direction": (section_text("甲\u202e乙。"), 29, "显示会与实际不符"),
    "lone surrogate": (section_text("甲\ud800乙。"), 29, "U+D800"),
    "lost character": (section_text("甲\ufffd乙。"), 29, "对照原件重新打"),
}


@pytest.mark.parametrize(("text", "line", "remedy"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_text_is_refused_with_its_line_and_a_remedy(text, line, remedy):
    reading = plantext.read(text)

    assert reading.document is None
    assert any(error.line == line and remedy in error.message for error in reading.refusals), [
        str(error) for error in reading.refusals
    ]


@pytest.mark.parametrize("kind", ["section number", "row too short", "table not closed"])
def test_one_fault_is_reported_once(kind):
    text, _line, _remedy = MALFORMED[kind]

    assert len(plantext.read(text).refusals) == 1


def test_all_findings_are_collected_and_sorted_by_line():
    text = changed("第二节", "第三节").replace("基期：2025", "基期：二五").replace("约束性", "必须")

    reading = plantext.read(text)

    assert [error.line for error in reading.refusals] == [6, 15, 22]


def test_a_finding_reads_as_a_clerk_expects():
    finding = plantext.read(changed("第二节", "第三节")).remarks[0]

    assert str(finding).startswith("第15行 不能保存：节号不连续：本章上一节是第1节，本行是第3节")


HINTED = {
    "cut paragraph": ("全街上下团结奋", "没有句号"),
    "cut after a quotation": ("开展“学习周”", "没有句号"),
    "foreign word": ("美好生活 and 高品质生活。", "英文“and”"),
    "kana": ("美好の生活。", "“の”是外文"),
    "half-width punctuation": ("美好生活,高品质生活。", "半角标点"),
    "stray space": ("共 23 项。", "多余的半角空格"),
    "no-break space": ("共\u00a0项。", "多余的不换行空格"),
    "traditional characters": ("完善的服務。", "应写“务”"),
    "open quotation": ("坚持“人民至上。", "““”没有成对的"),
    "closed before it is opened": ("坚持人民）至上。", "“）”前面没有"),
    "stars within": ("坚持**人民**至上。", "放错位置就会印出来"),
    "dash that opens no goal": ("─ ─民生福祉。", "目标条目要以“——”"),
    "private use": ("姓\ue000名。", "自造字"),
}


@pytest.mark.parametrize(("paragraph", "wording"), HINTED.values(), ids=HINTED)
def test_odd_text_is_read_as_it_stands_with_a_hint(paragraph, wording):
    reading = plantext.read(section_text(paragraph))

    assert reading.document.at(numbered_place(2, 1)).blocks[0].text == paragraph
    assert {hint.line for hint in reading.remarks if wording in hint.message} == {29}


@pytest.mark.parametrize(
    ("old", "new", "wording"),
    [
        ("新增就业人口（人）", "新增就业人口", "没有单位"),
        ("〔10000〕", "保持", "不是数字"),
        ("| 2000 |", "| |", "空着的数值"),
    ],
)
def test_odd_indicators_are_read_as_they_stand_with_a_hint(old, new, wording):
    reading = plantext.read(changed(old, new))

    assert reading.document is not None
    assert [hint.line for hint in reading.remarks if wording in hint.message] == [23]


@pytest.mark.parametrize("value", ["0.0075", "≥6", "〔10000〕", "100%", "-1.5", "1,000", "200∶1"])
def test_numbers_in_every_printed_form_are_no_oddity(value):
    assert plantext.read(changed("〔10000〕", value)).remarks == ()


def test_titles_are_proofread_too():
    hints = plantext.read(changed("保障措施", "保障,措施")).remarks

    assert [hint.line for hint in hints] == [27]


def test_an_empty_section_is_hinted_at():
    hints = plantext.read(changed("经济稳步发展。五年来，成效明显。\n", "")).remarks

    assert [hint.line for hint in hints] == [13]
