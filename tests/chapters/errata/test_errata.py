"""The public list of errata, and the questions that staff decide."""

import re

import pytest
from django.urls import reverse

from chapters.editions import publishing, readiness
from chapters.errata import deciding as rule
from chapters.errata.deciding import positions, unsigned
from chapters.errata.places import spot_named
from chapters.models import Edition, Erratum, Section
from chapters.working_copy.rows import freeze
from tanggu_plan.models import AuditEntry
from tanggu_plan.text.refusals import Refused
from tests.chapters.plan.test_fixture import SOURCE, plan_as_printed, uncorrected
from tests.html import parse, text_of

PAGE = "/2021-2025/errata/"
DOUBLED, SINGLE = "社会矛盾纠纷矛盾调处化解中心", "社会矛盾纠纷调处化解中心"


class Correction:
    """A stored erratum as the proof of tests.chapters.plan.test_fixture reads one."""

    def __init__(self, erratum):
        self.place = erratum.source_line, erratum.source_column
        self.source_reading = unsigned(erratum.source_reading)
        self.published_reading = unsigned(erratum.published_reading)


def text_before_acceptance(edition):
    """The edition's text with the accepted readings put back to those of the print."""
    printed, paragraphs = plan_as_printed(edition.document), {}
    for erratum in edition.plan.errata.of_text(edition).questions():
        spot = spot_named(erratum.paragraph)
        _, paragraph = spot.among(spot.blocks_of(edition.document))
        text = paragraphs.get(spot, paragraph.text)
        assert text.count(erratum.published_reading) == 1, erratum
        before = text.replace(erratum.published_reading, erratum.printed_reading)
        printed = printed.replace(text, before)
        paragraphs[spot] = before
    return printed


def source_made_again(edition):
    listed = edition.plan.errata.of_text(edition).exclude(category="QUESTION")
    corrections = sorted(map(Correction, listed), key=lambda correction: correction.place)
    return uncorrected(text_before_acceptance(edition), corrections)


@pytest.fixture
def source():
    return SOURCE.read_bytes().decode()


@pytest.fixture
def question(errata):
    """矛盾 twice in 第一章第一节, the code Q03."""
    return errata.get(code="Q03")


def section_text(chapter=1, section=1):
    return Section.objects.get(chapter__number=chapter, number=section).text


# Published text minus errata equals the source


def test_the_published_text_minus_the_listed_errata_is_the_source(edition, errata, source):
    assert source_made_again(edition) == source


def test_with_accepted_questions_the_text_minus_errata_is_still_the_source(
    edition, errata, source, editor, publish_working_copy
):
    for code in ("Q03", "Q15", "Q21", "Q26", "Q31", "Q33"):
        erratum = errata.get(code=code)
        reading = erratum.suggested_reading if code != "Q26" else "ME大厦商业楼"
        rule.accept(erratum, by=editor, reading=reading)

    second = publish_working_copy()

    assert second.plan.errata.of_text(second).questions().count() == 6
    assert source_made_again(second) == source
    assert source_made_again(Edition.objects.get(number=1)) == source


def test_the_list_is_that_of_its_own_plan(edition, errata):
    stranger = Edition(plan_id=edition.plan_id + 1, number=1)

    assert not Erratum.objects.of_text(stranger).exists()


# The public page


def test_the_page_counts_by_category(client, edition, errata):
    page = parse(client.get(PAGE))

    counts = [text_of(each) for each in page.cssselect(".errata-counts li")]
    assert counts == ["规范化121处", "识别更正82处"]


def test_every_occurrence_stands_on_the_page_once_with_its_place(client, edition, errata):
    page = parse(client.get(PAGE))

    places = [text_of(each) for each in page.cssselect(".erratum-place")]
    shown = sorted(re.search(r"原件第(\d+)行第(\d+)列", place).groups() for place in places)
    listed = errata.of_text(edition).values_list("source_line", "source_column")
    assert shown == sorted((str(line), str(column)) for line, column in listed)


def test_every_reason_stands_on_the_page(client, edition, errata):
    text = text_of(parse(client.get(PAGE)))

    reasons = set(errata.of_text(edition).values_list("reason", flat=True))
    assert all("".join(reason.split()) in text for reason in reasons)


def test_corrections_made_alike_are_folded_into_one(client, edition, errata):
    page = parse(client.get(PAGE))

    folded = [text_of(each) for each in page.cssselect(".errata summary")]
    assert "逐处列出（40处）" in folded  # spaces
    assert "逐处列出（59处）" in folded  # traditional characters
    assert len(page.cssselect(".errata > li")) == 11 + 3


def test_an_occurrence_leads_to_its_paragraph(client, edition, errata):
    page = parse(client.get(PAGE))

    (link,) = page.cssselect('.erratum-place a[href="/2021-2025/2/2/#p2"]')
    assert text_of(link) == "第二章第二节第2段"


def test_open_questions_are_not_on_the_public_page(client, edition, errata):
    assert DOUBLED not in client.get(PAGE).content.decode()


