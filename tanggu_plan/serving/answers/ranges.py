"""Parts of PDFs (RFC 9110 14): a viewer goes to a page, a broken download goes on."""

import re

from tanggu_plan.serving.answers.bodies import whole

ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE)


def cut(environ, status, headers, body):
    """Return of a file the part that is asked for; whoever asks for several parts gets all."""
    if "HTTP_RANGE" not in environ or environ["REQUEST_METHOD"] != "GET":
        return status, headers, body
    values = {name.lower(): value for name, value in headers}
    has_parts = status.startswith("200") and values.get("accept-ranges") == "bytes"
    if not (has_parts and _is_the_same(environ.get("HTTP_IF_RANGE", ""), values)):
        return status, headers, body
    return _part(environ["HTTP_RANGE"], whole(body), headers)


def _is_the_same(if_range: str, values: dict[str, str]) -> bool:
    """Whether the part fits to what the client has already: tags are compared strongly."""
    etag = values.get("etag", "")
    is_tag = if_range == etag and not etag.startswith("W/")
    return not if_range or is_tag or if_range == values.get("last-modified")


def _part(asked, content, headers):
    bounds = part_of(asked, len(content))
    if bounds is None:
        return "200 OK", headers, [content]
    others = [(name, value) for name, value in headers if name.lower() != "content-length"]
    start, end = bounds
    if start >= end:
        others += [("Content-Range", f"bytes */{len(content)}"), ("Content-Length", "0")]
        return "416 Range Not Satisfiable", others, []
    others += [
        ("Content-Range", f"bytes {start}-{end - 1}/{len(content)}"),
        ("Content-Length", str(end - start)),
    ]
    return "206 Partial Content", others, [content[start:end]]


def part_of(asked: str, length: int) -> tuple[int, int] | None:
    """Return where the part of a Range header begins and where it is over.

    None where it is no range of bytes, or several; an empty one where there are no such bytes.
    """
    match = ONE_RANGE.fullmatch(asked)
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return max(0, length - int(last)), length
    if last and int(last) < int(first):
        return None
    return int(first), min(length, int(last) + 1) if last else length
