"""Unseen characters: the one table of what nobody can see, in classes, and how one is shown.

    class        what is in it                                on pasting  in our texts  in search
    PASTED       soft hyphen, zero-width marks, byte order    dropped     refused       ignored
    VARIATIONS   selectors of a character's form              dropped     refused       ignored
    DIRECTION    what turns the order of characters around    stays       refused       ignored
    CONTROLS     control and format characters                stays       refused       ignored
    FILLERS      letters and patterns without any ink         stays       refused       ignored
    TAGS         tags, and code points kept for such          stays       refused       ignored
    SURROGATES   halves of a character                        stays       refused       ignored
    LOST         U+FFFD, where a character has been lost      stays       refused       compared
    NOTHING      code points that are no characters           stays       refused       compared
    PRIVATE      user-made characters (自造字)                 stays       an error      compared
    LINE_ENDS    line, paragraph and page ends                a new line  a new line    a space

Each is the inside of a character class of `re`. A tab is white space like any other.
"""

import re

PASTED = "\u00ad\u200b-\u200d\u2060\ufeff"
VARIATIONS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
CONTROLS = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u2061-\u2065\u206a-\u206f\ufff0-\ufffc"
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0"
TAGS = "\U000e0000-\U000e00ff\U000e01f0-\U000efffd"
SURROGATES = "\ud800-\udfff"
LOST = "\ufffd"
NOTHING = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
LINE_ENDS = "\n-\r\x85\u2028\u2029"

INKLESS = PASTED + VARIATIONS + DIRECTION + CONTROLS + FILLERS + TAGS
UNSEEN = INKLESS + SURROGATES + LOST + NOTHING + PRIVATE + LINE_ENDS

DROPPED = re.compile(f"[{PASTED}{VARIATIONS}]")
LEAVES_NO_INK = re.compile(f"[{INKLESS}]")  # the PDF needs no sign 〓 in its place
IGNORED_BY_SEARCH = re.compile(f"[{INKLESS}{SURROGATES}]")
REFUSED_CHARACTERS = re.compile(f"[{INKLESS}{SURROGATES}{LOST}{NOTHING}]")
PRIVATE_USE = re.compile(f"[{PRIVATE}]")
SHOWN = re.compile(f"[{UNSEEN}]")


def shown(text: str) -> str:
    """Return the text with 〈U+202E〉 for each unseen character, line ends included."""
    return SHOWN.sub(lambda match: f"〈{code(match[0])}〉", text)


def shown_in_lines(text: str) -> str:
    """Return a text of several lines in the same way; they end with "\\n" alone."""
    return "\n".join(map(shown, text.split("\n")))


def code(character: str) -> str:
    """Return U+202E for a character."""
    return f"U+{ord(character):04X}"
