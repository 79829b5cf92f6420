import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters import plantext
from chapters.plan.blocks import IndicatorTable, Paragraph, Table
from chapters.plan.document import Indicator, Nature
from tanggu_plan.text.refusals import Refused
from tests.chapters.strategies import LETTERS, NASTY_OPENINGS, documents, texts_with_indicators

PLAN = """\
---
格式：规划文本/1
标题：某某街道国民经济和社会发展|第十五个五年规划纲要
编制单位：某某街道办事处
规划期：2026—2030
基期：2025
---
前言
“十五五”时期是关键时期。

第一章 发展基础
章首语写在这里。
第一节 主要成就
经济稳步发展。五年来，成效明显。
第二节 主要目标
今后五年，努力实现以下目标。
——民生福祉达到新水平。教育、卫生短板继续补齐。

:::指标表 主要指标
| 序号 | 指标名称 | 2025年 | 2030年 | 属性 |
|---|---|---|---|---|
| 1 | 社区养老设施覆盖率（%） | 80 | 100 | 约束性 |
| 2 | 新增就业人口（人） | 2000 | 〔10000〕 | 预期性 |
注：〔〕内为五年累计数。
:::

第二章 保障措施
第一节 组织实施
加强领导。落实责任。
:::表 任务分工
| 任务 | 单位 |
|---|---|
| 养老 | 民政\\|社区 |
:::
结束语
全街上下团结奋斗。
"""
PERIOD = "规划期：2026—2030"


def changed(old, new):
    assert PLAN.count(old) == 1, old
    return PLAN.replace(old, new)


def section_text(*paragraphs):
    return changed("加强领导。落实责任。", "\n".join(paragraphs))


def first_section(text):
    return plantext.read(text).document.section(1, 1)


def test_a_plan_without_a_fault_has_no_finding():
    assert plantext.read(PLAN).findings == ()


def test_the_file_information_becomes_fields():
    document = plantext.read(PLAN).document

    assert document.title_lines == ("某某街道国民经济和社会发展", "第十五个五年规划纲要")
    assert document.short_title == document.title
    assert (document.period_start, document.period_end, document.base_year) == (2026, 2030, 2025)
    assert (document.issued_on, document.vision_year, document.attachment_label) == (None, None, "")


def test_the_body_becomes_chapters_sections_and_blocks():
    document = plantext.read(PLAN).document

    assert [len(chapter.sections) for chapter in document.chapters] == [2, 1]
    assert document.preface == (Paragraph("“十五五”时期是关键时期。"),)
    assert document.chapter(1).lead == (Paragraph("章首语写在这里。"),)
    assert document.section(1, 2).blocks[1:] == (
        Paragraph("——民生福祉达到新水平。教育、卫生短板继续补齐。", "民生福祉达到新水平。"),
        IndicatorTable("主要指标", ("注：〔〕内为五年累计数。",)),
    )
    assert document.section(2, 1).blocks[1] == Table(
        "任务分工", ("任务", "单位"), (("养老", "民政|社区"),)
    )
    assert document.closing == (Paragraph("全街上下团结奋斗。"),)


def test_indicator_names_give_up_their_units_and_values_stay_as_printed():
    indicators = plantext.read(PLAN).document.indicators

    assert indicators == (
        Indicator(1, "社区养老设施覆盖率", "%", "80", "100", Nature.BINDING),
        Indicator(2, "新增就业人口", "人", "2000", "〔10000〕", Nature.ANTICIPATORY),
    )


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
    "unreadable number": (changed("第二章", "第百章"), 27, "请用一至九十九的中文数字"),
    "number zero": (changed("第二章", "第0章"), 27, "请用一至九十九的中文数字"),
    "heading without a title": (changed("第二章 保障措施", "第二章"), 27, "没有文字"),
    "heading like a sentence": (changed("保障措施", "保障有力。"), 27, "请删去它"),
    "heading beyond bounds": (changed("保障措施", "甲" * 101), 27, "标题要独占一行"),
    "part above chapters": (changed("第二章 保障措施", "第二篇 保障措施"), 27, "改为“章”"),
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
    "indicator value beyond bounds": (changed("〔10000〕", "1" * 31), 23, "数值超过30个字"),
    "second indicator table": (changed(":::表 任务分工", ":::指标表"), 30, "第19行已经有了"),
    "control character": (section_text("甲\x07乙。"), 29, "第2个字处（“甲”之后）"),
    "NUL": (section_text("甲\0乙。"), 29, "U+0000"),
    "zero width": (section_text("甲\u200b乙。"), 29, "看不见的字符（U+200B）。请删去它"),
    "direction": (section_text("甲\u202e乙。"), 29, "显示会与实际不符"),
    "lone surrogate": (section_text("甲\ud800乙。"), 29, "U+D800"),
    "lost character": (section_text("甲\ufffd乙。"), 29, "对照原件重新打"),
}


