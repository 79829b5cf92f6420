from dataclasses import replace
from itertools import islice
from random import Random

import pytest
from hypothesis import given

from chapters.plan.blocks import Paragraph
from chapters.plan.document import Document
from chapters.plan.places import Spot, numbered_place
from chapters.proofreading import proofread
from chapters.proofreading.problems import Severity
from chapters.proofreading.quotations import Quote, QuoteKind
from chapters.proofreading.wording import WrongWording
from tests.chapters.proofreading.seeded_faults import (
    TEXT_CHANGES,
    structural_faults,
    text_faults,
    with_text,
)
from tests.chapters.strategies import documents

SEEDS = (2021, 2025)
SPOT = Spot(numbered_place(5, 3), 1)
KNOWN_QUESTIONS = {"矛盾纠纷矛盾", "至上生命至上", "规上工业企业产值"}


def found_in(document, text, **options):
    """What the checks find in the paragraph of 5.3 when it reads so."""
    problems = proofread(with_text(document, SPOT, text), **options)
    return [problem for problem in problems if problem.spot == SPOT]


def seeded(document):
    for seed in SEEDS:
        random = Random(seed)
        for kind in TEXT_CHANGES:
            yield from islice(text_faults(document, kind, random), 1)
        yield from structural_faults(document, random)


def is_found(fault, clean):
    problems = proofread(fault.document, quotes=fault.quotes)
    return any(p.spot.place == fault.spot.place and p not in clean for p in problems)


def test_nearly_every_seeded_fault_is_found_where_it_stands(tanggu):
    clean = proofread(tanggu)
    faults = list(seeded(tanggu))

    missed = [fault.kind for fault in faults if not is_found(fault, clean)]

    print(f"\n{len(faults) - len(missed)}/{len(faults)} seeded faults found")
    assert len(faults) >= 60
    assert len(missed) <= 0.05 * len(faults), missed


def test_the_clean_text_raises_nothing_but_known_questions(tanggu):
    problems = proofread(tanggu)

    assert {problem.found for problem in problems} == KNOWN_QUESTIONS
    assert {problem.severity for problem in problems} == {Severity.HINT}


ERRORS = {
    "an open quote": "加强“健康街道建设。",
    "crossing marks": "加强“健康（街道”建设）。",
    "a half-width comma": "加强建设,提高水平。",
    "a stray space": "加强 建设。",
    "an invisible character": "加强\u200b建设。",
    "a character that turns the text around": "加强\u202e建设。",
    "a traditional character": "加強建設。",
    "an English word": "加强 and 提高。",
    "doubled marks": "加强建设，，提高水平。",
    "a mobile phone": "联系电话13820001234。",
    "a telephone": "咨询电话022-25861234。",
    "an identity card": "身份证号120107198001010010。",
    "a mail address": "邮箱tanggu@example.com。",
    "a link": "详见https://www.example.com/。",
    "a wrong zero": "展望二零三五年。",
    "three characters said twice": "加强社区服务社区服务。",
    "another figure than the table's": "到2025年，市场主体数量达到0.4万家。",
}
HINTS = {
    "a year one slip away": "展望2053年。",
    "a rate above one hundred": "覆盖率达到180%。",
    "full-width figures": "新增１２张。",
    "no mark at the end": "加强建设",
    "a doubled particle": "建设的的水平。",
    "a foreign word": "推进Smart建设。",
}


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_keeps_the_text_back(tanggu, kind):
    problems = found_in(tanggu, ERRORS[kind])

    assert any(problem.is_error for problem in problems), problems


@pytest.mark.parametrize("kind", HINTS)
def test_what_is_doubtful_is_only_a_hint(tanggu, kind):
    problems = found_in(tanggu, HINTS[kind])

    assert problems
    assert not any(problem.is_error for problem in problems), problems


@pytest.mark.parametrize(
    "text",
    [
        "实实在在、扎扎实实为群众办事，人人有责。",
        "完成率达到100%，比例为200∶1。",
        "推行“3+4”调解机制，7×24小时带班。",
        "紫云园23栋ME商业楼，结合AB角轮值。",
        "综合能力显著提升。",
        "到2025年，市场主体数量达到0.3万家。",
        "第（一）项、第（二）项。",
    ],
)
def test_what_is_right_raises_nothing(tanggu, text):
    assert found_in(tanggu, text) == []


def test_a_problem_shows_its_words_with_those_around(tanggu):
    (problem,) = found_in(tanggu, "继续加强社区建设,提高服务水平。")

    assert problem.found == ","
    assert problem.excerpt in "继续加强社区建设,提高服务水平。"
    assert problem.spot.label == "第五章第三节第1段"


def test_an_invisible_character_is_named_in_the_excerpt(tanggu):
    (problem,) = found_in(tanggu, "加强\u200b建设。")

    assert "U+200B" in problem.excerpt


def test_a_wording_of_the_offices_list_is_an_error_with_its_remedy(tanggu):
    own = WrongWording("街道办", "街道办事处", "用全称")

    (problem,) = found_in(tanggu, "由街道办负责。", wrong_wordings=[own])

    assert problem.is_error
    assert "街道办事处" in problem.message


def test_a_right_wording_that_contains_the_wrong_one_is_no_fault(tanggu):
    own = WrongWording("街道办", "街道办事处")

    assert found_in(tanggu, "由街道办事处负责。", wrong_wordings=[own]) == []


def test_a_quote_that_no_longer_stands_in_its_place_is_an_error(tanggu):
    quote = Quote(Spot(numbered_place(5, 2)), "新增养老床位60张", QuoteKind.COMMITMENT, "K13")

    (problem,) = [p for p in proofread(tanggu, quotes=[quote]) if p.is_error]

    assert "K13" in problem.message


def test_a_quote_that_stands_in_its_place_is_no_fault(tanggu):
    quote = Quote(Spot(numbered_place(5, 2)), "新增养老床位48张", QuoteKind.COMMITMENT, "K13")

    assert not any(problem.is_error for problem in proofread(tanggu, quotes=[quote]))


def test_numbering_with_a_gap_is_an_error(tanggu):
    first, *others = tanggu.chapters

    problems = proofread(replace(tanggu, chapters=(replace(first, number=2), *others)))

    assert any(problem.is_error for problem in problems)


def test_an_emptied_section_is_an_error(tanggu):
    (chapter, *others) = tanggu.chapters
    (section, *rest) = chapter.sections
    emptied = replace(chapter, sections=(replace(section, blocks=()), *rest))

    problems = proofread(replace(tanggu, chapters=(emptied, *others)))

    assert Spot(numbered_place(1, 1)) in [problem.spot for problem in problems if problem.is_error]


def test_problems_come_in_printed_order(tanggu):
    late = with_text(tanggu, Spot(numbered_place(7, 3), 1), "加强,建设。")
    both = with_text(late, Spot(numbered_place(1, 1), 1), "加强,建设。")

    places = [problem.spot for problem in proofread(both) if problem.is_error]

    assert places == [Spot(numbered_place(1, 1), 1), Spot(numbered_place(7, 3), 1)]


@given(document=documents())
def test_no_document_makes_it_raise(document: Document):
    proofread(document)


def test_a_document_without_text_has_errors_and_no_fault_of_ours(tanggu):
    bare = replace(tanggu, preface=(Paragraph(""),), chapters=(), indicators=())

    assert isinstance(proofread(bare), tuple)
