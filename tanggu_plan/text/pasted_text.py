"""Clean-up of text typed or pasted from Word: line ends, blanks, invisible characters.

Words are never changed. Every text box of the admin goes through here.
"""

from tanggu_plan.text.composed import composed
from tanggu_plan.text.unseen import DROPPED

NO_BREAK_SPACES = str.maketrans("\u00a0\u202f", "  ")


def tidy_line(line: str) -> str:
    """Return the line in composed letters, without pasted invisible characters and outer blanks.

    An invisible character is taken out first: it may stand between a letter and its accent.
    """
    return composed(DROPPED.sub("", line).translate(NO_BREAK_SPACES).strip())


def tidy_lines(text: str) -> str:
    """Return the text with each line tidied; empty lines stay, so that lines count as typed.

    Word's manual line break (U+000B) and every other line end of Unicode become "\\n".
    """
    return "\n".join(map(tidy_line, text.splitlines()))


def without_empty_lines(text: str) -> str:
    return "\n".join(filter(None, text.split("\n")))
