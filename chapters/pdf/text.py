"""Text extraction from a PDF that WeasyPrint made, page by page: to compare two of them."""

import io
import re

import pikepdf

MAPPING = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page in the order in which it is drawn, without white space.

    What a drawing shows inside an object of its own is left out.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        characters: dict[str, dict[bytes, str]] = {}  # by font, as all pages share them
        return [_text_of(page, characters) for page in opened.pages]


def _text_of(page: pikepdf.Page, characters: dict[str, dict[bytes, str]]) -> str:
    shown, font = [], ""
    for each in pikepdf.parse_content_stream(page, "Tf TJ"):
        if str(each.operator) == "Tf":
            font = str(each.operands[0])
            if font not in characters:
                characters[font] = _mapping_of(page.Resources.Font[font])
        else:
            strings = [bytes(part) for part in each.operands[0] if isinstance(part, pikepdf.String)]
            codes = b"".join(strings)
            pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
            shown += [characters[font].get(pair, "") for pair in pairs]
    return "".join("".join(shown).split())


def _mapping_of(font: pikepdf.Object) -> dict[bytes, str]:
    """Return the characters of a font by their two bytes in the text."""
    pairs = MAPPING.findall(font.ToUnicode.read_bytes())
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in pairs
    }
