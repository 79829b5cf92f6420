import json

import pytest

from chapters.plan.blocks import Paragraph
from chapters.plan.document import Document
from chapters.plan.numerals import from_chinese, to_chinese


def test_json_gives_the_same_document_back(tanggu):
    assert Document.from_json(tanggu.to_json()) == tanggu


def test_json_is_canonical(tanggu):
    text = tanggu.to_json()

    assert text == json.dumps(
        json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def test_one_changed_character_changes_the_hash(tanggu):
    changed = Document.from_json(tanggu.to_json().replace("脱贫摘帽", "脱贫致富"))

    assert changed.sha256 != tanggu.sha256


def test_a_goal_shows_its_mark_then_its_lead_phrase():
    goal = Paragraph("——民生福祉达到新水平。优质公共服务。", "民生福祉达到新水平。")

    assert (goal.mark, goal.lead_phrase, goal.rest) == (
        "——",
        "民生福祉达到新水平。",
        "优质公共服务。",
    )


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_numerals_read_both_ways(number, numeral):
    assert to_chinese(number) == numeral
    assert from_chinese(numeral) == number


@pytest.mark.parametrize("number", [0, 1000])
def test_a_numeral_outside_the_range_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        to_chinese(number)


def test_a_row_without_a_unit_prints_none(tanggu):
    assert tanggu.indicator(1).printed_name == "规上工业企业产值"
    assert tanggu.indicator(2).printed_name == "市场主体数量（万家）"
