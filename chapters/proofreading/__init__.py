"""Checks before a plan is proposed: pure functions over its Document.

An ERROR stops the proposal, so only what is surely wrong is one; a doubtful thing is a HINT.

Errors
    structure    numbers with gaps; empty titles, chapters, sections; a table without indicators
    brackets     unpaired or crossing marks, “ directly within “, ‘ without “
    typography   half-width marks, stray spaces, invisible and look-alike characters,
                 marks doubled or at the head of a paragraph
    characters   traditional and variant forms
    wording      English function words; three or more characters said twice; wrong wordings
    years        二零三五年 for 二〇三五年
    figures      an indicator's value other than the table's for the year named
    personal     telephones, identity cards, mail addresses, links out
    quotations   a commitment's or an erratum's quote that no longer stands on its page

Hints
    structure    an indicator without a unit; indicators that no page shows
    brackets     《 directly within 《
    typography   full-width figures; - for —; : for ∶; 「」; a leftover **; no mark at the end
    characters   others beyond GB/T 2312
    wording      other foreign words; two characters said twice; 的的; 矛盾纠纷矛盾
    years        one year in two forms; a year such as 2053 that is one slip away from the plan's
    figures      another figure beside an indicator's name; a rate above 100 %
    personal     eighteen figures like an identity card's with a wrong check character

Within a telephone number, a mail address or a link nothing else is reported. Of one rule at most
MOST_OF_A_KIND problems are reported in one paragraph.
"""

from collections.abc import Iterable, Iterator

from chapters.plan.document import Document
from chapters.plan.passages import Passage
from chapters.proofreading.brackets import bracket_findings
from chapters.proofreading.characters import character_findings
from chapters.proofreading.figures import high_rate_findings, table_findings
from chapters.proofreading.personal import personal_findings
from chapters.proofreading.problems import (
    MOST_OF_A_KIND,
    Finding,
    Problem,
    Severity,
    TextRule,
    findings,
    problem,
)
from chapters.proofreading.quotations import Quote, QuoteKind, quote_findings
from chapters.proofreading.structure import structure_findings
from chapters.proofreading.typography import (
    corner_quotes,
    doubled_marks,
    full_width_figures,
    half_width_findings,
    hyphens,
    invisible_findings,
    leftover_marks,
    lookalike_findings,
    mark_at_the_head,
    missing_end_findings,
    ratio_colons,
    space_findings,
)
from chapters.proofreading.wording import (
    COMMON_WRONG_WORDINGS,
    WrongWording,
    doubled_clauses,
    doubled_particles,
    doubled_phrases,
    doubled_words,
    foreign_letters,
    latin_word_findings,
    repeated_words,
    wrong_wording_rules,
)
from chapters.proofreading.years import wrong_zeros, year_findings

__all__ = [
    "COMMON_WRONG_WORDINGS",
    "MOST_OF_A_KIND",
    "Problem",
    "Quote",
    "QuoteKind",
    "Severity",
    "WrongWording",
    "check",
]

TEXT_RULES: tuple[TextRule, ...] = (
    bracket_findings,
    half_width_findings,
    space_findings,
    invisible_findings,
    lookalike_findings,
    doubled_marks,
    mark_at_the_head,
    corner_quotes,
    leftover_marks,
    full_width_figures,
    hyphens,
    ratio_colons,
    character_findings,
    latin_word_findings,
    foreign_letters,
    doubled_phrases,
    doubled_words,
    doubled_particles,
    repeated_words,
    doubled_clauses,
    wrong_zeros,
    high_rate_findings,
)


def check(
    document: Document,
    *,
    quotes: Iterable[Quote] = (),
    wrong_wordings: Iterable[WrongWording] = (),
) -> tuple[Problem, ...]:
    """Return the document's problems in printed order. No text makes it raise.

    `quotes` are words that must still stand on their page; `wrong_wordings` is the office's list,
    COMMON_WRONG_WORDINGS or more.
    """
    passages = document.passages()
    rules = TEXT_RULES + wrong_wording_rules(wrong_wordings)
    found = [
        *structure_findings(document, passages),
        *quote_findings(passages, quotes),
        *year_findings(document, passages),
        *table_findings(document, passages),
        *((passage, finding) for passage in passages for finding in _text_findings(passage, rules)),
    ]
    found.sort(key=lambda pair: (pair[0].order, pair[1].start, pair[1].end))
    return tuple(problem(passage, finding) for passage, finding in found)


def _text_findings(passage: Passage, rules: tuple[TextRule, ...]) -> Iterator[Finding]:
    personal = list(personal_findings(passage.text))
    yield from personal
    if passage.is_paragraph:
        yield from missing_end_findings(passage.text)
    for finding in findings(rules, passage.text):
        if not any(_within(finding, other) for other in personal):
            yield finding


def _within(finding: Finding, other: Finding) -> bool:
    return other.start <= finding.start and finding.end <= other.end
