import pytest

from chapters.editions import pdfs, publishing
from chapters.models import Edition, Erratum, Section
from chapters.pdf import rendering
from chapters.pdf.maker import maker
from tanggu_plan import audit
from tanggu_plan.models import AuditEntry
from tanggu_plan.text.refusals import Refused
from tests.chapters.editions.admin_pages import NOTE, change_the_working_copy


def states(plan):
    return list(plan.editions.order_by("number").values_list("number", "state"))


def test_the_original_freezes_the_working_copy(edition, tanggu):
    assert edition.document == tanggu
    assert edition.document_json == tanggu.to_json()


def test_its_file_names_its_maker(edition):
    assert edition.files.get(kind="PDF").maker == maker()


def test_a_plan_has_one_original_only(edition):
    with pytest.raises(Refused, match="已有版次"):
        publishing.publish_original(edition.plan)


def test_a_working_copy_that_moves_while_the_pdf_is_made_leaves_it_what_was_frozen(
    plan, monkeypatch, tanggu
):
    def edit_meanwhile(document, *, edition_number, **_):
        Section.objects.filter(number=1).update(text="有人刚刚改了。")
        return b"%PDF-" + document.sha256.encode()

    monkeypatch.setattr(rendering, "render", edit_meanwhile)

    edition = publishing.publish_original(plan)

    assert edition.document == tanggu
    assert edition.files.get().stored_bytes == b"%PDF-" + tanggu.sha256.encode()


def test_a_proposal_freezes_the_working_copy_and_leaves_the_public_one(proposed, edition):
    assert "脱贫致富" in proposed.document_json
    assert states(edition.plan) == [(1, "PUBLISHED"), (2, "PROPOSED")]


def test_editing_goes_on_while_a_proposal_is_under_review(proposed):
    change_the_working_copy("脱贫攻坚")

    proposed.refresh_from_db()
    assert "脱贫攻坚" not in proposed.document_json


def test_publishing_supersedes_the_edition_before(second):
    assert states(second.plan) == [(1, "SUPERSEDED"), (2, "PUBLISHED")]


def test_a_returned_proposal_keeps_its_reason_and_the_working_copy(proposed, reviewer):
    publishing.return_(proposed, by=reviewer, reason="第3段有错字。")

    proposed.refresh_from_db()
    assert (proposed.state, proposed.reason) == ("RETURNED", "第3段有错字。")
    assert Section.objects.filter(text__contains="脱贫致富").exists()


def test_a_withdrawn_edition_leaves_its_address_and_its_explanation(second, publisher):
    publishing.withdraw(second, by=publisher, reason="数字有误，正在核对。")

    second.refresh_from_db()
    assert (second.state, second.reason) == ("WITHDRAWN", "数字有误，正在核对。")
    assert not Edition.objects.published().exists()


def test_an_older_edition_comes_back_as_a_new_one(second, edition, publisher):
    third = publishing.republish(edition, by=publisher, reason="第2版有误。")

    assert third.sha256 == edition.sha256
    assert (third.number, third.restores, third.note) == (3, edition, "第2版有误。")
    assert states(second.plan) == [(1, "SUPERSEDED"), (2, "SUPERSEDED"), (3, "PUBLISHED")]


def test_after_a_withdrawal_an_older_edition_can_come_back(second, edition, publisher):
    publishing.withdraw(second, by=publisher, reason="有误。")

    publishing.republish(edition, by=publisher, reason="恢复第1版。")

    assert Edition.objects.published().get().number == 3


def test_the_proposer_cannot_approve(edition, make_staff):
    both = make_staff("both", "编辑", "审核")
    change_the_working_copy()
    proposed = publishing.propose(edition.plan, by=both, kind="CORRECTION", note=NOTE)

    with pytest.raises(Refused, match="另一位同事"):
        publishing.approve(proposed, by=both)


def test_a_superuser_cannot_approve_their_own_proposal_either(edition, admin_user):
    change_the_working_copy()
    proposed = publishing.propose(edition.plan, by=admin_user, kind="CORRECTION", note=NOTE)

    with pytest.raises(Refused, match="另一位同事"):
        publishing.approve(proposed, by=admin_user)


def test_an_office_of_one_may_approve_alone_and_says_so(edition, admin_user, settings):
    settings.ALLOW_SINGLE_PERSON_APPROVAL = True
    change_the_working_copy()
    proposed = publishing.propose(edition.plan, by=admin_user, kind="CORRECTION", note=NOTE)

    approved = publishing.approve(proposed, by=admin_user)

    assert approved.single_person
    assert "单人审定" in AuditEntry.objects.first().details


def test_two_people_are_not_flagged_as_one(approved):
    assert not approved.single_person


