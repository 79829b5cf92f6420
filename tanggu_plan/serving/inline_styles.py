"""Inline style sheets: small ones in the page itself, so that it paints at once.

The policy allows exactly the sheets that a page carries, each by its SHA-256.
"""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.utils.safestring import SafeString
from tinycss2 import parse_component_value_list, serialize

FILE = re.compile(r"@import|url\((?![\"']?data:)")

_styles: dict[str, tuple[SafeString, str]] = {}  # sheet: (style element, its CSP source)


def style_element(sheet: str) -> SafeString:
    """Return a sheet of our static files as a <style>, made once a process."""
    if sheet not in _styles or settings.DEBUG:
        _styles[sheet] = _made(sheet)
    return _styles[sheet][0]


def without_comments(css: str) -> str:
    """Return the sheet without comments, line ends and indents; it means the same."""
    kept = serialize(parse_component_value_list(css, skip_comments=True))
    return re.sub(r"\s*\n\s*", " ", kept).strip()


class PolicyMiddleware(CSPMiddleware):
    """The policy of settings, and for a page with sheets of ours inside, their hashes."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if hashes := _hashes_in(response):
            parts.update = {**(parts.update or {}), "style-src": hashes}
        return parts


def _hashes_in(response):
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return []
    styles = list(_styles.values())
    places = {source: response.content.find(element.encode()) for element, source in styles}
    return sorted((source for source, at in places.items() if at >= 0), key=places.__getitem__)


def _made(sheet):
    found = finders.find(sheet)
    if found is None:
        raise ImproperlyConfigured(f"There is no style sheet {sheet} among the static files.")
    css = without_comments(Path(found).read_text("utf-8"))
    if FILE.search(css) or "</" in css:
        raise ImproperlyConfigured(f"{sheet} cannot stand in a page: it names files or ends tags.")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return SafeString(f"<style>{css}</style>"), f"'sha256-{digest}'"
