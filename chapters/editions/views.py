"""Views of the public record: every edition ever public, its files, what it changed."""

from functools import lru_cache
from itertools import zip_longest

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.comparison import compare
from chapters.comparison.changes import Comparison
from chapters.editions.files import pdf_of, pdf_response, text_response
from chapters.editions.queries import (
    context_of,
    current_among,
    editions_on_record,
    get_edition_on_record,
    get_published_edition,
    standing_of,
)
from chapters.editions.reader_forms import OtherEditionForm
from chapters.plan.document import Document
from tanggu_plan.serving.answers.queries import asks


@require_safe
def edition_list(request, plan_slug):
    editions = editions_on_record(plan_slug)
    if not editions:
        raise Http404("没有这部规划，或者它尚未发布。")
    current = current_among(editions)
    context = context_of(
        current or editions[0],
        current=current,
        records=list(zip_longest(editions, editions[1:])),
    )
    return render(request, "chapters/editions/edition_list.html", context)


@require_safe
def edition_detail(request, plan_slug, number):
    """An edition with its whole text, at this address for good."""
    edition = get_edition_on_record(plan_slug, number)
    standing = standing_of(edition)
    context = context_of(
        edition,
        standing=standing,
        current=standing.current,
        pdf=pdf_of(edition),
    )
    return render(request, "chapters/editions/edition_detail.html", context)


@asks("from")
@require_safe
def edition_changes(request, plan_slug, number):
    """The changes of an edition against the one before it, or the one named by ?from=."""
    edition = get_edition_on_record(plan_slug, number)
    standing = standing_of(edition)
    asked = request.GET.get("from") or (standing.before and standing.before.number)
    form = OtherEditionForm([other.number for other in standing.others], {"from": asked})
    if not form.is_valid():
        raise Http404("没有发布过要比较的版次。")
    start = form.cleaned_data["from"]
    old = get_edition_on_record(plan_slug, start) if start else None
    context = context_of(
        edition,
        standing=standing,
        current=standing.current,
        form=form if standing.others else None,
        old=old,
        comparison=old and _compare(old.document_json, edition.document_json),
    )
    return render(request, "chapters/editions/edition_changes.html", context)


@require_safe
def plan_pdf(request, plan_slug):
    return pdf_response(request, get_published_edition(plan_slug))


@require_safe
def chapter_pdf(request, plan_slug, chapter_number):
    return pdf_response(request, get_published_edition(plan_slug), chapter_number)


@require_safe
def plan_json(request, plan_slug):
    return text_response(request, get_published_edition(plan_slug))


@require_safe
def edition_pdf(request, plan_slug, number):
    return pdf_response(request, get_edition_on_record(plan_slug, number))


@require_safe
def edition_json(request, plan_slug, number):
    return text_response(request, get_edition_on_record(plan_slug, number))


@lru_cache(maxsize=16)
def _compare(old: str, new: str) -> Comparison:
    """Compare two frozen texts once: it takes half a second that readers should not wait for."""
    return compare(Document.from_json(old), Document.from_json(new))