def test_an_unchanged_working_copy_cannot_be_proposed(edition, editor):
    with pytest.raises(Refused, match="完全相同"):
        publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)


def test_a_text_with_an_error_cannot_be_proposed(edition, editor):
    change_the_working_copy("脱贫，，摘帽")

    with pytest.raises(Refused, match="1处错误"):
        publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)


@pytest.mark.parametrize(
    ("kind", "note", "message"), [("ORIGINAL", NOTE, "性质"), ("CORRECTION", "  ", "请写明")]
)
def test_a_proposal_needs_its_kind_and_its_note(edition, editor, kind, note, message):
    change_the_working_copy()

    with pytest.raises(Refused, match=message):
        publishing.propose(edition.plan, by=editor, kind=kind, note=note)


def test_what_was_published_meanwhile_is_not_overwritten(edition, editor, reviewer, publisher):
    change_the_working_copy()
    first = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)
    change_the_working_copy()
    Section.objects.filter(chapter__number=5, number=3).update(text="另有一处改动。")
    other = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)
    for waiting in (first, other):
        publishing.approve(waiting, by=reviewer)

    publishing.publish(other, by=publisher)

    with pytest.raises(Refused, match="第3版已经发布"):
        publishing.publish(first, by=publisher)


def test_a_step_taken_twice_is_refused(second, publisher, reviewer):
    with pytest.raises(Refused, match="现行"):
        publishing.publish(second, by=publisher)
    with pytest.raises(Refused, match="现行"):
        publishing.approve(second, by=reviewer)


def test_without_the_permission_no_step_is_taken(proposed, edition, editor, make_staff):
    auditor = make_staff("shenji", "审计")

    for step in (
        lambda: publishing.propose(edition.plan, by=auditor, kind="CORRECTION", note=NOTE),
        lambda: publishing.approve(proposed, by=editor),
        lambda: publishing.return_(proposed, by=editor, reason="x"),
        lambda: publishing.publish(proposed, by=editor),
        lambda: publishing.withdraw(edition, by=editor, reason="x"),
        lambda: publishing.republish(edition, by=editor, reason="x"),
    ):
        with pytest.raises(Refused, match="权限"):
            step()


def test_what_has_no_pdf_is_proposed_and_not_approved(edition, editor, reviewer, monkeypatch):
    def fail(document, *, edition_number, **_):
        raise Refused("排这份 PDF 要算 30 秒以上。")

    monkeypatch.setattr(rendering, "render", fail)
    change_the_working_copy()
    proposed = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)

    with pytest.raises(Refused, match="没有生成：排这份 PDF 要算 30 秒以上。请"):
        publishing.approve(proposed, by=reviewer)

    assert (proposed.state, proposed.files.count()) == ("PROPOSED", 0)


def test_a_returned_proposal_needs_no_pdf(edition, editor, reviewer, monkeypatch):
    monkeypatch.setattr(pdfs, "request", lambda edition, *, by: None)
    change_the_working_copy()
    proposed = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)

    with pytest.raises(Refused, match="正在生成"):
        publishing.approve(proposed, by=reviewer)
    returned = publishing.return_(proposed, by=reviewer, reason="重写。")

    assert returned.state == "RETURNED"


def test_every_step_is_on_record_with_who_and_what(second, editor, reviewer, publisher):
    steps = ["PROPOSE", "APPROVE", "PUBLISH"]
    entries = AuditEntry.objects.filter(action__in=steps, subject=str(second)).order_by("number")

    assert [(e.actor, e.action) for e in entries] == list(
        zip(["bianji", "shenhe", "fabu"], steps, strict=True)
    )
    assert all(second.sha256 in entry.details for entry in entries)
    assert audit.first_fault() == ""


def test_an_accepted_erratum_goes_public_with_the_edition_that_carries_it(
    edition, editor, reviewer, publisher
):
    erratum = Erratum.objects.create(
        plan=edition.plan,
        code="Q99",
        category="QUESTION",
        source_line=69,
        source_column=1,
        paragraph="c1s1-p3",
        source_reading="脱贫摘帽",
        published_reading="脱贫致富",
        reason="疑误。",
        decision="ACCEPTED",
    )
    change_the_working_copy()
    proposed = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)
    assert erratum not in edition.plan.errata.of_text(edition)

    second = publishing.publish(publishing.approve(proposed, by=reviewer), by=publisher)

    assert erratum in edition.plan.errata.of_text(second)
    assert erratum not in edition.plan.errata.of_text(Edition.objects.get(number=1))
    third = publishing.republish(Edition.objects.get(number=1), by=publisher, reason="恢复。")
    assert erratum not in edition.plan.errata.of_text(third)
