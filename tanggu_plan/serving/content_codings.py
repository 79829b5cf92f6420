"""Compressed forms of an answer, and which of them a client wants (RFC 9110 8.4.1 and 12.5.3)."""

import gzip
import re
from functools import lru_cache

import brotli

PLAIN = "identity"
CODINGS = ("br", "gzip", PLAIN)  # those of smaller answers first
UNSAID = {PLAIN: 0.0001}  # quality of what a client does not name
COMPRESSIBLE = re.compile(r"text/|application/([\w.-]+\+)?(json|xml|javascript)|image/svg")
# Brotli's qualities: a tenth smaller than gzip in twice its time, and a sixth in fifty times.
QUICK, SMALLEST = 5, 11


def is_compressible(content_type: str) -> bool:
    return bool(COMPRESSIBLE.match(content_type))


def compressed_forms(content: bytes, quality: int = QUICK) -> dict[str, bytes]:
    """Return the forms that are smaller than the content, by their coding."""
    forms = {
        "br": brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality),
        "gzip": gzip.compress(content, mtime=0),
    }
    return {coding: form for coding, form in forms.items() if len(form) < len(content)}


@lru_cache(maxsize=256)
def preferred_coding(accepted: str) -> str:
    """Return the one of CODINGS that an Accept-Encoding weighs most, the smaller of equals."""
    weights = dict(UNSAID)
    for choice in accepted.lower().split(","):
        coding, _, parameter = (part.strip() for part in choice.partition(";"))
        weights[coding.removeprefix("x-")] = _weight(parameter)
    anything = weights.get("*", 0)
    acceptable = [coding for coding in CODINGS if weights.get(coding, anything)]
    return max(acceptable, key=lambda coding: weights.get(coding, anything), default=PLAIN)


def _weight(parameter):
    """The q of a choice, 1 without one; one that is no number refuses."""
    found = re.fullmatch(r"(?:q\s*=\s*([0-9]+\.?[0-9]*|\.[0-9]+))?", parameter)
    return float(found[1] or 1) if found else 0
