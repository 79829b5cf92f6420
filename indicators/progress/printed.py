"""Printed values: reading the number in them, and printing computed ones."""

import re
from decimal import Decimal

from chapters.plan.document import Indicator
from indicators.progress.arithmetic import completion

UNIT_MISSING = "单位原文未注"
FULL_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−［］", "0123456789.,+--[]")
SIGNS = FULL_WIDTH | str.maketrans("〔〕％＞＜＝∶：≧⩾≦⩽", "[]%><=::≥≥≤≤")
NUMBER = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
PLAIN = re.compile(NUMBER)
WITH_UNIT = re.compile(rf"(?P<number>{NUMBER})(?P<unit>[^0-9]*)")
RATIO = re.compile(rf"(?P<first>{NUMBER}):(?P<second>{NUMBER})")
ENDS_IN_NUMBER = re.compile(r"[0-9]\]?$")
INNER_SPACE = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
HYPHEN_OF_NUMBER = re.compile(r"(?<![0-9A-Za-z])-(?=[0-9])")
NOTE_MARKS = re.compile(r"[*＊①-⑳]+$")
MOST_DIGITS = 28  # of a Decimal before its arithmetic rounds


def parse(printed: str) -> Decimal | None:
    """Return the number that a printed value is, None where it is anything but a plain number.

    Full-width digits and thousands commas are read.
    """
    plain = printed.strip().translate(FULL_WIDTH)
    if not PLAIN.fullmatch(plain) or len(plain) > MOST_DIGITS:
        return None
    return Decimal(plain.replace(",", ""))


def tidy(printed: str) -> str:
    """Return the value in half-width signs and without the spaces around its number."""
    return INNER_SPACE.sub("", printed.strip().translate(SIGNS))


def amount(printed: str) -> tuple[Decimal, str] | None:
    """Return (number, what follows it) of 86%, 2000人, 200∶1; None where a word comes first."""
    text = tidy(printed)
    if match := RATIO.fullmatch(text):
        ratio = completion(Decimal(0), parse(match["second"]), parse(match["first"]))
        return None if ratio is None else (ratio, "")
    if not (match := WITH_UNIT.fullmatch(text)):
        return None
    number = parse(match["number"])
    return None if number is None else (number, match["unit"])


def amount_in(printed: str, unit: str) -> Decimal | None:
    """Return the number of a value printed bare or with that unit, None for any other."""
    read = amount(printed)
    return read[0] if read and read[1] in ("", tidy(unit)) else None


def base_amount(indicator: Indicator, unit: str) -> Decimal | None:
    """Return the number of the base value; its footnote marks (60.6*) are no part of it."""
    return amount_in(NOTE_MARKS.sub("", indicator.base_value.strip()), unit)


def with_unit(printed: str, unit: str) -> str:
    """Return the value followed by its unit, unless it ends in a word, a sign, or is a ratio."""
    text = tidy(printed)
    ends_in_number = bool(ENDS_IN_NUMBER.search(text)) and not RATIO.fullmatch(text)
    return printed + unit if ends_in_number else printed


def unit_shown(indicator: Indicator) -> str:
    """Return the unit as printed, 单位原文未注 for a number without one, "" beside words."""
    if indicator.unit:
        return indicator.unit
    has_words = any(sign.isalpha() or sign in "%％" for sign in indicator.target_value)
    return "" if has_words else UNIT_MISSING


def is_percentage(unit: str) -> bool:
    return any(sign in unit for sign in ("%", "％", "百分"))


def is_rounded_to_one_digit(value: Decimal) -> bool:
    """Whether it is like 0.2 and 0.005; 3 schools are counted, and 0.30 has two digits."""
    return decimals(value) > 0 and len(value.as_tuple().digits) == 1 and value != 0


def decimals(value: Decimal) -> int:
    """Return how many digits stand after the point."""
    return len(f"{value:f}".partition(".")[2])


def printed_tenths(value: Decimal) -> str:
    """Return a computed figure with one decimal at most: 150, 147.5."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def plain(value: Decimal) -> str:
    """Return the number without an exponent and without trailing zeros after the point."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def rounded_apart(value: Decimal, limit: Decimal) -> str:
    """Return the value with one decimal, or with as many as it takes to tell it from the limit."""
    for places in range(1, MOST_DIGITS):
        text = plain(Decimal(f"{value:.{places}f}"))
        if Decimal(text) != limit or value == limit:
            break
    return text


def percent(share: Decimal) -> tuple[bool, str]:
    """Return (whether it had to be rounded, 47.5%). What is short of the whole is never 100%."""
    text = rounded_apart(share * 100, Decimal(100))
    return Decimal(text) != share * 100, f"{text}%"


def about_percent(share: Decimal, about: str = "约") -> str:
    """Return 60%, or 约45.8% where it had to be rounded."""
    rounded, text = percent(share)
    return about + text if rounded else text


def equals_percent(share: Decimal) -> str:
    """Return the end of an equation: = 60%, or ≈ 45.8% where it had to be rounded."""
    rounded, text = percent(share)
    return f"{'≈' if rounded else '='} {text}"


def equals(value: Decimal, text: str) -> str:
    """Return the end of an equation: = 10.79, or ≈ 10.586 where the text is rounded."""
    return f"{'=' if Decimal(text) == value else '≈'} {text}"


def rounded_like(value: Decimal, *inputs: Decimal) -> str:
    """Return a computed value with one decimal more than the most exact of its inputs has."""
    places = 1 + max(map(decimals, inputs))
    return plain(Decimal(f"{value:.{places}f}"))


def with_minus(text: str) -> str:
    """Return the text with the sign − of negative numbers."""
    return HYPHEN_OF_NUMBER.sub("−", text)


def term(printed: str) -> str:
    """Return a printed value as a term of a formula: a negative one in brackets."""
    read = amount(printed)
    return f"({printed})" if read and read[0] < 0 else printed


def number_term(printed: str, value: Decimal) -> str:
    """Return a value as a term of a comparison, as printed where the print is a bare number."""
    return term(printed.strip() if parse(printed) is not None else plain(value))
