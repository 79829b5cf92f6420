"""Simplified → traditional Chinese, of a text and of a whole page. Made by a machine: the
simplified text prevails, and every converted page says so.

OpenCC's s2tw chooses the usual forms of traditional characters and leaves the wording alone. Where
it takes a word for another (把握髮展), chapters/reading/traditional.csv has the right one.
"""

import re
from functools import lru_cache
from pathlib import Path

from opencc import OpenCC

from tanggu_plan.text.csv_files import read_csv

WORDS_FILE = Path(__file__).with_name("traditional.csv")
KEPT = re.compile(
    r"""<script\b.*?</script> | <style\b.*?</style>
      | \bdata-(?:citation|copy)="[^"]*"
      | <(\w+)\b[^<>]*\blang="zh-Hans"[^<>]*>[^<>]*</\1>""",
    re.DOTALL | re.VERBOSE,
)
"""What a page keeps: scripts and styles, which stand under a hash; citations; what is marked."""


def to_traditional(text: str) -> str:
    words, pattern = _words()
    return _outside(pattern, text, _converter().convert, words.get)


def to_traditional_page(page: str) -> str:
    """Return a page of ours in traditional characters: its text, names and descriptions alike.

    Markup and addresses hold no Chinese character, so the page is converted as it stands.
    """
    page = page.replace('<html lang="zh-Hans"', '<html lang="zh-Hant"', 1)
    return _outside(KEPT, page, to_traditional, str)


def _outside(pattern, text, convert, convert_match):
    """Return the text with what the pattern matches converted by one, the rest by the other."""
    parts, end = [], 0
    for match in pattern.finditer(text):
        parts += [convert(text[end : match.start()]), convert_match(match.group())]
        end = match.end()
    return "".join([*parts, convert(text[end:])])


@lru_cache(maxsize=1)
def _converter():
    """Reading its dictionaries takes a third of a second."""
    return OpenCC("s2tw")


@lru_cache(maxsize=1)
def _words():
    rows = read_csv(WORDS_FILE.read_bytes(), ["简体", "繁体", "说明"], example="")
    words = {row.cells["简体"]: row.cells["繁体"] for row in rows}
    return words, re.compile("|".join(map(re.escape, words)))
