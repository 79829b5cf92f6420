"""Files of an edition: the PDF, chapters of it, and the frozen text as plan.json."""

from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import quote_etag
from django.views.decorators.http import condition

from chapters.editions import chapter_files
from chapters.editions.queries import context_of
from chapters.models import Edition, EditionFile


def pdf_of(edition: Edition) -> EditionFile | None:
    """Return the edition's PDF, its content left in the database; None where none is there yet.

    A restored text has the PDF of the edition with the same text until its own is made.
    """
    files = EditionFile.objects.filter(kind=EditionFile.Kind.PDF).select_related("edition")
    files = files.defer("content", "edition__document_json")
    own = files.filter(edition=edition).first()
    if own or edition.restores_id is None:
        return own
    same = files.filter(edition__plan=edition.plan_id, edition__sha256=edition.sha256)
    same = same.filter(edition__published_at__isnull=False)
    return same.order_by(F("edition__number").desc()).first()


def pdf_response(request, edition, chapter_number=None):
    """Answer with the PDF, the whole plan's or a chapter's; 304 without reading it if known.

    503 where it is not made yet. Raises Http404.
    """
    whole = pdf_of(edition)
    if whole is None:
        return _awaited(request, edition)
    file, content = _pdf(whole, chapter_number)
    response = _file(request, edition, content, file.sha256, "application/pdf")
    part = f"-chapter-{chapter_number}" if chapter_number else ""
    name = f"{edition.plan.slug}-edition-{file.edition.number}{part}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def pdf_bytes(edition, chapter_number=None):
    """Return the size of what pdf_response gives, None where there is no such file."""
    whole = pdf_of(edition)
    file = chapter_files.file_of(whole, chapter_number) if whole and chapter_number else whole
    return file and file.size


def text_response(request, edition):
    """Answer with the frozen Document: its bytes have the SHA-256 that the record states."""
    content = edition.document_json.encode
    return _file(request, edition, content, edition.sha256, "application/json")


def _pdf(whole, chapter_number):
    """Return the file and a function that gives its bytes. Raises Http404."""
    if chapter_number is None:
        return whole, lambda: whole.stored_bytes
    file = chapter_files.file_of(whole, chapter_number)
    if file is None:
        raise Http404("这部规划里没有这一章。")
    return file, lambda: chapter_files.content_of(whole, file)


def _awaited(request, edition):
    context = context_of(edition)
    response = render(request, "chapters/editions/pdf_awaited.html", context, status=503)
    response["Retry-After"] = "60"
    return response


def _file(request, edition, content, sha256, content_type):
    @condition(etag_func=lambda request: quote_etag(sha256))
    def answer(request):
        response = HttpResponse(content(), content_type=content_type)
        if content_type == "application/pdf":
            response["Accept-Ranges"] = "bytes"
        response["Cache-Control"] = "no-cache"  # kept, but asked about: a new edition shows at once
        if edition.state != Edition.State.PUBLISHED:
            response["X-Robots-Tag"] = "noindex"
        return response

    return answer(request)
