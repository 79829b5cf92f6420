"""What the reader makes of a plan file: every usual form, lead phrases, encodings."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters import plantext
from chapters.plan.blocks import Paragraph
from chapters.plan.document import Indicator, Nature
from chapters.plan.places import numbered_place
from chapters.plan.tables import IndicatorTable, Table
from chapters.plantext.blocks import read_blocks
from chapters.plantext.encoding import decode
from chapters.plantext.levels import BOX, FIRST, SECOND
from chapters.plantext.lines import mark_of
from tanggu_plan.text.refusals import Refused
from tests.chapters.plantext.sample import PLAN, changed, first_section, section_text


def test_a_plan_without_a_fault_has_no_finding():
    assert plantext.read(PLAN).remarks == ()


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
    assert document.at(numbered_place(1, 2)).blocks[1:] == (
        Paragraph("——民生福祉达到新水平。教育、卫生短板继续补齐。", "民生福祉达到新水平。"),
        IndicatorTable("主要指标", ("注：〔〕内为五年累计数。",)),
    )
    assert document.at(numbered_place(2, 1)).blocks[1] == Table(
        "任务分工", ("任务", "单位"), (("养老", "民政|社区"),)
    )
    assert document.closing == (Paragraph("全街上下团结奋斗。"),)


def test_indicator_names_give_up_their_units_and_values_stay_as_printed():
    indicators = plantext.read(PLAN).document.indicators

    assert indicators == (
        Indicator(1, "社区养老设施覆盖率", "%", "80", "100", Nature.BINDING),
        Indicator(2, "新增就业人口", "人", "2000", "〔10000〕", Nature.ANTICIPATORY),
    )


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
    assert [hint.line for hint in reading.remarks] == [27]


def test_a_sentence_that_opens_like_a_heading_is_a_paragraph():
    sentence = "第一章提出的任务，要逐项落实。"

    document = plantext.read(section_text(sentence)).document

    assert document.at(numbered_place(2, 1)).blocks[0].text == sentence


@pytest.mark.parametrize(
    "period",
    ["2026-2030", "2026–2030年", "2026年至2030年", "2026~2030", "2026～2030", "２０２６—２０３０"],
)
def test_the_period_is_read_in_every_usual_form(period):
    assert plantext.read(changed("2026—2030", period)).document.period == "2026-2030"


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

    texts = [block.text for block in reading.document.at(numbered_place(2, 1)).blocks[:2]]
    assert texts == ["加强领导。", "落实责任。"]
    assert [(hint.line, "手动换行符" in hint.message) for hint in reading.remarks] == [(29, True)]


def test_line_numbers_are_the_editors():
    text = section_text("甲。\v乙。", "---")

    assert plantext.read(text).refusals[0].line == 30


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
    (paragraph,) = read_blocks(line, in_section=True)

    assert paragraph.lead_phrase == lead_phrase
    assert paragraph.mark + lead_phrase + paragraph.rest == paragraph.text
    assert paragraph.text == line.replace("**——", "——").replace("**", "").lstrip("\\")


def test_outside_a_section_only_marked_lead_phrases_count():
    blocks = read_blocks("加强领导。落实责任。\n**加强领导。**落实责任。")

    assert [block.lead_phrase for block in blocks] == ["", "加强领导。"]


def test_a_plan_may_ask_for_marked_lead_phrases_only():
    text = changed("基期", "主题句：仅标注\n基期").replace("加强领导。落实", "**加强领导。**落实")

    document = plantext.read(text).document

    assert [p.lead_phrase for p in document.paragraphs() if p.lead_phrase] == ["加强领导。"]
    assert plantext.read(plantext.write(document)).document == document


def test_utf8_is_decoded_with_and_without_a_byte_order_mark():
    assert decode(PLAN.encode()) == PLAN
    assert decode(codecs.BOM_UTF8 + PLAN.encode()) == PLAN


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
    "damaged": (
        PLAN.encode().replace("加强".encode(), b"\xff\xfe\xfd"),
        "第29行：从这一行起有损坏的字符",
    ),
    "random": (bytes(range(128, 256)), "认不出文件的编码"),
    "empty": (b"", "文件是空的"),
    "blank": (codecs.BOM_UTF8 + b" \r\n", "文件是空的"),
    "too large": (b"a" * (8 * 2**20 + 1), "超过上限 8 MB"),
}


@pytest.mark.parametrize(("data", "wording"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_is_no_utf8_text_says_what_it_is(data, wording):
    with pytest.raises(Refused, match=wording) as refused:
        decode(data)

    assert "请" in str(refused.value)


@given(
    st.text(alphabet="第篇编章节部分一二十〇1２.．、（(）)①#前言序结束语尾声甲乙。 \t", max_size=12)
)
def test_no_heading_is_taken_for_a_paragraph_by_its_first_character(line):
    line = line.strip()
    for levels in (FIRST, SECOND, BOX):
        assert mark_of(line, levels) is not None or levels.heading(line) is None
