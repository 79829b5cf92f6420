import pytest

from chapters.proofreading.characters import RIGHT_AS_THEY_ARE, character_findings
from chapters.proofreading.problems import Severity
from tanggu_plan.text.simplified import simplified

TRADITIONAL = (
    "務資發飲傳統業導綜競爭經濟積極壯創長為雛鷹國術擴規實轄區稅礎揮幫進優環雙強協護應盡後裏羣"
)
SIMPLIFIED = (
    "务资发饮传统业导综竞争经济积极壮创长为雏鹰国术扩规实辖区税础挥帮进优环双强协护应尽后里群"
)


def severities_of(text):
    return [finding.severity for finding in character_findings(text)]


def test_a_traditional_character_is_an_error_that_names_the_simplified_one():
    found = list(character_findings(TRADITIONAL))

    assert {finding.severity for finding in found} == {Severity.ERROR}
    assert [finding.message[-3] for finding in found] == list(SIMPLIFIED)


def test_every_traditional_form_of_a_usual_character_is_an_error_but_for_the_exceptions():
    wrong = {
        traditional
        for traditional, plain in simplified().items()
        if "\u3400" <= traditional <= "\u9fff"
        and plain.encode("gb2312", "ignore")
        and not traditional.encode("gb2312", "ignore")
    }

    assert len(wrong) > 2500
    assert {char for char in wrong if severities_of(char) != [Severity.ERROR]} == set(
        RIGHT_AS_THEY_ARE
    )


@pytest.mark.parametrize("character", RIGHT_AS_THEY_ARE)
def test_a_character_that_may_be_meant_is_a_hint(character):
    assert simplified()[character] != character
    assert severities_of(character) == [Severity.HINT]


@pytest.mark.parametrize("text", ["显著", "乾坤", "慰藉", "於先生", "沉着", "特征", "〇"])
def test_characters_of_ordinary_print_are_right(text):
    assert severities_of(text) == []


@pytest.mark.parametrize("character", ["垚", "堽", "洸", "瞭"])
def test_a_rare_character_is_a_hint(character):
    assert severities_of(character) == [Severity.HINT]
