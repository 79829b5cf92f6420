"""What is written reads back the same; the text of one box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters import plantext
from chapters.plan.blocks import Paragraph
from chapters.plan.tables import IndicatorTable
from chapters.plantext.blocks import check_blocks, read_blocks, write_blocks
from tests.chapters.strategies import (
    LETTERS,
    NASTY_OPENINGS,
    documents,
    rich_documents,
    rich_texts,
    texts_with_indicators,
)


@given(documents())
@settings(deadline=None)
def test_a_written_document_reads_back_the_same(document):
    reading = plantext.read(plantext.write(document))

    assert reading.refusals == ()
    assert reading.document == document


@given(rich_documents())
@settings(deadline=None)
def test_a_written_document_of_every_kind_of_block_reads_back_the_same(document):
    reading = plantext.read(plantext.write(document))

    assert reading.refusals == ()
    assert reading.document == document


@given(texts_with_indicators, st.booleans())
@settings(deadline=None)
def test_written_blocks_read_back_the_same(blocks, in_section):
    text = write_blocks(blocks, in_section=in_section)

    assert read_blocks(text, in_section=in_section) == blocks


@given(rich_texts, st.booleans())
@settings(deadline=None)
def test_written_blocks_of_every_kind_read_back_the_same(blocks, in_section):
    text = write_blocks(blocks, in_section=in_section)

    assert read_blocks(text, in_section=in_section) == blocks
    assert not [remark for remark in check_blocks(text) if remark.stops_saving]


typed_lines = st.sampled_from(NASTY_OPENINGS) | st.text(LETTERS, max_size=20) | st.text(max_size=9)


@given(st.lists(typed_lines).map("\n".join), st.booleans())
@settings(deadline=None)
def test_whatever_is_typed_is_read_and_written_without_loss(text, in_section):
    blocks = read_blocks(text, in_section=in_section)

    written = write_blocks(blocks, in_section=in_section)

    assert read_blocks(written, in_section=in_section) == blocks


@given(st.lists(typed_lines).map("\n".join))
@settings(deadline=None)
def test_whatever_a_file_holds_reading_ends_in_a_document_or_an_error(text):
    reading = plantext.read(text)

    assert (reading.document is None) == bool(reading.refusals)


def test_a_paragraph_that_no_line_can_hold_is_not_written():
    with pytest.raises(ValueError, match="no line"):
        write_blocks([Paragraph("两行\n文字。")])


def test_in_a_box_the_indicator_table_is_one_line():
    blocks = read_blocks("甲。\n:::指标表 主要指标\n注：乙。")

    assert blocks == (Paragraph("甲。"), IndicatorTable("主要指标"), Paragraph("注：乙。"))
    assert check_blocks("甲。\n:::指标表 主要指标\n注：乙。") == ()


def test_in_a_box_the_indicator_table_may_have_notes():
    assert read_blocks(":::指标表\n注：甲。\n:::") == (IndicatorTable("", ("注：甲。",)),)


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
    errors = [finding for finding in check_blocks(text) if finding.is_error]

    assert [error.line for error in errors] == [line]
    assert remedy in errors[0].message


def test_a_malformed_table_in_a_box_becomes_paragraphs():
    blocks = read_blocks(":::表 甲\n| 乙 | 丙 |\n| 丁 |\n:::")

    assert [block.text for block in blocks] == [":::表 甲", "| 乙 | 丙 |", "| 丁 |", ":::"]
