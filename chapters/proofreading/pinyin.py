"""Pinyin within Chinese text, where its spaces and accents are right: pǔ tōng huà."""

import re
from collections.abc import Iterator
from unicodedata import normalize

LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]", re.IGNORECASE)
TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")
RUN = re.compile(rf"[{LATIN}]+(?:[ '’-][{LATIN}]+)*")
SYLLABLES = re.compile(
    "(?:(?![bpf]e(?![in]))(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:[iu]?ang|i?ong|ueng|i?eng|ing|i?ao|uai|[iuü]?an|en|[iuü]n|[ae]i|ou|[iu]a|ie|iu|uo|ui"
    "|[uü]e|er|[aoeiuü]))+|ng|[mn]",
    re.IGNORECASE,
)


def pinyin_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where syllables of pinyin stand, at least one of them with its tone."""
    if TONED.search(text):
        yield from (match.span() for match in RUN.finditer(text) if _is_pinyin(match[0]))


def _is_pinyin(run: str) -> bool:
    plain = normalize("NFC", normalize("NFD", run).translate(TONES))
    return bool(TONED.search(run)) and all(map(SYLLABLES.fullmatch, re.split("[ '’-]", plain)))
