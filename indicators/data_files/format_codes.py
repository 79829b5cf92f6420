"""Codes of number formats taken apart: sections, conditions, tokens (ECMA-376 Part 1, 18.8.31)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

LONGEST_CODE = 255  # as Excel limits it
MOST_SECTIONS = 4
NUMBER_SECTIONS = 3  # the fourth is for texts

TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | _(?P<space>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式)
    | (?P<exponent>E[+-])
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<date>y+|m+|d+|h+|s+|e+|a{3,4}|b+|g+)
    | (?P<digit>[0\#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<slash>/)
    | (?P<text>@)
    | (?P<section>;)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=) *(-?[0-9]+(?:\.[0-9]+)?)")
COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r ?[0-9]{1,2}"
    r"|[黑蓝绿红白黄]色?|蓝绿色?|洋红色?|颜色 ?[0-9]{1,2})",
    re.IGNORECASE,
)
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
LOCALE = re.compile(r"\$(?P<currency>[^-]*)(?:-(?P<locale>[0-9A-F]+))?", re.IGNORECASE)
SYSTEM_DATE, SYSTEM_TIME = "F800", "F400"


class UnknownFormat(Exception):
    """A number format whose effect is not known here."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format: its kind and its text. A literal stands for itself."""

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part between semicolons, with the condition under which it is used, if it has one."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None

    @property
    def kinds(self) -> set[str]:
        return {token.kind for token in self.tokens}

    @property
    def is_date(self) -> bool:
        return bool(self.kinds & {"date", "elapsed", "half", "system"})

    def holds(self, value: Decimal) -> bool:
        if self.condition is None:
            return False
        sign, limit = self.condition
        return {
            "<": value < limit,
            "<=": value <= limit,
            ">": value > limit,
            ">=": value >= limit,
            "=": value == limit,
            "<>": value != limit,
        }[sign]


@lru_cache(maxsize=1000)
def sections_of(code: str) -> tuple[Section, ...]:
    """Return the sections of a format. Raises UnknownFormat."""
    if len(code) > LONGEST_CODE:
        raise UnknownFormat(code)
    sections: list[list[Token]] = [[]]
    for match in TOKEN.finditer(code):
        if match.lastgroup == "section":
            sections.append([])
        else:
            sections[-1].append(_token(match))
    if len(sections) > MOST_SECTIONS:
        raise UnknownFormat(code)
    return tuple(map(_section, sections))


def section_for(value: Decimal, code: str) -> Section:
    """Return the section in which a number is shown. Raises UnknownFormat."""
    first, *others = sections = sections_of(code)[:NUMBER_SECTIONS]
    if len(sections) == 1:
        return first
    if any(section.condition for section in sections):
        fitting = [section for section in sections[:2] if section.holds(value)]
        has_two = all(section.condition for section in sections[:2])
        return fitting[0] if fitting else sections[2 if has_two and len(sections) > 2 else 1]
    if value < 0:
        return others[0]
    return sections[2] if value == 0 and len(sections) > 2 else first


def is_date(value: Decimal, code: str) -> bool:
    """Whether the number is shown as a date or a time. Raises UnknownFormat."""
    return section_for(value, code).is_date


def _token(match) -> Token:
    kind, text = match.lastgroup, match[match.lastgroup]
    if kind == "bracket":
        return _bracket(text)
    if kind in {"quoted", "escaped", "other"}:
        return Token("literal", text)
    return Token(kind, text)


def _bracket(text: str) -> Token:
    if condition := CONDITION.fullmatch(text):
        return Token("condition", condition[0])
    if ELAPSED.fullmatch(text):
        return Token("elapsed", text)
    if COLOUR.fullmatch(text):
        return Token("colour")
    if match := LOCALE.fullmatch(text):
        locale = (match["locale"] or "").upper()
        if locale in {SYSTEM_DATE, SYSTEM_TIME}:
            return Token("system", locale)
        return Token("literal", match["currency"])
    raise UnknownFormat(text)  # [DBNum1] writes 1980 as 一千九百八十


def _section(tokens: list[Token]) -> Section:
    conditions = [CONDITION.fullmatch(token.text) for token in tokens if token.kind == "condition"]
    condition = next(((match[1], Decimal(match[2])) for match in conditions if match), None)
    return Section(
        tuple(token for token in tokens if token.kind not in {"condition", "colour"}), condition
    )
