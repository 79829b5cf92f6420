"""Deciding the questions: the rule."""

import re

import pytest

from chapters.editions import publishing, readiness
from chapters.errata import deciding as rule
from chapters.errata.deciding import positions
from chapters.models import Section
from chapters.working_copy.rows import freeze
from tanggu_plan.models import AuditEntry
from tanggu_plan.text.refusals import Refused
from tests.chapters.errata.texts import DOUBLED, SINGLE, section_text


def test_accepting_changes_exactly_that_place(question, editor):
    before = freeze(question.plan).to_json()

    rule.accept(question, by=editor, reading=SINGLE)

    after = freeze(question.plan).to_json()
    assert before.count(DOUBLED) == 1
    assert after == before.replace(DOUBLED, SINGLE)


def test_accepting_notes_both_readings_who_and_when(question, editor):
    rule.accept(question, by=editor, reading=SINGLE)

    question.refresh_from_db()
    assert (question.decision, question.decided_by) == ("ACCEPTED", editor)
    assert question.decided_at
    assert (question.printed_reading, question.published_reading) == (DOUBLED, SINGLE)


def test_a_decision_is_on_record_and_so_is_the_edit(question, editor):
    rule.accept(question, by=editor, reading=SINGLE)

    decided, edited = AuditEntry.objects.order_by("-number")[:2]
    assert (decided.action, decided.actor) == ("ERRATUM", "bianji")
    assert "Q03" in decided.subject
    assert DOUBLED in decided.details
    assert (edited.action, edited.actor) == ("EDIT", "bianji")


def test_every_question_about_a_paragraph_can_be_accepted_and_taken_back(plan, errata, editor):
    before = freeze(plan)
    questions = [q for q in errata.questions() if re.search(r"-[pg]\d+$", q.paragraph)]

    for question in questions:
        rule.accept(question, by=editor, reading=f"{question.published_reading}囗")
    changed = freeze(plan)
    for question in reversed(questions):
        rule.take_back(question, by=editor)

    assert len(questions) == 32
    assert sum(paragraph.text.count("囗") for paragraph in changed.paragraphs()) == 32
    assert freeze(plan) == before
    assert errata.questions().filter(decision="OPEN").count() == 36


def test_what_was_decided_does_not_stop_a_proposal(plan, errata, editor):
    """A kept reading is the published one: 3次, where the export has 3 次."""
    clean = len(readiness.errors(plan, freeze(plan)))
    for question in errata.questions().exclude(paragraph__endswith="t1"):
        rule.keep(question, by=editor)

    assert len(readiness.errors(plan, freeze(plan))) == clean == 0


def test_the_reading_can_be_another_than_the_suggestion(question, editor):
    rule.accept(question, by=editor, reading="矛盾调处中心")

    assert "矛盾调处中心" in section_text()


@pytest.mark.parametrize("reading", ["", "  ", "两\n行", DOUBLED])
def test_a_reading_that_says_nothing_new_is_refused(question, editor, reading):
    with pytest.raises(Refused):
        rule.accept(question, by=editor, reading=reading)

    assert DOUBLED in section_text()


def test_a_reading_that_would_break_the_text_is_refused(plan, errata, editor):
    question = errata.get(code="Q27")  # it opens its paragraph
    for reading in (":::表 坚持总体安全", "\\坚持总体安全", "**坚持。**总体安全"):
        with pytest.raises(Refused):
            rule.accept(question, by=editor, reading=reading)

    assert errata.get(code="Q27").decision == "OPEN"


@pytest.mark.parametrize("other", ["没有这几个字。", f"{DOUBLED}与{DOUBLED}挂牌。"])
def test_a_reading_that_stands_not_exactly_once_is_refused_with_what_to_do(question, editor, other):
    lines = section_text().split("\n")
    lines[6] = other
    Section.objects.filter(chapter__number=1, number=1).update(text="\n".join(lines))

    with pytest.raises(Refused, match="手工改成"):
        rule.accept(question, by=editor, reading=SINGLE)

    question.refresh_from_db()
    assert question.decision == "OPEN"


def test_what_was_changed_by_hand_before_is_only_noted(question, editor):
    section = Section.objects.get(chapter__number=1, number=1)
    section.text = section.text.replace(DOUBLED, SINGLE)
    section.save()

    rule.accept(question, by=editor, reading=SINGLE)

    assert section_text() == section.text
    assert question.plan.errata.get(code="Q03").decision == "ACCEPTED"


def test_a_correction_made_by_hand_is_not_made_twice(plan, errata, editor):
    """防止跑冒 still stands in the paragraph, but as a part of 防止跑冒滴漏."""
    section = Section.objects.get(chapter__number=4, number=2)
    section.text = section.text.replace("防止跑冒", "防止跑冒滴漏")
    section.save()

    rule.accept(errata.get(code="Q21"), by=editor, reading="防止跑冒滴漏")

    assert section_text(4, 2) == section.text


