"""A false alarm is let through by two people: these words, in this field, and nothing beside."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from chapters.editions import publishing
from chapters.false_alarms import letting_through
from chapters.models import FalseAlarm, Section
from tanggu_plan.models import AuditEntry
from tanggu_plan.text.refusals import Refused
from tests.html import parse, text_of
from tests.personal_data import CARD, MOBILE

pytestmark = pytest.mark.django_db

NOTE, OTHER = "chapters.Edition.note", "13912345678"
REASON = "这是项目编号，不是手机号码。"
LIST = "/admin/chapters/falsealarm/"


@pytest.fixture
def let_through(editor, reviewer):
    """Return a function that lets words through, by two people."""

    def let_through(field=NOTE, words=MOBILE):
        row = letting_through.ask(field=field, words=words, reason=REASON, by=editor)
        return letting_through.confirm(row, by=reviewer)

    return let_through


def propose(edition, editor, note):
    section = Section.objects.get(chapter__number=1, number=1)
    Section.objects.filter(pk=section.pk).update(text=section.text.replace("脱贫摘帽", "脱贫致富"))
    return publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=note)


def test_the_words_let_through_stay_through(edition, editor, reviewer, publisher, let_through):
    let_through()

    proposed = propose(edition, editor, f"见项目{MOBILE}。")
    published = publishing.publish(publishing.approve(proposed, by=reviewer), by=publisher)

    assert MOBILE in published.note


@pytest.mark.parametrize(
    "note",
    [OTHER, f"{MOBILE}、{OTHER}", "138-1234-5678", CARD, "１３８１２３４５６７８"],
)
def test_other_words_in_the_same_field_do_not(edition, editor, let_through, note):
    let_through()

    with pytest.raises(Refused, match="不能公开"):
        propose(edition, editor, f"见项目{note}。")


@pytest.mark.parametrize("field", ["chapters.Section.text", "chapters.Edition.reason"])
def test_the_same_words_in_another_field_do_not(edition, editor, let_through, field):
    let_through(field)

    with pytest.raises(Refused, match=f"第2版的说明“{MOBILE}”"):
        propose(edition, editor, f"见项目{MOBILE}。")


def test_what_is_only_asked_for_is_not_let_through(edition, editor):
    letting_through.ask(field=NOTE, words=MOBILE, reason=REASON, by=editor)

    with pytest.raises(Refused):
        propose(edition, editor, f"见项目{MOBILE}。")


def test_words_let_through_in_a_section_can_be_proposed_there(edition, editor, let_through):
    let_through("chapters.Section.text")
    Section.objects.filter(chapter__number=1, number=1).update(text=f"建设项目{MOBILE}建成投用。")

    proposed = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note="补上编号。")

    assert MOBILE in proposed.document_json


def test_words_let_through_in_sections_cannot_be_proposed_in_a_lead(edition, editor, let_through):
    let_through("chapters.Section.text")
    edition.plan.chapters.filter(number=1).update(lead=f"建设项目{MOBILE}建成投用。")

    with pytest.raises(Refused, match=f"第一章的章首语“{MOBILE}”"):
        publishing.propose(edition.plan, by=editor, kind="CORRECTION", note="补上编号。")


# Two people


@pytest.mark.parametrize("is_one_person_office", [False, True])
def test_nobody_confirms_their_own_but_an_office_of_one(make_staff, settings, is_one_person_office):
    settings.ALLOW_SINGLE_PERSON_APPROVAL = is_one_person_office
    both = make_staff("both", "编辑", "审核")
    row = letting_through.ask(field=NOTE, words=MOBILE, reason=REASON, by=both)

    if is_one_person_office:
        assert letting_through.confirm(row, by=both).single_person
    else:
        with pytest.raises(Refused, match="须由另一位同事确认"):
            letting_through.confirm(row, by=both)


def test_the_database_refuses_one_person_twice(editor):
    now = timezone.now()
    said = {"field": NOTE, "words": MOBILE, "reason": REASON, "asked_at": now}

    with pytest.raises(IntegrityError), transaction.atomic():
        FalseAlarm.objects.create(**said, asked_by=editor, confirmed_by=editor, confirmed_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        FalseAlarm.objects.create(**said, asked_by=editor, confirmed_by=editor)


def test_the_same_words_are_asked_for_once(editor):
    letting_through.ask(field=NOTE, words=MOBILE, reason=REASON, by=editor)

    with pytest.raises(Refused, match="已经提出过放行"):
        letting_through.ask(field=NOTE, words=MOBILE, reason=REASON, by=editor)


def test_a_field_that_is_not_public_is_not_let_through(editor):
    with pytest.raises(Refused, match="没有这个字段"):
        letting_through.ask(field="auth.User.email", words=MOBILE, reason=REASON, by=editor)


def test_every_step_is_in_the_log(editor, reviewer, let_through):
    let_through()
    other = letting_through.ask(field=NOTE, words=CARD, reason=REASON, by=editor)
    letting_through.drop(other, by=reviewer)

    entries = AuditEntry.objects.filter(action="FALSE_ALARM").order_by("number")
    assert [(entry.actor, entry.details[:4]) for entry in entries] == [
        ("bianji", "提出；理"),
        ("shenhe", "确认；理"),
        ("bianji", "提出；理"),
        ("shenhe", "不予放行"),
    ]
    assert entries[0].subject == f"版次的说明：{MOBILE}"


# The pages


def test_a_clerk_asks_and_a_colleague_confirms_on_the_pages(as_user, editor, reviewer):
    client = as_user(editor)
    asked = client.post(
        reverse("admin:chapters_falsealarm_add"),
        {"field": NOTE, "words": MOBILE, "reason": REASON},
        follow=True,
    )
    row = FalseAlarm.objects.get()
    address = reverse("admin:chapters_falsealarm_change", args=[row.pk])
    own = parse(client.get(address))
    page = parse(as_user(reviewer).get(address))
    client.post(address, {"step": "confirm"})

    row.refresh_from_db()
    assert asked.status_code == 200
    assert [text_of(button) for button in own.cssselect("button[name=step]")] == ["撤销"]
    assert "确认放行" in [text_of(button) for button in page.cssselect("button[name=step]")]
    assert (row.asked_by, row.confirmed_by) == (editor, reviewer)


def test_the_pages_are_in_chinese(as_user, editor, reviewer, let_through):
    row = let_through()
    client = as_user(editor)

    for address in (LIST, f"{LIST}add/", f"{LIST}{row.pk}/change/"):
        main = text_of(parse(client.get(address)).cssselect("main")[0])
        assert "误报放行" in main
        assert "alarm" not in main.lower()


def test_the_form_says_what_is_wrong_in_chinese(as_user, editor, let_through):
    let_through()

    response = as_user(editor).post(
        f"{LIST}add/", {"field": NOTE, "words": MOBILE, "reason": REASON}
    )

    assert "这个字段里的这几个字已经提出过放行。" in response.content.decode()
