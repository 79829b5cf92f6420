"""The text in which a cell shows its number or its text, by the number format.

Only what is certain is rendered; a format that is not known raises UnknownFormat. Dates are
rendered by `shown_dates`. No library for it is kept up: the ports of SheetJS's SSF to Python rest
since 2020 and reckon in floats.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import groupby

from indicators.data_files.format_codes import (
    NUMBER_SECTIONS,
    Section,
    Token,
    UnknownFormat,
    section_for,
    sections_of,
)

MOST_DIGITS = 15  # that a spreadsheet's number holds and shows exactly
WIDEST_GENERAL = 11  # characters of a number without a format, the sign aside
GENERAL_DIGITS, GENERAL_DECIMALS = 10, 9


def shown_number(value: Decimal, code: str) -> str:
    """Return the text that a cell shows of a number. Raises UnknownFormat."""
    section = section_for(value, code)
    has_minus = value < 0 and len(sections_of(code)) == 1
    value = Context(prec=MOST_DIGITS, rounding=ROUND_HALF_UP).plus(abs(value))
    return f"{'-' if has_minus else ''}{_rendered(section, value)}"


def shown_text(text: str, code: str) -> str:
    """Return what a cell shows of a text. Raises UnknownFormat."""
    sections = sections_of(code)
    section = sections[min(len(sections), NUMBER_SECTIONS + 1) - 1]
    if len(sections) <= NUMBER_SECTIONS and "text" not in section.kinds:
        return text
    return "".join(text if token.kind == "text" else _literal(token) for token in section.tokens)


def general(value: Decimal) -> str:
    """Return the text of a number in a cell without a format, as wide as it needs."""
    plain = f"{value.normalize():f}"
    magnitude = value.adjusted()
    if len(plain.lstrip("-")) <= WIDEST_GENERAL:
        return plain
    if magnitude >= WIDEST_GENERAL or magnitude < -4:
        mantissa = f"{round_half_up(value.scaleb(-magnitude), 5).normalize():f}"
        return f"{mantissa}E{magnitude:+03d}"
    places = GENERAL_DECIMALS if magnitude < 0 else max(0, GENERAL_DIGITS - 1 - magnitude)
    return f"{round_half_up(value, places).normalize():f}"


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Return the number rounded as spreadsheets do: a half away from zero."""
    context = Context(prec=400, rounding=ROUND_HALF_UP)
    return value.quantize(Decimal(1).scaleb(-places), context=context)


def _rendered(section: Section, value: Decimal) -> str:
    kinds = section.kinds
    if section.is_date:
        raise UnknownFormat
    if kinds & {"general", "text"}:
        scaled = value * 100 ** sum(token.kind == "percent" for token in section.tokens)
        return "".join(
            general(scaled) if token.kind in {"general", "text"} else _literal(token)
            for token in section.tokens
        )
    if "digit" not in kinds:
        return "".join(map(_literal, section.tokens))
    if "exponent" in kinds:
        return _scientific(section.tokens, value)
    if "slash" in kinds:
        return _fraction(section.tokens, value)
    return _fixed(section.tokens, value)


def _literal(token: Token) -> str:
    """What is shown of a token that holds no digit."""
    if token.kind == "space":
        return " "
    if token.kind in {"literal", "slash"}:
        return token.text
    if token.kind == "fill":
        return token.text.strip()  # repeated as often as the column is wide
    return {"percent": "%", "point": ".", "comma": ","}.get(token.kind, "")


def _fixed(tokens: tuple[Token, ...], value: Decimal) -> str:
    kinds = [token.kind for token in tokens]
    last = len(kinds) - 1 - kinds[::-1].index("digit")
    point = kinds.index("point") if "point" in kinds else len(kinds)
    places = kinds[point:].count("digit")
    scaling = {place for place, kind in enumerate(kinds) if kind == "comma" and place > last}
    before = [place for place in range(min(point, len(kinds))) if kinds[place] == "digit"]
    if before:
        scaling |= {p for p in range(before[-1], point) if kinds[p] == "comma"}
    commas = {place for place, kind in enumerate(kinds) if kind == "comma"}
    value = value * 100 ** kinds.count("percent") / Decimal(1000) ** len(scaling)
    whole, _, fraction = f"{round_half_up(value, places):f}".partition(".")
    return (
        _whole(tokens[:point], whole.lstrip("0"), is_grouped=bool(commas - scaling))
        + ("." if point < len(kinds) else "")
        + "".join(_decimals(tokens[point + 1 :], fraction))
    )


