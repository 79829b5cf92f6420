"""The admin's pages of editions: their addresses, what they show, what is posted to them."""

from django.urls import reverse

from chapters.models import Edition, Section
from tests.html import parse, text_of

NOTE = "按印本更正一处错字。"
REASON = "第一章第一节第3段请对照印本。"


def change_the_working_copy(words="脱贫致富"):
    section = Section.objects.get(chapter__number=1, number=1)
    section.text = section.text.replace("脱贫摘帽", words)
    section.save()
    return section


def review(edition):
    return reverse("admin:chapters_edition_change", args=[edition.pk])


def step_address(name, edition):
    return reverse(f"admin:chapters_edition_{name}", args=[edition.pk])


def propose_address(plan):
    return reverse("admin:chapters_edition_propose", args=[plan.pk])


def proposal(client, plan, **changes):
    """What the proposal's form posts after its page was read."""
    page = parse(client.get(propose_address(plan)))
    (opened_at,) = page.cssselect("input[name=opened_at]")
    return {"opened_at": opened_at.get("value"), "kind": "CORRECTION", "note": NOTE} | changes


def buttons(response):
    """What can be pressed on the page's main part: submit buttons and links that look like them."""
    page = parse(response)
    return [
        *(button.get("value") for button in page.cssselect("#content-main input[type=submit]")),
        *(text_of(link) for link in page.cssselect("#content-main a.button")),
    ]


def state_of(edition):
    return Edition.objects.get(pk=edition.pk).state
