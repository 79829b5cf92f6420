"""Damage to characters: half-width marks, a lost 〇, a lost dash between two years."""

import re

from chapters.proofreading.typography import FULL_WIDTH_FORM, half_width_findings

NUMERALS = "〇零一二两三四五六七八九十百千"
LOST_ZERO = re.compile(
    rf"(?<![{NUMERALS}第])二[ □\ufffd?？]?"
    r"([一二三四五])([一二三四五六七八九])(?=年(?!级|制))"
)
LOST_DASH = re.compile(r"(?<![\d.,A-Za-z/])((?:19|20)\d\d)((?:19|20)\d\d)(?=年|[）)]|期间)")
LONGEST_PERIOD = 40
NOTE_MARK = re.compile(r"\[\^[^\]]*\]")
BRACKETS = re.compile(r"\(([^()（）\[\]]*)\)")
MOST_ROUNDS = 8
RUNS = re.compile("[,:;?!]{2,}")
STOPS = {".": "。"}
QUOTES = ("“”", "‘’")


def lost_zeros(text: str) -> str:
    """Give 二三五年 and 二二一年 their 〇 again: 二〇三五年, 二〇二一年."""
    return LOST_ZERO.sub(r"二〇\1\2", text)


def lost_dashes(text: str) -> str:
    """Give 20212025年 its dash again."""
    return LOST_DASH.sub(_with_dash, text)


def _with_dash(match: re.Match[str]) -> str:
    start, end = int(match[1]), int(match[2])
    return f"{start}—{end}" if 0 < end - start <= LONGEST_PERIOD else match[0]


def half_width_marks(text: str) -> str:
    """Return the text with full-width marks where the proofreading rule finds half-width ones.

    A bracket takes its partner along; quotes become pairs where their number is even. A mark may
    be seen to be wrong only after the one beside it has been mended.
    """
    for _ in range(MOST_ROUNDS):
        before, text = text, _mended_once(text)
        if before == text:
            break
    return text


def _mended_once(text: str) -> str:
    kept = {at for mark in NOTE_MARK.finditer(text) for at in range(*mark.span())}
    places = {found.start for found in half_width_findings(text)} - kept
    for run in RUNS.finditer(text):
        if places.intersection(range(*run.span())):
            places.update(range(*run.span()))
    for pair in BRACKETS.finditer(text):
        ends = {pair.start(), pair.end() - 1}
        if places & ends and not ends & kept:
            places |= ends
    return _with_quotes(
        "".join(_mark(text, at) if at in places else c for at, c in enumerate(text))
    )


def _mark(text: str, at: int) -> str:
    mark = text[at]
    return STOPS.get(mark) or mark.translate(FULL_WIDTH_FORM)


def _with_quotes(text: str) -> str:
    for mark, pair in zip("\"'", QUOTES, strict=True):
        is_wrong = any(text[found.start] == mark for found in half_width_findings(text))
        if is_wrong and text.count(mark) % 2 == 0:
            pieces = text.split(mark)
            text = pieces[0] + "".join(pair[k % 2] + piece for k, piece in enumerate(pieces[1:]))
    return text
