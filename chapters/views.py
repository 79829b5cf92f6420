from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from chapters.editions import get_published_edition
from chapters.models import Edition, EditionFile
from chapters.outline import find, neighbours


@require_safe
def home(request):
    """The newest published plan; a friendly empty page before the first publication."""
    edition = (
        Edition.objects.published()
        .select_related("plan")
        .order_by("-plan__period_start", "-plan__period_end")
        .first()
    )
    if edition is None:
        return render(request, "chapters/nothing_published.html")
    return render(request, "chapters/home.html", _context(edition))


@require_safe
def plan_detail(request, plan_slug):
    context = _context(get_published_edition(plan_slug)) | {"section_of_site": "text"}
    return render(request, "chapters/plan_detail.html", context)


@require_safe
def preface(request, plan_slug):
    return _text_page(request, plan_slug, "preface", lambda document: document.preface)


@require_safe
def closing(request, plan_slug):
    return _text_page(request, plan_slug, "closing", lambda document: document.closing)


def _text_page(request, plan_slug, kind, blocks_of):
    edition = get_published_edition(plan_slug)
    context = _place_context(edition, kind) | {"blocks": blocks_of(edition.document)}
    return render(request, "chapters/text_page.html", context)


@require_safe
def chapter_detail(request, plan_slug, chapter_number):
    edition = get_published_edition(plan_slug)
    context = _place_context(edition, "chapter", chapter_number)
    context["chapter"] = edition.document.chapter(chapter_number)
    return render(request, "chapters/chapter_detail.html", context)


@require_safe
def section_detail(request, plan_slug, chapter_number, section_number):
    edition = get_published_edition(plan_slug)
    context = _place_context(edition, "section", chapter_number, section_number)
    context["chapter"] = edition.document.chapter(chapter_number)
    context["section"] = edition.document.section(chapter_number, section_number)
    return render(request, "chapters/section_detail.html", context)


@require_safe
def full_text(request, plan_slug):
    context = _context(get_published_edition(plan_slug)) | {"section_of_site": "full"}
    return render(request, "chapters/full_text.html", context)


@require_safe
def edition_list(request, plan_slug):
    current = get_published_edition(plan_slug)
    editions = current.plan.editions.on_record().defer("document_json")
    return render(request, "chapters/edition_list.html", _context(current) | {"editions": editions})


@require_safe
def edition_detail(request, plan_slug, number):
    record = _edition_on_record(plan_slug, number)
    files = record.files.defer("content")
    return render(request, "chapters/edition_detail.html", _context(record) | {"files": files})


@require_safe
def plan_pdf(request, plan_slug):
    return _pdf(request, get_published_edition(plan_slug))


@require_safe
def edition_pdf(request, plan_slug, number):
    return _pdf(request, _edition_on_record(plan_slug, number))


@require_safe
def plan_json(request, plan_slug):
    """The edition's frozen Document: its bytes have the SHA-256 that the record states."""
    edition = get_published_edition(plan_slug)
    return _file(request, edition.document_json.encode(), edition.sha256, "application/json")


def _context(edition):
    return {"edition": edition, "plan": edition.plan, "document": edition.document}


def _place_context(edition, kind, chapter=None, section=None):
    place = find(edition.document, kind, chapter, section)
    if place is None:
        raise Http404("这部规划里没有这一页。")
    around = neighbours(edition.document, place)
    return _context(edition) | {"place": place, "neighbours": around}


def _edition_on_record(plan_slug, number):
    return get_object_or_404(
        Edition.objects.on_record().select_related("plan"), plan__slug=plan_slug, number=number
    )


def _pdf(request, edition):
    """Answer with the PDF made when the edition was; 304 without reading it where it is known."""
    stored = get_object_or_404(edition.files.defer("content"), kind=EditionFile.Kind.PDF)
    response = _file(request, lambda: stored.content, stored.sha256, "application/pdf")
    name = f"{edition.plan.slug}-edition-{edition.number}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _file(request, content, sha256, content_type):
    @condition(etag_func=lambda request: quote_etag(sha256))
    def answer(request):
        data = content() if callable(content) else content
        response = HttpResponse(bytes(data), content_type=content_type)
        response["Cache-Control"] = "no-cache"  # kept, but asked about: a new edition shows at once
        return response

    return answer(request)
