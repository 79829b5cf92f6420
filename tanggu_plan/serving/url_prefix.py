"""URL prefix: the portal below a path of the parent's site, whoever takes the path off."""

from collections.abc import Callable
from functools import lru_cache, wraps

from django.conf import settings
from django.urls import get_script_prefix


def below_url_prefix(application):
    """Return a WSGI application that knows addresses with URL_PREFIX and without it."""

    def answer(environ, start_response):
        return application(without_prefix(environ, settings.URL_PREFIX), start_response)

    return answer if settings.URL_PREFIX else application


def without_prefix(environ: dict, prefix: str) -> dict:
    """Return the request with the prefix moved from its path to SCRIPT_NAME."""
    path = environ.get("PATH_INFO", "")
    if path != prefix and not path.startswith(f"{prefix}/"):
        return environ
    return environ | {"SCRIPT_NAME": prefix, "PATH_INFO": path[len(prefix) :] or "/"}


def kept_per_prefix(make: Callable) -> Callable:
    """Return the function with its last 32 results kept, for results that hold addresses."""

    @lru_cache(maxsize=32)
    def kept(_prefix, *arguments):
        return make(*arguments)

    @wraps(make)
    def keeping(*arguments):
        return kept(get_script_prefix(), *arguments)

    return keeping
