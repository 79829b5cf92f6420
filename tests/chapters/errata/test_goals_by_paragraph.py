"""An erratum's c2s3-g1, the first goal of 第二章第三节, is named 第2段 wherever it is named."""

import pytest
from django.urls import reverse

from chapters.editions import publishing
from chapters.errata import deciding
from chapters.models import Section
from tests.html import parse, text_of

READING, OTHER = "发挥区域优势，产业特点", "发挥区域优势、产业特点"
NAMED = "第二章第三节第2段"


@pytest.fixture
def goal(errata):
    erratum = errata.get(code="Q16")
    assert (erratum.paragraph, erratum.published_reading) == ("c2s3-g1", READING)
    return erratum


def rewrite(old, new):
    section = Section.objects.get(chapter__number=2, number=3)
    section.text = section.text.replace(old, new)
    section.save()


def test_the_desk_asks_about_the_second_paragraph(client, goal, editor):
    client.force_login(editor)

    page = client.get(reverse("admin:chapters_erratum_change", args=[goal.pk]))

    assert f"{NAMED}（原件第" in text_of(parse(page).cssselect("#content")[0])


def test_a_lost_reading_is_missed_in_the_second_paragraph_before_proposing(client, goal, editor):
    deciding.keep(goal, by=editor)
    rewrite(READING, "改写过的话")
    client.force_login(editor)

    page = client.get(reverse("admin:chapters_edition_propose", args=[goal.plan_id]))

    assert f"勘误“Q16”引用的原文在{NAMED}找不到了" in page.content.decode()


def test_a_lost_goal_is_missed_in_its_section(client, goal, editor):
    deciding.keep(goal, by=editor)
    Section.objects.filter(chapter__number=2, number=3).update(text="没有目标的一节。\n:::指标表")
    client.force_login(editor)

    page = client.get(reverse("admin:chapters_edition_propose", args=[goal.plan_id]))

    assert "勘误“Q16”引用的原文在第二章第三节找不到了" in page.content.decode()


def test_the_refusal_of_a_decision_names_the_second_paragraph(goal, editor):
    rewrite(READING, "改写过的话")

    with pytest.raises(deciding.Refused, match=f"工作稿的{NAMED}里"):
        deciding.keep(goal, by=editor)


def test_the_public_pages_lead_to_the_second_paragraph(
    client, edition, goal, editor, reviewer, publisher
):
    deciding.accept(goal, by=editor, reading=OTHER)
    proposed = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note="勘误")
    second = publishing.publish(publishing.approve(proposed, by=reviewer), by=publisher)

    listed = parse(client.get("/2021-2025/errata/"))
    changes = parse(client.get(f"{second.get_absolute_url()}changes/"))

    (link,) = listed.cssselect('.erratum-place a[href="/2021-2025/2/3/#p2"]')
    assert link.text == NAMED
    assert [a.text for a in changes.cssselect(".unit-changed a")] == ["第2段"]
