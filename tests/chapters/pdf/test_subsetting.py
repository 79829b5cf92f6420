import io

import pytest
from fontTools.ttLib import TTFont

from chapters.pdf.fonts import PACKAGE_FOLDER
from chapters.pdf.subsetting import subset


@pytest.fixture(scope="module")
def serif():
    return (PACKAGE_FOLDER / "NotoSerifSC-Regular.otf").read_bytes()


def opened(font):
    return TTFont(io.BytesIO(font))


def glyphs_of(font, text):
    font = opened(font)
    return [font.getGlyphID(font.getBestCmap()[ord(character)]) for character in text]


def test_only_the_glyphs_asked_for_and_notdef_keep_their_outlines(serif):
    glyphs = glyphs_of(serif, "塘沽")

    made = opened(subset(serif, glyphs))

    drawn = [
        number
        for number, glyph in enumerate(made["CFF "].cff[0].CharStrings.values())
        if len(glyph.bytecode) > 10
    ]
    assert drawn == [0, *sorted(glyphs)]  # 0 is .notdef


def test_widths_stay(serif):
    glyphs = glyphs_of(serif, "塘1，")

    before, after = (opened(font) for font in (serif, subset(serif, glyphs)))

    for glyph in glyphs:
        widths = [font["hmtx"][font.getGlyphName(glyph)] for font in (before, after)]
        assert widths[0] == widths[1]


def test_characters_are_numbered_as_glyphs_since_the_text_of_a_pdf_names_glyphs(serif):
    glyphs = glyphs_of(serif, "塘沽　")

    made = opened(subset(serif, glyphs))

    assert made["CFF "].cff[0].charset[1:] == [
        f"cid{number:05}" for number in range(1, max(glyphs) + 1)
    ]


def test_what_serves_layout_alone_is_dropped(serif):
    made = opened(subset(serif, [1]))

    assert not {"GSUB", "GPOS", "BASE"} & set(made.keys())


def test_a_broken_font_is_refused():
    with pytest.raises(RuntimeError):
        subset(b"not a font", [1])
