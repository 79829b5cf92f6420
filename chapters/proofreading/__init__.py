"""Proofreading: one set of rules for a text while it is saved and for a plan before it is proposed.

`Severity` says what a finding stops. Only what is surely wrong is an ERROR; a doubtful thing is a
HINT. The reader of 规划文本 adds what is wrong with the structure of a file or a box.

Stops the saving
    unseen       看不见的字符: controls, zero-width marks, fillers; what turns a text around

Errors
    structure    numbers with gaps; empty titles, chapters, sections; a table without indicators
    brackets     unpaired or crossing marks, “ directly within “, ‘ without “
    typography   half-width marks, stray spaces, look-alike characters, marks doubled or at the
                 head of a paragraph
    characters   traditional and variant forms
    unseen       user-made characters (自造字); a line end within a paragraph
    wording      English function words; three or more characters said twice; wrong wordings
    years        二零三五年 for 二〇三五年
    figures      an indicator's value other than the table's for the year named
    personal     identity and telephone numbers, bank cards, mail addresses, links out
    quotations   a commitment's or an erratum's quote that no longer stands on its page

Hints
    structure    an indicator without a unit; indicators that no page shows
    brackets     《 directly within 《
    typography   full-width figures; - for —; : for ∶; 「」; a leftover **; a goal that begins
                 with another dash than ——; no mark at the end
    characters   others beyond GB/T 2312
    unseen       letters in two pieces, composed on saving
    wording      other foreign words; two characters said twice; 的的; 矛盾纠纷矛盾
    years        one year in two forms; a year such as 2053 that is one slip away from the plan's
    figures      another figure beside an indicator's name; a rate above 100 %
    personal     figures like an identity number, an old one, a telephone or a card, but not surely

Within a telephone number, a mail address or a link nothing else is reported. Of one rule at most
MOST_OF_A_KIND findings are reported in one text.
"""

from collections.abc import Container, Iterable, Iterator

from chapters.plan.document import Document
from chapters.proofreading import brackets, characters, figures, typography, unseen, wording, years
from chapters.proofreading.personal import personal_findings
from chapters.proofreading.problems import Finding, Problem, TextRule, findings, problem
from chapters.proofreading.quotations import Quote, quote_findings
from chapters.proofreading.structure import structure_findings
from chapters.proofreading.wording import WrongWording, wrong_wording_rules

CHARACTER_RULES: tuple[TextRule, ...] = (unseen.unseen_findings, unseen.decomposed_findings)
"""Rules on the characters as they were typed, before marks are read."""

TEXT_RULES: tuple[TextRule, ...] = (
    brackets.bracket_findings,
    typography.half_width_findings,
    typography.space_findings,
    unseen.line_end_findings,
    unseen.private_use_findings,
    typography.lookalike_findings,
    typography.doubled_marks,
    typography.mark_at_the_head,
    typography.corner_quotes,
    typography.leftover_marks,
    typography.full_width_figures,
    typography.hyphens,
    typography.ratio_colons,
    characters.character_findings,
    wording.latin_word_findings,
    wording.foreign_letter_findings,
    wording.doubled_phrases,
    wording.doubled_words,
    wording.doubled_particles,
    wording.repeated_words,
    wording.doubled_clauses,
    years.wrong_zeros,
    figures.high_rate_findings,
    *wrong_wording_rules(wording.COMMON_WRONG_WORDINGS),
)
PARAGRAPH_RULES: tuple[TextRule, ...] = (typography.goal_dashes, typography.missing_end_findings)


def proofread(
    document: Document,
    *,
    quotes: Iterable[Quote] = (),
    wrong_wordings: Iterable[WrongWording] = (),
    let_through: Container[str] = (),
    pictures: Container[str] = (),
) -> tuple[Problem, ...]:
    """Return the document's problems in printed order. No text makes it raise.

    `quotes` are words that must still stand on their page; `wrong_wordings` is the office's list;
    `let_through` are words that look like personal data and are none; `pictures` are those that
    are stored, by their SHA-256.
    """
    passages = document.passages()
    rules = text_rules(wrong_wordings)
    found = [
        *structure_findings(document, passages, pictures),
        *quote_findings(passages, quotes),
        *years.year_findings(document, passages),
        *figures.table_findings(document, passages),
        *(
            (passage, finding)
            for passage in passages
            for finding in (
                *findings(CHARACTER_RULES, passage.text),
                *findings_of(passage.text, rules, let_through, passage.is_paragraph),
            )
        ),
    ]
    found.sort(key=lambda pair: (pair[0].order, pair[1].start, pair[1].end))
    return tuple(problem(passage, finding) for passage, finding in found)


def text_rules(wrong_wordings: Iterable[WrongWording] = ()) -> tuple[TextRule, ...]:
    """Return the rules that read a text by itself, with those of the office's list."""
    return TEXT_RULES + wrong_wording_rules(wrong_wordings)


def findings_of(
    text: str,
    rules: tuple[TextRule, ...] = TEXT_RULES,
    let_through: Container[str] = (),
    is_paragraph: bool = False,
) -> Iterator[Finding]:
    """Yield what the rules find in a paragraph, or in a title or a cell, in the rules' order.

    `let_through` are words that look like personal data and are none.
    """
    personal = list(personal_findings(text))
    yield from (found for found in personal if text[found.start : found.end] not in let_through)
    for finding in findings(rules + (PARAGRAPH_RULES if is_paragraph else ()), text):
        if not any(p.start <= finding.start and finding.end <= p.end for p in personal):
            yield finding
