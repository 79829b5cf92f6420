"""Views of pages that show both what the plan says and what was measured of it."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chapters.editions.files import pdf_bytes
from chapters.editions.queries import context_of, get_published_edition, missing_page
from chapters.models import Edition
from chapters.plan.places import CLOSING, NOTICE, PREFACE, Place, PlaceKind, numbered_place
from chapters.reading.contents import entry_at
from chapters.reading.scripts import text_urls


@require_safe
def home(request):
    """The newest published plan; where none is, a page that says so, with what was withdrawn."""
    editions = Edition.objects.select_related("plan")
    edition = editions.published().plan_in_force_first(timezone.localdate()).first()
    if edition is None:
        withdrawn = editions.on_record().filter(state=Edition.State.WITHDRAWN)
        context = {"withdrawn": withdrawn.newest_first()}
        return render(request, "pages/nothing_published.html", context)
    context = context_of(edition, pdf_bytes=pdf_bytes(edition))
    return render(request, "pages/home.html", context)


@require_safe
def plan_detail(request, plan_slug):
    context = context_of(get_published_edition(plan_slug), section_of_site="text")
    return _text(request, "pages/plan_detail.html", context)


@require_safe
def preface(request, plan_slug):
    context = _place_context(get_published_edition(plan_slug), PREFACE)
    return _text(request, "pages/text_page.html", context)


@require_safe
def closing(request, plan_slug):
    context = _place_context(get_published_edition(plan_slug), CLOSING)
    return _text(request, "pages/text_page.html", context)


@require_safe
def notice(request, plan_slug):
    context = _place_context(get_published_edition(plan_slug), NOTICE)
    return _text(request, "pages/text_page.html", context)


@require_safe
def part_detail(request, plan_slug, number):
    edition = get_published_edition(plan_slug)
    context = _place_context(edition, Place(PlaceKind.PART, (number,)))
    return _text(request, "pages/part_detail.html", context)


@require_safe
def annex_detail(request, plan_slug, number):
    edition = get_published_edition(plan_slug)
    context = _place_context(edition, Place(PlaceKind.ANNEX, (number,)))
    return _text(request, "pages/text_page.html", context)


@require_safe
def chapter_detail(request, plan_slug, chapter_number):
    edition = get_published_edition(plan_slug)
    context = _place_context(edition, numbered_place(chapter_number))
    context["pdf_bytes"] = pdf_bytes(edition, chapter_number)
    return _text(request, "pages/chapter_detail.html", context)


@require_safe
def section_detail(request, plan_slug, chapter_number, section_number):
    edition = get_published_edition(plan_slug)
    context = _place_context(edition, numbered_place(chapter_number, section_number))
    return _text(request, "pages/section_detail.html", context)


@require_safe
def full_text(request, plan_slug):
    context = context_of(get_published_edition(plan_slug), section_of_site="full")
    return _text(request, "pages/full_text.html", context)


def _text(request, template, context):
    return render(request, template, context | {"urls": text_urls(request)})


def _place_context(edition, place):
    printed = edition.document.places()
    position = next((i for i, text in enumerate(printed) if text.place == place), None)
    if position is None:
        raise missing_page(edition, lambda document: document.at(place), place.anchor)
    return context_of(
        edition,
        place=place,
        text=printed[position],
        above=edition.document.path_to(place)[:-1],
        entry=entry_at(edition.document, place),
        previous=printed[position - 1] if position else None,
        next=next(iter(printed[position + 1 :]), None),
    )
