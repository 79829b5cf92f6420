"""The portal below a path of the parent's site, whether or not the proxy takes the path off."""

from django.conf import settings


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