def test_an_accepted_question_is_listed_once_it_is_published(
    client, question, edition, editor, publish_working_copy
):
    rule.accept(question, by=editor, reading=SINGLE)
    before = client.get(PAGE).content.decode()

    publish_working_copy()

    page = client.get(PAGE).content.decode()
    assert DOUBLED not in before
    assert "采纳的勘误" in page
    assert DOUBLED in page
    assert SINGLE in page


def test_the_received_text_is_offered(client, edition, errata, source):
    response = client.get(f"{PAGE}source.txt")

    assert f'href="{PAGE}source.txt"' in client.get(PAGE).content.decode()
    assert b"".join(response.streaming_content).decode() == source


def test_a_plan_without_a_kept_source_offers_none(client, edition, settings, tmp_path):
    settings.FIXTURES_DIR = tmp_path

    assert "source.txt" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}source.txt").status_code == 404


def test_the_page_takes_two_queries_and_sets_no_cookie(
    client, edition, errata, django_assert_num_queries
):
    with django_assert_num_queries(2):
        response = client.get(PAGE)

    assert not response.cookies


def test_a_plan_without_errata_says_so(client, edition):
    assert "没有登记" in client.get(PAGE).content.decode()


# Deciding: the rule


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
    monkeypatch.setattr("chapters.errata.deciding.audit.record", None)
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


# Deciding: the pages


@pytest.fixture
def editors_client(client, editor):
    client.force_login(editor)
    return client


def admin_page(erratum):
    return reverse("admin:chapters_erratum_change", args=[erratum.pk])


def test_the_36_questions_are_found_by_their_decision(editors_client, errata):
    changelist = reverse("admin:chapters_erratum_changelist")

    response = editors_client.get(changelist, {"decision__exact": "OPEN"})

    assert len(parse(response).cssselect("#result_list tbody tr")) == 36


def test_a_question_shows_its_paragraph_with_the_reading_marked(editors_client, question):
    page = parse(editors_client.get(admin_page(question)))

    (mark,) = page.cssselect(".erratum-passage mark")
    assert text_of(mark) == DOUBLED
    assert question.reason in page.text_content()
    assert page.cssselect("#id_reading")[0].get("value") == SINGLE


def test_every_erratum_has_a_page(editors_client, errata):
    for erratum in errata.all():
        assert editors_client.get(admin_page(erratum)).status_code == 200, erratum


def test_advice_in_brackets_is_not_filled_in_as_a_reading(editors_client, errata):
    page = parse(editors_client.get(admin_page(errata.get(code="Q23"))))

    assert page.cssselect("#id_reading")[0].get("value") == "海河人才"


def test_accepting_on_the_page_changes_the_working_copy(editors_client, question):
    response = editors_client.post(
        admin_page(question), {"step": "accept", "reading": SINGLE}, follow=True
    )

    assert "公开页面尚未改变" in response.content.decode()
    assert SINGLE in section_text()
    assert parse(response).cssselect('button[value="take_back"]')


def test_a_refusal_says_why_and_keeps_what_was_typed(editors_client, question):
    Section.objects.filter(chapter__number=1, number=1).update(text="第一段。\n" * 9)

    response = editors_client.post(
        admin_page(question), {"step": "accept", "reading": "我写的读法"}
    )

    page = parse(response)
    assert "找不到" in text_of(page.cssselect(".errornote")[0])
    assert page.cssselect("#id_reading")[0].get("value") == "我写的读法"


def test_other_errata_are_read_only(editors_client, errata):
    erratum = errata.get(code="O02")

    assert not parse(editors_client.get(admin_page(erratum))).cssselect(".step-form")
    response = editors_client.post(admin_page(erratum), {"step": "keep"})
    assert "只有存疑" in response.content.decode()


@pytest.mark.parametrize("role", ["审核", "发布", "审计"])
def test_other_roles_may_read_a_question_but_not_decide_it(client, question, make_staff, role):
    client.force_login(make_staff("other", role))

    assert not parse(client.get(admin_page(question))).cssselect(".step-form")
    for step in ("keep", "accept", "take_back"):
        response = client.post(admin_page(question), {"step": step, "reading": "x"})
        assert response.status_code == 403
    question.refresh_from_db()
    assert question.decision == "OPEN"


@pytest.mark.parametrize("role", ["数据", "管理"])
def test_roles_without_the_text_do_not_see_errata(client, question, make_staff, role):
    client.force_login(make_staff("other", role))

    assert client.get(admin_page(question)).status_code == 403


@pytest.mark.parametrize("forged", [{}, {"step": "publish"}, {"decision": "ACCEPTED"}])
def test_a_forged_step_decides_nothing(editors_client, question, forged):
    assert editors_client.post(admin_page(question), forged).status_code == 403

    question.refresh_from_db()
    assert question.decision == "OPEN"


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30, "../1"])
def test_an_erratum_that_is_not_there_is_not_found(editors_client, errata, pk):
    address = f"/admin/chapters/erratum/{pk}/change/"

    assert editors_client.get(address, follow=True).status_code in (200, 404)
