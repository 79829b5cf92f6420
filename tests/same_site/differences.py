"""Differences between two portals' answers, without what two databases never share."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import sha256

AROUND = 60  # characters shown on either side of a difference
# A time of day after its date, as pages, data files and feeds write it, and PDF text with blanks.
TIME_OF_DAY = re.compile(
    r"((?:\d ?日|\d{4}-\d\d-\d\d)[ T]?)\d\d ?: ?\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
)
SIZE = re.compile(r"\d+(?:\.\d+)?[ \xa0](?:字节|[KMG]B)")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where an aspect of an address differs."""

    aspect: str
    before: str
    after: str


class Masks:
    """What is left out of the comparison, and how often that was.

    With the PDF files of both portals their digests are left out, whole or the first 12 digits,
    and the sizes of files.
    """

    def __init__(self, pdf_files=()):
        self.patterns = [("times of day", TIME_OF_DAY, r"\1--:--")]
        if digests := {sha256(content).hexdigest() for content in pdf_files}:
            known = "|".join(f"{each[:12]}(?:{each[12:]})?" for each in digests)
            self.patterns.append(("digests of PDF files", re.compile(known), "(digest)"))
            self.patterns.append(("sizes of files", SIZE, "(size)"))
        self.counts = Counter()

    def apply(self, text):
        for name, pattern, instead in self.patterns:
            text, count = pattern.subn(instead, text)
            self.counts[name] += count
        return text


def compare(before, after, masks):
    """Return the differences between two answers, at most one for each aspect.

    Answers with another status or media type have nothing else to compare.
    """
    for aspect in ("status", "kind"):
        old, new = str(getattr(before, aspect)), str(getattr(after, aspect))
        if old != new:
            return [Difference(aspect, old, new)]
    return list(_compare_aspects(before.aspects(), after.aspects(), masks))


def _compare_aspects(before, after, masks):
    for aspect in before | after:
        old, new = (masks.apply(each.get(aspect, "")) for each in (before, after))
        if old != new:
            yield Difference(aspect, *first_difference(old, new))


def first_difference(old, new):
    """Return both texts around the first place where they differ, which ▶ marks."""
    pairs = zip(old, new, strict=False)
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
    at = min(len(old), len(new)) if at is None else at
    return _around(old, at), _around(new, at)


def _around(text, at):
    shown = f"{text[max(0, at - AROUND) : at]}▶{text[at : at + AROUND]}"
    return shown.replace("\n", "⏎")


def by_difference(found):
    """Return the addresses by difference: a foot that changed is one difference of all pages."""
    addresses = defaultdict(list)
    for address, differences in found.items():
        for difference in differences:
            addresses[difference].append(address)
    return addresses
