"""Query strings of public pages: only what a page asks for counts.

Addresses come back from messengers and campaigns with parameters of their own; a page that does
not know them is the same page, and the page store may give it.
"""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.urls import Resolver404, resolve

NAMES = "query_names"  # the attribute of a view


def asks(*names: str) -> Callable:
    """Say which parameters of the query string a view reads; it is not told of others."""

    def declare(view):
        setattr(view, NAMES, frozenset(names))
        return view

    return declare


def with_known_queries(application):
    """Return a WSGI application that is asked with the parameters only that its page knows."""

    def answer(environ, start_response):
        if environ.get("QUERY_STRING"):
            environ = environ | {"QUERY_STRING": known_query(environ)}
        return application(environ, start_response)

    return answer


def known_query(environ: dict) -> str:
    """Return of a request's query string what its public page knows; that of staff as it is."""
    query = environ["QUERY_STRING"]
    path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
    if path.startswith(f"/{settings.ADMIN_PATH}"):
        return query
    names: frozenset[str]
    try:
        names = getattr(resolve(path).func, NAMES, frozenset())
    except Resolver404:
        return ""
    if not names:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    if all(name in names for name, _ in pairs):
        return query
    return urlencode([pair for pair in pairs if pair[0] in names], encoding="latin-1")
