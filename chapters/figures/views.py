"""Pictures at addresses that never mean other bytes: /figures/<SHA-256>.png, …-480.png."""

import re

from csp.constants import NONE
from csp.decorators import csp
from django.http import Http404, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from chapters.figures.queries import is_public
from chapters.models import Picture
from chapters.models.picture import SUFFIXES, WIDTHS

NAME = re.compile(rf"([0-9a-f]{{64}})(?:-({'|'.join(map(str, WIDTHS))}))?\.(png|jpg)")
FORMATS = {suffix: form for form, suffix in SUFFIXES.items()}
CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg"}
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_STAFF = "private, no-store"
MISSING = "没有这张图片。"


POLICY = {"default-src": [NONE], "frame-ancestors": [NONE], "sandbox": True}


@csp(POLICY)  # type: ignore[arg-type]  # typed as if views took no arguments
@require_safe
def picture(request, name):
    """One that a text on record shows; any other is there for staff only."""
    found = NAME.fullmatch(name)
    if found is None:
        raise Http404(MISSING)
    sha256, width, suffix = found.groups()
    field = f"content_{width}" if width else "content"
    rows = Picture.objects.filter(sha256=sha256, format=FORMATS[suffix])
    content = rows.values_list(field, flat=True).first()
    if content is None:
        raise Http404(MISSING)
    for_readers = is_public(sha256)
    if not (for_readers or request.user.has_perm("chapters.view_picture")):
        raise Http404(MISSING)
    return _file(
        request, name, content, CONTENT_TYPES[suffix], FOR_GOOD if for_readers else FOR_STAFF
    )


def _file(request, name, content, content_type, keeping):
    @condition(etag_func=lambda request: quote_etag(name))
    def answer(request):
        response = HttpResponse(bytes(content), content_type=content_type)
        response["Content-Disposition"] = f'inline; filename="{name}"'
        response["Cache-Control"] = keeping
        return response

    return answer(request)
