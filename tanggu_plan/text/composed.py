"""Composed letters: é for e with U+0301, as macOS copies pinyin and file names."""

from itertools import groupby
from unicodedata import is_normalized, normalize


def composed(text: str) -> str:
    """Return the text in NFC, save the characters that NFC would turn into another.

    Those are compatibility ideographs (U+F9D0 would become 類) and signs such as U+2126: no
    character may become another one unasked.
    """
    if is_normalized("NFC", text):
        return text
    runs = groupby(text, key=lambda character: is_normalized("NFC", character))
    return "".join(
        normalize("NFC", "".join(run)) if is_stable else "".join(run) for is_stable, run in runs
    )
