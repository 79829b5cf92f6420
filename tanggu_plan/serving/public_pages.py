"""Which answers are the same for every reader, so that the page store may keep them."""

from django.urls import Resolver404, resolve, reverse

STORABLE = "tanggu_plan.storable"  # a name of the WSGI environment: no header can forge it

TAKES_BODY = {"verify"}  # where no JavaScript runs a file is uploaded
PUBLIC_APPS = {"chapters", "indicators"}
PUBLIC_PAGES = {"sitemap"}
FOR_ONE_READER = {"search", "search_newest"}  # they count how often one asks


def mark_public_pages(get_response):
    """Let browsers keep public answers but ask each time; mark those that the store may keep."""

    def middleware(request):
        response = get_response(request)
        match = request.resolver_match
        if match and (match.app_name in PUBLIC_APPS or match.view_name in PUBLIC_PAGES):
            response.headers.setdefault("Cache-Control", "no-cache")
            request.META[STORABLE] = _is_same_for_all(request, match)
        return response

    return middleware


def takes_body(path_info: str) -> bool:
    """Whether what is posted to a path is read: pages of the staff, and where a file is verified.

    The path as WSGI has it, its bytes as Latin-1.
    """
    path = path_info.encode("latin-1").decode("utf-8", "replace")
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.app_name == "admin" or match.url_name in TAKES_BODY


def _is_same_for_all(request, match):
    """Whether it is at its one address: /2021-2025/005/ is a page too, without end."""
    return (
        match.url_name not in FOR_ONE_READER
        and not request.META["QUERY_STRING"]
        and reverse(match.view_name, kwargs=match.captured_kwargs) == request.path
    )
