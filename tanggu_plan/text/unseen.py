"""Characters that nobody can see, in what others are told: they could turn a text around."""

import unicodedata

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, format, surrogate, line and paragraph ends


def with_unseen_escaped(text: str) -> str:
    """Return the text with `\\u202e` for each character that nobody can see."""
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in UNSEEN
        else character
        for character in text
    )
