"""The text in which a cell shows a date or a time, and whether it shows the whole date."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from indicators.data_files.format_codes import Section, Token, UnknownFormat

MONTHS = "January February March April May June July August September October November December"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
CHINESE_DAYS = "一二三四五六日"


def shows_whole_date(section: Section) -> bool:
    """Whether year (four digits), month and day are shown, and no other digit beside them."""
    if any(token.kind == "system" for token in section.tokens):
        return True
    parts = {part for part in _parts(section) if part}
    has_year = bool(parts & {"yyy", "yyyy", "e", "ee"})
    has_stray_digit = any(
        token.kind == "digit" or (token.kind == "literal" and re.search(r"\d", token.text))
        for token in section.tokens
    )
    has_month = bool(parts & {"m", "mm", "mmm", "mmmm"})
    return has_year and has_month and bool(parts & {"d", "dd"}) and not has_stray_digit


def shown_date(moment: datetime, section: Section) -> str:
    """Return the text that a cell shows of a moment. Raises UnknownFormat."""
    has_half = any(token.kind == "half" for token in section.tokens)
    pieces = zip(section.tokens, _parts(section), strict=True)
    return "".join(_piece(token, part, moment, has_half=has_half) for token, part in pieces).strip()


def _parts(section: Section) -> Iterator[str]:
    """Yield the date part of each token, "" for others; m beside h or s is a minute, "M"."""
    letters = [token.text.lower() if token.kind == "date" else "" for token in section.tokens]
    clock = [place for place, part in enumerate(letters) if part]
    minutes = set()
    for before, after in pairwise(clock):
        if letters[after][0] == "m" and letters[before][0] == "h":
            minutes.add(after)
        if letters[before][0] == "m" and letters[after][0] == "s":
            minutes.add(before)
    for place, part in enumerate(letters):
        yield part.upper() if place in minutes else part


def _piece(token: Token, part: str, moment: datetime, *, has_half: bool) -> str:
    if token.kind == "date":
        return _date_part(part, moment, has_half=has_half)
    if token.kind == "half":
        first, second = token.text.split("/")
        return first if moment.hour < 12 else second
    if token.kind == "system":
        return f"{moment.year}年{moment.month}月{moment.day}日"
    if token.kind in {"elapsed", "digit", "general"}:
        raise UnknownFormat
    return {"space": " ", "fill": "", "point": ".", "comma": ",", "percent": "%"}.get(
        token.kind, token.text
    )


def _date_part(part: str, moment: datetime, *, has_half: bool) -> str:
    hour = (moment.hour % 12 or 12) if has_half else moment.hour
    weekday = CHINESE_DAYS[moment.weekday()]
    known = {
        "y": f"{moment.year % 100:02d}",
        "yy": f"{moment.year % 100:02d}",
        "yyy": str(moment.year),
        "yyyy": str(moment.year),
        "e": str(moment.year),
        "ee": str(moment.year),
        "m": str(moment.month),
        "mm": f"{moment.month:02d}",
        "mmm": MONTHS.split()[moment.month - 1][:3],
        "mmmm": MONTHS.split()[moment.month - 1],
        "mmmmm": MONTHS.split()[moment.month - 1][0],
        "d": str(moment.day),
        "dd": f"{moment.day:02d}",
        "ddd": DAYS.split()[moment.weekday()][:3],
        "dddd": DAYS.split()[moment.weekday()],
        "aaa": weekday,
        "aaaa": f"星期{weekday}",
        "h": str(hour),
        "hh": f"{hour:02d}",
        "M": str(moment.minute),
        "MM": f"{moment.minute:02d}",
        "s": str(moment.second),
        "ss": f"{moment.second:02d}",
    }
    if part not in known:
        raise UnknownFormat(part)
    return known[part]
