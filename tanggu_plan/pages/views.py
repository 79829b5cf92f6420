"""The pages that show both what the plan says and what was measured of it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.editions.files import pdf_bytes
from chapters.editions.queries import get_published_edition, missing_page
from chapters.models import Edition
from chapters.plan.places import find, neighbours
from chapters.reading.addresses import anchor
from chapters.reading.scripts import text_views


@require_safe
def home(request):
    """The newest published plan; where none is, a page that says so, with what was withdrawn."""
    edition = (
        Edition.objects.published()
        .select_related("plan")
        .order_by("-plan__period_start", "-plan__period_end")
        .first()
    )
    if edition is None:
        withdrawn = Edition.objects.on_record().filter(state=Edition.State.WITHDRAWN)
        context = {"withdrawn": withdrawn.select_related("plan").order_by("-published_at")}
        return render(request, "pages/nothing_published.html", context)
    context = _context(edition) | {"pdf_bytes": pdf_bytes(edition)}
    return render(request, "pages/home.html", context)


@require_safe
def plan_detail(request, plan_slug):
    context = _context(get_published_edition(plan_slug)) | {"section_of_site": "text"}
    return _text(request, "pages/plan_detail.html", context)


@require_safe
def preface(request, plan_slug):
    return _text_page(request, plan_slug, "preface", lambda document: document.preface)


@require_safe
def closing(request, plan_slug):
    return _text_page(request, plan_slug, "closing", lambda document: document.closing)


def _text_page(request, plan_slug, kind, blocks_of):
    edition = get_published_edition(plan_slug)
    context = _place_context(edition, kind) | {"blocks": blocks_of(edition.document)}
    return _text(request, "pages/text_page.html", context)


@require_safe
def chapter_detail(request, plan_slug, chapter_number):
    edition = get_published_edition(plan_slug)
    context = _place_context(edition, "chapter", chapter_number)
    context["chapter"] = edition.document.chapter(chapter_number)
    context["pdf_bytes"] = pdf_bytes(edition, chapter_number)
    return _text(request, "pages/chapter_detail.html", context)


@require_safe
def section_detail(request, plan_slug, chapter_number, section_number):
    edition = get_published_edition(plan_slug)
    context = _place_context(edition, "section", chapter_number, section_number)
    context["chapter"] = edition.document.chapter(chapter_number)
    context["section"] = edition.document.section(chapter_number, section_number)
    return _text(request, "pages/section_detail.html", context)


@require_safe
def full_text(request, plan_slug):
    context = _context(get_published_edition(plan_slug)) | {"section_of_site": "full"}
    return _text(request, "pages/full_text.html", context)


def _text(request, template, context):
    return render(request, template, context | {"views": text_views(request)})


def _context(edition):
    return {"edition": edition, "plan": edition.plan, "document": edition.document}


def _place_context(edition, kind, chapter=None, section=None):
    place = find(edition.document, kind, chapter, section)
    if place is None:
        wanted = kind, chapter, section
        raise missing_page(edition, lambda document: find(document, *wanted), anchor(*wanted))
    around = neighbours(edition.document, place)
    return _context(edition) | {"place": place, "neighbours": around}