def _whole(tokens: tuple[Token, ...], digits: str, *, is_grouped: bool) -> str:
    """Fill the places before the point from the right; the first one takes what is left."""
    pieces: list[str] = []
    places = sum(token.kind == "digit" for token in tokens)
    written = 0
    for token in reversed(tokens):
        if token.kind == "comma":
            continue
        if token.kind != "digit":
            pieces.append(_literal(token))
            continue
        places -= 1
        taken = digits[-1:] if places else digits
        digits = digits[: len(digits) - len(taken)]
        for sign in reversed(taken or _placeholder(token)):
            if is_grouped and written and written % 3 == 0:
                pieces.append(",")
            pieces.append(sign)
            written += 1
    return "".join(reversed(pieces))


def _decimals(tokens: tuple[Token, ...], fraction: str) -> Iterator[str]:
    significant = len(fraction.rstrip("0"))
    place = 0
    for token in tokens:
        if token.kind == "digit":
            yield fraction[place] if place < significant else _placeholder(token)
            place += 1
        elif token.kind != "comma":
            yield _literal(token)


def _placeholder(token: Token) -> str:
    """What stands in a place without a digit."""
    return {"0": "0", "?": " ", "#": ""}[token.text]


def _scientific(tokens: tuple[Token, ...], value: Decimal) -> str:
    mantissa = [token for token in tokens[: _index(tokens, "exponent")] if token.kind != "comma"]
    point = next((n for n, token in enumerate(mantissa) if token.kind == "point"), len(mantissa))
    width = max(1, sum(token.kind == "digit" for token in mantissa[:point]))
    places = sum(token.kind == "digit" for token in mantissa[point:])
    exponent = value.adjusted() // width * width if value else 0
    rounded = round_half_up(value.scaleb(-exponent), places)
    if rounded >= Decimal(10) ** width:
        exponent += width
        rounded = round_half_up(value.scaleb(-exponent), places)
    after = sum(token.kind == "digit" for token in tokens[_index(tokens, "exponent") :])
    sign = "-" if exponent < 0 else tokens[_index(tokens, "exponent")].text[1:].replace("-", "")
    return f"{_fixed(tuple(mantissa), rounded)}E{sign}{abs(exponent):0{after}d}"


def _index(tokens: tuple[Token, ...], kind: str) -> int:
    return next(place for place, token in enumerate(tokens) if token.kind == kind)


def _fraction(tokens: tuple[Token, ...], value: Decimal) -> str:
    """The nearest fraction, such as 1 1/2; signs around it follow."""
    if {"percent", "comma", "point"} & {token.kind for token in tokens}:
        raise UnknownFormat
    slash = _index(tokens, "slash")
    top_of_half = [kind for kind, _ in groupby(token.kind for token in tokens[:slash])]
    has_whole = top_of_half.count("digit") > 1
    nearest, bottom = _nearest(Fraction(value), tokens[slash + 1 :])
    whole, rest = divmod(nearest, 1) if has_whole else (0, nearest)
    words = "".join(_literal(token) for token in tokens if token.kind in {"literal", "fill"})
    parts = f"{int(rest * bottom)}/{bottom}" if rest or not has_whole else ""
    return f"{whole or ('' if parts else 0)} {parts}".strip() + re.sub("[ 0-9]", "", words)


def _nearest(number: Fraction, below: tuple[Token, ...]) -> tuple[Fraction, int]:
    """The nearest fraction whose denominator fits under the stroke, and that denominator."""
    written = "".join(token.text for token in below if token.kind in {"digit", "literal"})
    if fixed := re.match("[1-9][0-9]*", written):
        bottom = int(fixed[0])
        return Fraction(round(number * bottom), bottom), bottom
    places = sum(token.kind == "digit" for token in below)
    nearest = number.limit_denominator(10 ** min(max(places, 1), 5) - 1)
    return nearest, nearest.denominator
