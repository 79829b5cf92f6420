"""Files of an edition as they were stored: the PDF, and the frozen text as plan.json."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import quote_etag
from django.views.decorators.http import condition

from chapters.models import Edition, EditionFile


def pdf_response(request, edition, chapter_number=None):
    """Answer with the PDF made when the edition was; 304 without reading it where it is known.

    The whole plan's, or a chapter's.
    """
    files = _pdfs(edition, chapter_number).defer("content")
    stored = get_object_or_404(files)
    response = _file(request, edition, lambda: stored.content, stored.sha256, "application/pdf")
    part = f"-chapter-{chapter_number}" if chapter_number else ""
    name = f"{edition.plan.slug}-edition-{edition.number}{part}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def pdf_bytes(edition, chapter_number=None):
    """Return the size of what pdf_response gives, None where there is no such file."""
    return _pdfs(edition, chapter_number).sized().values_list("size", flat=True).first()


def text_response(request, edition):
    """Answer with the frozen Document: its bytes have the SHA-256 that the record states."""
    content = edition.document_json.encode
    return _file(request, edition, content, edition.sha256, "application/json")


def _pdfs(edition, chapter_number):
    kind = EditionFile.Kind.PDF if chapter_number is None else EditionFile.Kind.CHAPTER
    return edition.files.filter(kind=kind, chapter_number=chapter_number or 0)


def _file(request, edition, content, sha256, content_type):
    @condition(etag_func=lambda request: quote_etag(sha256))
    def answer(request):
        response = HttpResponse(bytes(content()), content_type=content_type)
        response["Cache-Control"] = "no-cache"  # kept, but asked about: a new edition shows at once
        if edition.state != Edition.State.PUBLISHED:
            response["X-Robots-Tag"] = "noindex"
        return response

    return answer(request)
