"""Compression of answers that the page store does not keep: search, filtered lists, error pages.

What is for one person is left as it is: its length would tell of secrets beside what others can
put into it (BREACH).
"""

import re

from tanggu_plan.serving.answers.bodies import whole
from tanggu_plan.serving.content_codings import (
    PLAIN,
    compressed_forms,
    is_compressible,
    preferred_coding,
)

SHORTEST = 500  # bytes


def compress(environ, status, headers, body):
    """Return status, headers and body in the form that is asked for, where it is worth it."""
    values = {name.lower(): value for name, value in headers}
    if not is_worth_it(status, values):
        return status, headers, body
    coding = preferred_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if environ["REQUEST_METHOD"] == "HEAD" or coding == PLAIN:
        return status, _varying(headers, values), body
    content = whole(body)
    form = compressed_forms(content).get(coding)
    if form is None:
        return status, _varying(headers, values), [content]
    return status, _changed(headers, values, coding, len(form)), [form]


def is_worth_it(status: str, values: dict[str, str]) -> bool:
    """Whether an answer with these headers, their names in small letters, may be compressed."""
    length = values.get("content-length", "")
    return (
        status[:3] not in ("204", "206", "304")
        and "content-encoding" not in values
        and is_compressible(values.get("content-type", ""))
        and length.isdecimal()  # a stream has none
        and int(length) >= SHORTEST
        and "set-cookie" not in values
        and not re.search("no-store|private", values.get("cache-control", ""))
    )


def _varying(headers, values):
    vary = [each.strip() for each in values.get("vary", "").split(",") if each.strip()]
    if "accept-encoding" not in [each.lower() for each in vary]:
        vary.append("Accept-Encoding")
    return [*((n, v) for n, v in headers if n.lower() != "vary"), ("Vary", ", ".join(vary))]


def _changed(headers, values, coding, length):
    changed = {"content-length": str(length)}
    if "etag" in values:
        changed["etag"] = f"W/{values['etag'].removeprefix('W/')}"
    headers = [(name, changed.get(name.lower(), value)) for name, value in headers]
    return [*_varying(headers, values), ("Content-Encoding", coding)]