@pytest.mark.parametrize(("text", "line", "remedy"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_text_is_refused_with_its_line_and_a_remedy(text, line, remedy):
    reading = plantext.read(text)

    assert reading.document is None
    assert any(error.line == line and remedy in error.message for error in reading.errors), [
        str(error) for error in reading.errors
    ]


@pytest.mark.parametrize("kind", ["section number", "row too short", "table not closed"])
def test_one_fault_is_reported_once(kind):
    text, _line, _remedy = MALFORMED[kind]

    assert len(plantext.read(text).errors) == 1


def test_all_findings_are_collected_and_sorted_by_line():
    text = changed("第二节", "第三节").replace("基期：2025", "基期：二五").replace("约束性", "必须")

    reading = plantext.read(text)

    assert [error.line for error in reading.errors] == [6, 15, 22]


def test_a_finding_reads_as_a_clerk_expects():
    finding = plantext.read(changed("第二节", "第三节")).findings[0]

    assert str(finding).startswith("第15行 错误：节号不连续：本章上一节是第1节，本行是第3节")


HINTED = {
    "cut paragraph": ("全街上下团结奋", "没有句号"),
    "cut after a quotation": ("开展“学习周”", "没有句号"),
    "foreign word": ("美好生活 and 高品质生活。", "外文“and”"),
    "kana": ("美好の生活。", "外文“の”"),
    "half-width punctuation": ("美好生活,高品质生活。", "半角标点"),
    "stray space": ("共 23 项。", "多余的空格"),
    "no-break space": ("共\u00a0项。", "多余的空格"),
    "traditional characters": ("完善的服務。", "疑似繁体字“務”"),
    "open quotation": ("坚持“人民至上。", "“ 不成对"),
    "closed before it is opened": ("坚持人民）至上。", "） 不成对"),
    "stars within": ("坚持**人民**至上。", "只能成对放在段首"),
    "dash that opens no goal": ("─ ─民生福祉。", "目标条目要以“——”"),
    "private use": ("姓\ue000名。", "自造字"),
}


@pytest.mark.parametrize(("paragraph", "wording"), HINTED.values(), ids=HINTED)
def test_odd_text_is_read_as_it_stands_with_a_hint(paragraph, wording):
    reading = plantext.read(section_text(paragraph))

    assert reading.document.section(2, 1).blocks[0].text == paragraph
    assert [hint.line for hint in reading.hints if wording in hint.message] == [29]


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
    assert [hint.line for hint in reading.hints if wording in hint.message] == [23]


@pytest.mark.parametrize("value", ["0.0075", "≥6", "〔10000〕", "100%", "-1.5", "1,000", "200∶1"])
def test_numbers_in_every_printed_form_are_no_oddity(value):
    assert plantext.read(changed("〔10000〕", value)).findings == ()


def test_titles_are_proofread_too():
    hints = plantext.read(changed("保障措施", "保障,措施")).hints

    assert [hint.line for hint in hints] == [27]


def test_an_empty_section_is_hinted_at():
    hints = plantext.read(changed("经济稳步发展。五年来，成效明显。\n", "")).hints

    assert [hint.line for hint in hints] == [13]


@pytest.mark.parametrize(
    "heading",
    [
        "第一节主要成就",
        "第一节\u3000主要成就",
        "## 第一节 主要成就",
        "  第一节\t主要成就",
        "第 一 节 主要成就",
    ],
)
def test_headings_are_read_in_every_usual_form(heading):
    text = changed("第一节 主要成就", heading)

    assert first_section(text).title == "主要成就"


@pytest.mark.parametrize("heading", ["前 言", "# 前言", "前\u3000言"])
def test_the_preface_may_be_letter_spaced(heading):
    assert plantext.read(changed("前言", heading)).document == plantext.read(PLAN).document


def test_arabic_numbers_in_headings_are_read_with_a_hint():
    reading = plantext.read(changed("第二章", "第2章"))

    assert reading.document == plantext.read(PLAN).document
    assert [hint.line for hint in reading.hints] == [27]


def test_a_sentence_that_opens_like_a_heading_is_a_paragraph():
    sentence = "第一章提出的任务，要逐项落实。"

    document = plantext.read(section_text(sentence)).document

    assert document.section(2, 1).blocks[0].text == sentence


@pytest.mark.parametrize(
    "period",
    ["2026-2030", "2026–2030年", "2026年至2030年", "2026~2030", "2026～2030", "２０２６—２０３０"],
)
def test_the_period_is_read_in_every_usual_form(period):
    assert plantext.read(changed("2026—2030", period)).document.slug == "2026-2030"


def test_file_information_takes_either_colon():
    assert plantext.read(changed("基期：", "基期: ")).document == plantext.read(PLAN).document


@pytest.mark.parametrize("printed", ["2026年8月9日", "2026-08-09", "2026年08月09日印发"])
def test_the_date_of_issue_becomes_an_iso_date(printed):
    document = plantext.read(changed("基期", f"印发日期：{printed}\n基期")).document

    assert document.issued_on == "2026-08-09"


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n\n", "\u3000\n\u3000\u3000"])
def test_line_ends_and_indents_from_word_do_not_matter(line_end):
    text = PLAN.replace("\n", line_end)

    assert plantext.read(text).document == plantext.read(PLAN).document


@pytest.mark.parametrize("soft_break", ["\v", "\f", "\u2028", "\u2029"])
def test_a_soft_break_from_word_starts_a_paragraph_with_a_hint(soft_break):
    reading = plantext.read(section_text(f"加强领导。{soft_break}落实责任。"))

    texts = [block.text for block in reading.document.section(2, 1).blocks[:2]]
    assert texts == ["加强领导。", "落实责任。"]
    assert [(hint.line, "手动换行符" in hint.message) for hint in reading.hints] == [(29, True)]


def test_line_numbers_are_the_editors():
    text = section_text("甲。\v乙。", "---")

    assert plantext.read(text).errors[0].line == 30


def test_a_table_pasted_from_word_is_read():
    rows = "序号\t指标名称\t2025 年\t2030年\t属性\n1\t床位（张）\t10\t48\t预期性"
    before, rest = PLAN.split("| 序号")
    text = f"{before}{rows}\n注：{rest.split('注：')[1]}"

    assert plantext.read(text).document.indicators == (
        Indicator(1, "床位", "张", "10", "48", Nature.ANTICIPATORY),
    )


LEAD_PHRASES = {
    "first sentence": ("加强领导。落实责任。", "加强领导。"),
    "with a comma": ("加强领导，落实责任。再接再厉。", ""),
    "of 24 characters": ("甲" * 23 + "。乙。", "甲" * 23 + "。"),
    "of 25 characters": ("甲" * 24 + "。乙。", ""),
    "without an end": ("加强领导", ""),
    "of a goal": ("——加强领导。落实责任。", "加强领导。"),
    "with its quotation": ("“加强领导。”落实责任。", "“加强领导。”"),
    "forced": ("**加强领导，**落实责任。", "加强领导，"),
    "forced in a goal": ("——**加强领导，**落实责任。", "加强领导，"),
    "forced about a goal": ("**——加强领导，**落实责任。", "加强领导，"),
    "suppressed": ("\\加强领导。落实责任。", ""),
    "suppressed in a goal": ("\\——加强领导。落实责任。", ""),
}


@pytest.mark.parametrize(("line", "lead_phrase"), LEAD_PHRASES.values(), ids=LEAD_PHRASES)
def test_lead_phrases_in_a_section(line, lead_phrase):
    (paragraph,) = plantext.read_blocks(line, in_section=True)

    assert paragraph.lead_phrase == lead_phrase
    assert paragraph.mark + lead_phrase + paragraph.rest == paragraph.text
    assert paragraph.text == line.replace("**——", "——").replace("**", "").lstrip("\\")


def test_outside_a_section_only_marked_lead_phrases_count():
    blocks = plantext.read_blocks("加强领导。落实责任。\n**加强领导。**落实责任。")

    assert [block.lead_phrase for block in blocks] == ["", "加强领导。"]


def test_a_plan_may_ask_for_marked_lead_phrases_only():
    text = changed("基期", "主题句：仅标注\n基期").replace("加强领导。落实", "**加强领导。**落实")

    document = plantext.read(text).document

    assert [p.lead_phrase for p in document.paragraphs() if p.lead_phrase] == ["加强领导。"]
    assert plantext.read(plantext.write(document)).document == document


@given(documents())
@settings(deadline=None)
def test_a_written_document_reads_back_the_same(document):
    reading = plantext.read(plantext.write(document))

    assert reading.errors == ()
    assert reading.document == document


@given(texts_with_indicators, st.booleans())
@settings(deadline=None)
def test_written_blocks_read_back_the_same(blocks, in_section):
    text = plantext.write_blocks(blocks, in_section=in_section)

    assert plantext.read_blocks(text, in_section=in_section) == blocks


typed_lines = st.sampled_from(NASTY_OPENINGS) | st.text(LETTERS, max_size=20) | st.text(max_size=9)


@given(st.lists(typed_lines).map("\n".join), st.booleans())
@settings(deadline=None)
def test_whatever_is_typed_is_read_and_written_without_loss(text, in_section):
    blocks = plantext.read_blocks(text, in_section=in_section)

    written = plantext.write_blocks(blocks, in_section=in_section)

    assert plantext.read_blocks(written, in_section=in_section) == blocks


@given(st.lists(typed_lines).map("\n".join))
@settings(deadline=None)
def test_whatever_a_file_holds_reading_ends_in_a_document_or_an_error(text):
    reading = plantext.read(text)

    assert (reading.document is None) == bool(reading.errors)


def test_a_paragraph_that_no_line_can_hold_is_not_written():
    with pytest.raises(ValueError, match="no line"):
        plantext.write_blocks([Paragraph("两行\n文字。")])


def test_in_a_box_the_indicator_table_is_one_line():
    blocks = plantext.read_blocks("甲。\n:::指标表 主要指标\n注：乙。")

    assert blocks == (Paragraph("甲。"), IndicatorTable("主要指标"), Paragraph("注：乙。"))
    assert plantext.check_blocks("甲。\n:::指标表 主要指标\n注：乙。") == ()


def test_in_a_box_the_indicator_table_may_have_notes():
    assert plantext.read_blocks(":::指标表\n注：甲。\n:::") == (IndicatorTable("", ("注：甲。",)),)


IN_A_BOX = {
    "heading": ("甲。\n第一节 乙", 2, "行首加一个反斜杠"),
    "rule": ("甲。\n---", 2, "删去这一行"),
    "open table": ("甲。\n:::表 乙\n| 丙 |", 2, "加一行“:::”"),
    "stray end": (":::", 1, "“:::表 名称”"),
    "rows of indicators": (":::指标表\n| 序号 |\n:::", 1, "“指标”栏目"),
    "rows of indicators left open": (":::指标表\n| 序号 |", 1, "“指标”栏目"),
    "second indicator table": (":::指标表\n:::指标表", 2, "只能有一张"),
    "control character": ("甲。\n\x07", 2, "看不见的字符"),
}


@pytest.mark.parametrize(("text", "line", "remedy"), IN_A_BOX.values(), ids=IN_A_BOX)
def test_a_malformed_box_is_reported_with_its_line_and_a_remedy(text, line, remedy):
    errors = [finding for finding in plantext.check_blocks(text) if finding.is_error]

    assert [error.line for error in errors] == [line]
    assert remedy in errors[0].message


def test_a_malformed_table_in_a_box_becomes_paragraphs():
    blocks = plantext.read_blocks(":::表 甲\n| 乙 | 丙 |\n| 丁 |\n:::")

    assert [block.text for block in blocks] == [":::表 甲", "| 乙 | 丙 |", "| 丁 |", ":::"]


def test_utf8_is_decoded_with_and_without_a_byte_order_mark():
    assert plantext.decode(PLAN.encode()) == PLAN
    assert plantext.decode(codecs.BOM_UTF8 + PLAN.encode()) == PLAN


UNREADABLE = {
    "GB18030": (PLAN.encode("gb18030"), "GB18030"),
    "UTF-16 with mark": (PLAN.encode("utf-16"), "UTF-16"),
    "UTF-16 without mark": (PLAN.encode("utf-16-le"), "UTF-16"),
    "UTF-32": (PLAN.encode("utf-32"), "UTF-32"),
    "docx": (b"PK\x03\x04....word/document.xml", "Word 文档（docx）"),
    "xlsx": (b"PK\x03\x04....xl/workbook.xml", "Excel 工作簿（xlsx）"),
    "zip": (b"PK\x03\x04....", "ZIP"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office"),
    "picture": (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
    "damaged": (PLAN.encode().replace("加强".encode(), b"\xff\xfe\xfd"), "第29行有损坏的字符"),
    "random": (bytes(range(128, 256)), "认不出文件的编码"),
    "empty": (b"", "文件是空的"),
    "blank": (codecs.BOM_UTF8 + b" \r\n", "文件是空的"),
    "too large": (b"a" * (8 * 2**20 + 1), "超过上限 8 MB"),
}


@pytest.mark.parametrize(("data", "wording"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_is_no_utf8_text_says_what_it_is(data, wording):
    with pytest.raises(Refused, match=wording) as refused:
        plantext.decode(data)

    assert "请" in str(refused.value)
