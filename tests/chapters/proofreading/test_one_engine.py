"""A text is judged by the same rules, in the same words, on saving and before proposing."""

from dataclasses import replace
from itertools import islice
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters import plantext
from chapters.plan.blocks import Paragraph
from chapters.plantext.blocks import check_blocks, read_blocks
from chapters.proofreading import CHARACTER_RULES, findings_of, proofread
from chapters.proofreading.problems import Severity, findings
from tests.chapters.proofreading.seeded_faults import TEXT_CHANGES, text_faults

ALPHABET = "加强建設服务，。、；“”‘’（）《》〔1a,.:; \u3000\u200b\u3164\ue001\ue863\u202e\ufffdé—-*"


def on_saving(text):
    return sorted((remark.severity, remark.message) for remark in check_blocks(text))


def before_proposing(document, text):
    """What is found in the text where it is the only paragraph of the preface."""
    problems = proofread(replace(document, preface=(Paragraph(text),)))
    found = [problem for problem in problems if problem.spot.label == "前言第1段"]
    return sorted((problem.severity, problem.message) for problem in found)


@pytest.fixture(scope="module")
def bare(tanggu):
    """The plan with nothing but its cover: no year or figure elsewhere to compare with."""
    return replace(tanggu, preface=(), chapters=(), closing=(), indicators=())


FAULTS = {
    "1）加强领导。": [],
    "他说‘好’。": [(Severity.ERROR, "单引号‘’只用在双引号里面")],
    "恢复到Covid前水平。": [(Severity.HINT, "“Covid”是外文词")],
    "加强建設。": [(Severity.ERROR, "“設”是繁体字或异体字，应写“设”")],
    "加强\u3164建设。": [(Severity.FATAL, "看不见的字符（U+3164）")],
    "加强\ue001建设。": [(Severity.ERROR, "有自造字（U+E001）")],
    "加强\ue863建设。": [(Severity.ERROR, "它就是“䶮”，请重新输入这个字")],
    "加强\u200b建设。": [(Severity.FATAL, "看不见的字符（U+200B）")],
    "加强\u202e建设。": [(Severity.FATAL, "改变文字方向的隐藏字符（U+202E）")],
    "加强\ufffd建设。": [(Severity.FATAL, "乱码（U+FFFD）")],
}


@pytest.mark.parametrize("text", FAULTS, ids=map(ascii, FAULTS))
def test_saving_and_proposing_say_the_same_of(bare, text):
    found = on_saving(text)

    assert found == before_proposing(bare, text)
    assert [severity for severity, _ in found] == [severity for severity, _ in FAULTS[text]]
    assert all(words in said for (_, said), (_, words) in zip(found, FAULTS[text], strict=True))


@given(text=st.text(st.sampled_from(ALPHABET), min_size=1).map(str.strip).filter(bool))
@settings(max_examples=300)
def test_saving_and_proposing_say_the_same_of_any_paragraph(bare, text):
    blocks = read_blocks(text)
    structural = [remark for remark in check_blocks(text) if not remark.excerpt]

    if blocks == (Paragraph(text),) and not structural:
        assert on_saving(text) == before_proposing(bare, text)


def test_what_stops_the_saving_stops_the_proposal_too():
    assert [severity.stops_saving for severity in Severity] == [False, False, True]
    assert [severity.stops_proposing for severity in Severity] == [False, True, True]


def read_from_a_file(document):
    reading = plantext.read(plantext.write(document))
    return sorted((r.severity, r.message) for r in reading.remarks if r.excerpt)


def in_its_texts(document):
    """What the rules on a text find in all texts of the document, each by itself."""
    return sorted(
        (finding.severity, finding.message)
        for passage in document.passages()
        for finding in (
            *findings(CHARACTER_RULES, passage.text),
            *findings_of(passage.text, is_paragraph=passage.is_paragraph),
        )
    )


@pytest.mark.parametrize("kind", sorted(set(TEXT_CHANGES) - {"an invisible character"}))
def test_a_plan_file_is_judged_on_import_as_its_document_is(tanggu, kind):
    for fault in islice(text_faults(tanggu, kind, Random(13)), 2):
        found = in_its_texts(fault.document)

        assert read_from_a_file(fault.document) == found
        assert set(found) <= {(p.severity, p.message) for p in proofread(fault.document)}
