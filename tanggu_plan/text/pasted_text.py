"""Cleans what a clerk types or pastes from Word: line ends, blanks, invisible characters.

Words are never changed. Every text box of the admin goes through here and nothing else does it.
"""

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width marks, byte order mark
NO_BREAK_SPACES = "\u00a0\u202f"
CLEANING = str.maketrans(dict.fromkeys(INVISIBLE, "") | dict.fromkeys(NO_BREAK_SPACES, " "))


def tidy_line(line: str) -> str:
    """Return the line without invisible characters and without blanks at its ends."""
    return line.translate(CLEANING).strip()


def tidy_lines(text: str) -> str:
    """Return the text with each line tidied; empty lines stay, so that lines count as typed.

    Word's manual line break (U+000B) and every other line end of Unicode become "\\n".
    """
    return "\n".join(map(tidy_line, text.splitlines()))


def without_empty_lines(text: str) -> str:
    return "\n".join(filter(None, text.split("\n")))
