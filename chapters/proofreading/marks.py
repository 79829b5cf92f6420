"""Character sets that the rules share, and how a text is shown to a clerk."""

import re

from tanggu_plan.text.unseen import shown

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
OPENING = "“‘（《〈〔【「『"
CLOSING = "”’）》〉〕】」』"
STOPS = "，。、；：！？"
WIDE = f"{HAN}{OPENING}{CLOSING}{STOPS}…—"

SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")

LONGEST_SHOWN = 24

# Full-width letters, digits and signs to half-width ones, one for one: positions stay.
TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def shortened(text: str) -> str:
    """Return the text as a clerk can see it: its beginning, unseen characters as 〈U+200B〉."""
    return shown(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…")
