"""Personal data is an error in any spelling; a number that only looks like some is none."""

import pytest

from chapters.proofreading.personal import personal_findings, personal_findings_elsewhere
from chapters.proofreading.problems import Severity
from tests.counts import counted
from tests.personal_data import (
    CARD,
    IDENTITY_NUMBER,
    SPELLINGS,
    innocent_numbers,
)

RULES = (personal_findings, personal_findings_elsewhere)


def severities(text, rule=personal_findings_elsewhere):
    return [finding.severity for finding in rule(text)]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_personal_data_is_an_error(rule, spelling):
    before = "更正一处笔误。联系人张三，"
    text = f"{before}{spelling}，谢谢。"

    errors = [finding for finding in rule(text) if finding.severity is Severity.ERROR]

    place = range(len(before), len(before + spelling))
    assert errors
    assert all(found.start in place for found in errors)


def test_there_are_more_than_sixty_spellings():
    assert len(set(SPELLINGS)) > 60


@pytest.mark.parametrize("rule", RULES)
def test_innocent_numbers_are_no_errors(rule):
    for number in innocent_numbers(counted(2000)):
        assert Severity.ERROR not in severities(f"全区完成{number}，比上年增长。", rule), number


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310029",  # the check figure is wrong
        "110105491231002",
        "AB13812345678",
        "编号13812345678",
        "合同HT-2021-13812345678",
        "150 2000 3000",
        "4111111111111111",
        "账号120116202101010",
        "138 12 34 56 78",
    ],
)
def test_what_only_looks_like_personal_data_is_a_hint(text):
    assert severities(text) in ([Severity.HINT], [])


@pytest.mark.parametrize(
    "text", ["022-25861234", "（022）2586 1234", "电话：25861234", "零二二二五八六一二三四"]
)
def test_a_landline_is_an_error_in_the_plan_and_a_hint_elsewhere(text):
    assert severities(text, personal_findings) == [Severity.ERROR]
    assert severities(text) == [Severity.HINT]


def test_a_link_is_an_error_in_the_plan_only():
    assert severities("详见https://www.example.com/a。", personal_findings) == [Severity.ERROR]
    assert severities("https://www.example.com/a.html") == []


@pytest.mark.parametrize(
    "text",
    [
        IDENTITY_NUMBER.replace("1949", "1849"),
        IDENTITY_NUMBER.replace("1231", "1331"),
        CARD[:-1] + "9",
        "7" + CARD[1:],
        "6222，0212，3456，7890，128",
        "138，1234，5678",
        "13812345678.50",
        "13812345678元",
    ],
)
def test_numbers_that_miss_a_mark_of_personal_data_are_none(text):
    assert severities(text) == []


def test_a_finding_names_the_words_as_they_stand_in_the_text():
    text = "电话１３８－１２３４－５６７８。"

    (found,) = personal_findings_elsewhere(text)

    assert text[found.start : found.end] == "１３８－１２３４－５６７８"
    assert found.message == "手机号码“１３８－１２３４－５６７８”是个人信息，不能公开，请删去。"
