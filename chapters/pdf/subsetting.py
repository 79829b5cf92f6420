"""Font subsetting with the HarfBuzz of the lock file: equal fonts and glyphs give equal bytes.

WeasyPrint would take the system's HarfBuzz or, where there is none, fontTools, which stamps the
clock into the font.
"""

from collections.abc import Iterable

import uharfbuzz as hb

LAYOUT_TABLES = ["BASE", "GPOS", "GSUB", "JSTF"]  # a PDF places its glyphs itself
OTHER_UNUSED_TABLES = ["DSIG", "EBDT", "EBLC", "EBSC", "LTSH", "PCLT", "SVG "]
DROPPED = [int.from_bytes(tag.encode()) for tag in LAYOUT_TABLES + OTHER_UNUSED_TABLES]
FLAGS = (
    # The text of a PDF names glyphs by their numbers, those of a CID-keyed font by their CIDs:
    # WeasyPrint writes numbers in any case.
    hb.SubsetFlags.RETAIN_GIDS
    | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
    | hb.SubsetFlags.DESUBROUTINIZE
    | hb.SubsetFlags.NO_HINTING
    | hb.SubsetFlags.NOTDEF_OUTLINE
)


def subset(font: bytes, glyphs: Iterable[int]) -> bytes:
    """Return the font with these glyphs and .notdef alone, each under its old number.

    Raises RuntimeError where the font is broken.
    """
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(DROPPED)
    wanted.flags = FLAGS
    return bytes(hb.subset(hb.Face(font), wanted).blob.data)
