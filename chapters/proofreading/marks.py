"""Character sets that the checks share, and how a text is shown to a clerk."""

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
OPENING = "“‘（《〈〔【「『"
CLOSING = "”’）》〉〕】」』"
STOPS = "，。、；：！？"
WIDE = f"{HAN}{OPENING}{CLOSING}{STOPS}…—"

# Control, zero-width, bidi, variation, filler, private and unassigned characters, lone surrogates.
INVISIBLE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]"
)
SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")

LONGEST_SHOWN = 24

# Full-width letters, digits and signs to half-width ones, one for one: positions stay.
TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def shown(text: str) -> str:
    """Return the text as a clerk can see it: shortened, invisible characters as 〈U+200B〉."""
    short = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return visible(short)


def visible(text: str) -> str:
    return INVISIBLE.sub(lambda match: f"〈U+{ord(match[0]):04X}〉", text)