def test_a_cell_of_the_table_is_changed_by_hand_first(plan, errata, editor):
    question = errata.get(code="Q05")
    accept = lambda: rule.accept(question, by=editor, reading="规上工业企业产值（亿元）")  # noqa: E731
    with pytest.raises(Refused, match="指标"):
        accept()

    plan.indicators.filter(number=1).update(unit="亿元")

    assert accept().decision == "ACCEPTED"
    with pytest.raises(Refused, match="指标"):
        rule.take_back(question, by=editor)


def test_the_cover_is_changed_by_hand_first(plan, errata, editor):
    question = errata.get(code="Q30")
    with pytest.raises(Refused, match="封面"):
        rule.accept(question, by=editor, reading="附件")

    assert rule.keep(question, by=editor).decision == "KEPT"


def test_keeping_changes_nothing_but_the_decision(question, editor):
    before = freeze(question.plan).to_json()

    rule.keep(question, by=editor)

    assert freeze(question.plan).to_json() == before
    assert question.plan.errata.get(code="Q03").decision == "KEPT"


def test_a_reading_that_is_gone_cannot_be_kept(question, editor):
    Section.objects.filter(chapter__number=1, number=1).update(text="第一段。\n" * 9)

    with pytest.raises(Refused, match="改回原样"):
        rule.keep(question, by=editor)


def test_a_decision_can_be_taken_back_while_unpublished(question, editor):
    before = freeze(question.plan).to_json()
    rule.accept(question, by=editor, reading=SINGLE)

    rule.take_back(question, by=editor)

    question.refresh_from_db()
    assert freeze(question.plan).to_json() == before
    assert (question.decision, question.published_reading) == ("OPEN", DOUBLED)
    assert (question.decided_by, question.decided_at, question.printed_reading) == (None, None, "")


def test_a_published_decision_cannot_be_taken_back(question, edition, editor, publish_working_copy):
    rule.accept(question, by=editor, reading=SINGLE)
    publish_working_copy()

    with pytest.raises(Refused, match="第2版公布"):
        rule.take_back(question, by=editor)


def test_what_a_proposal_carries_is_taken_back_only_after_its_return(
    question, edition, editor, reviewer
):
    rule.accept(question, by=editor, reading=SINGLE)
    proposed = publishing.propose(question.plan, by=editor, kind="CORRECTION", note="说明。")
    with pytest.raises(Refused, match="退回"):
        rule.take_back(question, by=editor)

    publishing.return_(proposed, by=reviewer, reason="再想想。")

    assert rule.take_back(question, by=editor).decision == "OPEN"


def test_an_erratum_belongs_to_the_edition_that_brought_it_whatever_was_proposed_since(
    question, edition, editor, reviewer, publisher
):
    rule.accept(question, by=editor, reading=SINGLE)
    first = publishing.propose(question.plan, by=editor, kind="CORRECTION", note="说明。")
    Section.objects.filter(chapter__number=5, number=3).update(text="又有一处改动。")
    publishing.propose(question.plan, by=editor, kind="CORRECTION", note="说明。")

    published = publishing.publish(publishing.approve(first, by=reviewer), by=publisher)

    assert question in published.plan.errata.of_text(published)


def test_a_question_is_decided_once(question, editor):
    rule.keep(question, by=editor)

    with pytest.raises(Refused, match="照原文"):
        rule.accept(question, by=editor, reading=SINGLE)


def test_what_is_no_question_is_not_decided(errata, editor):
    with pytest.raises(Refused, match="存疑"):
        rule.keep(errata.get(code="V01"), by=editor)


def test_without_the_permission_nothing_is_decided(question, reviewer):
    for decide in (rule.keep, rule.take_back):
        with pytest.raises(Refused, match="权限"):
            decide(question, by=reviewer)
    with pytest.raises(Refused, match="权限"):
        rule.accept(question, by=reviewer, reading=SINGLE)


def test_a_fault_in_the_middle_leaves_nothing_half_done(question, editor, monkeypatch):
    monkeypatch.setattr("chapters.errata.deciding.audit.append", None)
    with pytest.raises(TypeError):
        rule.accept(question, by=editor, reading=SINGLE)

    question.refresh_from_db()
    assert question.decision == "OPEN"
    assert DOUBLED in section_text()


@pytest.mark.parametrize(
    ("reading", "text", "other", "places"),
    [
        ("ab", "abxab", "", [0, 3]),
        ("ab", "abcxab", "abc", [4]),
        ("ab", "cabxab", "cab", [4]),
        ("aa", "aaa", "", [0, 1]),
        ("a.b", "axb", "", []),
    ],
)
def test_a_reading_is_found_where_it_stands_by_itself(reading, text, other, places):
    assert positions(reading, text, apart_from=other) == places
