"""The bytes of a PDF follow from the document, the faces, Pango and the lock file, nothing else."""

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from chapters.pdf import pages, rendering

# Each is run before the process that sets a PDF.
WITHOUT_THE_LIBRARY = """
import cffi
load = cffi.FFI.dlopen
def load_all_but_one(ffi, name, *flags):
    if "harfbuzz-subset" in name:
        raise OSError(name)
    return load(ffi, name, *flags)
cffi.FFI.dlopen = load_all_but_one
from weasyprint.text import ffi
assert ffi.harfbuzz_subset is None
"""
WITHOUT_WEASYPRINTS_OWN_SUBSETTING = """
from weasyprint.pdf.fonts import Font
del Font._harfbuzz_subset, Font._fonttools_subset
"""
WITHOUT_COMPRESSION_BY_PYTHON_OR_QPDF = """
import pikepdf, zlib
del zlib.compress, zlib.compressobj, pikepdf.Pdf.save
"""
RUN = "import runpy; runpy.run_module('chapters.pdf.child', run_name='__main__')"


def set_after(preparation, job, **environment):
    """Return the PDF that the process makes of the job after it has run the preparation."""
    made = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", preparation + RUN, "60", "1024"],
        input=job,
        capture_output=True,
        env={
            "PATH": os.defpath,
            "FONTCONFIG_FILE": str(rendering.FONT_CONFIGURATION),
            **environment,
        },
    )
    assert made.returncode == 0, made.stderr.decode()
    return made.stdout


@pytest.fixture(scope="module")
def chapter_job(tanggu):
    """A plan of one chapter: all that may go wrong, in a third of the time."""
    alone = replace(tanggu, preface=(), chapters=tanggu.chapters[6:], closing=())
    return pages.plan_job(alone, pages.Imprint(1))


@pytest.fixture(scope="module")
def chapter_pdf(chapter_job):
    return set_after("", chapter_job)


def test_without_the_optional_library_the_plan_has_the_same_bytes(tanggu, tanggu_pdf):
    job = pages.plan_job(tanggu, pages.Imprint(1))

    made = set_after(WITHOUT_THE_LIBRARY, job)

    assert sha256(made).hexdigest() == sha256(tanggu_pdf).hexdigest()


@pytest.mark.parametrize(
    "preparation", [WITHOUT_WEASYPRINTS_OWN_SUBSETTING, WITHOUT_COMPRESSION_BY_PYTHON_OR_QPDF]
)
def test_nothing_of_the_system_subsets_or_compresses(preparation, chapter_job, chapter_pdf):
    made = set_after(preparation, chapter_job)

    assert sha256(made).hexdigest() == sha256(chapter_pdf).hexdigest()


def test_neither_time_zone_nor_language_nor_hash_seed_changes_a_byte(chapter_job, chapter_pdf):
    made = set_after("", chapter_job, TZ="Pacific/Kiritimati", LANG="tr_TR", PYTHONHASHSEED="7")

    assert sha256(made).hexdigest() == sha256(chapter_pdf).hexdigest()


@pytest.fixture
def variable_font(tmp_path):
    """A file of a font with an axis, and a triangle for A."""
    triangle = TTGlyphPen(None)
    triangle.moveTo((0, 0))
    triangle.lineTo((0, 500))
    triangle.lineTo((500, 0))
    triangle.closePath()
    font = FontBuilder(unitsPerEm=1000)
    font.setupGlyphOrder([".notdef", "A"])
    font.setupCharacterMap({ord("A"): "A"})
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "A": triangle.glyph()})
    font.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Variable", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    font.setupGvar({})
    font.save(tmp_path / "variable.ttf")
    return tmp_path / "variable.ttf"


def test_no_clock_is_stamped_into_a_font(variable_font):
    style = "@font-face { font-family: variable; src: url(plan:font) } p { font-family: variable }"
    job = {
        "html": f"<html lang=zh><title>A</title><style>{style}</style><p>A",
        "fonts": {"plan:font": str(variable_font)},
        "plan": "",
        "dated": "2021-08-10",
    }

    made = rendering._set(json.dumps(job).encode())

    opened = pikepdf.open(io.BytesIO(made))
    (font,) = (each for each in opened.objects if "/FontFile2" in each)
    stamped = TTFont(io.BytesIO(font.FontFile2.read_bytes()))["head"].modified
    assert stamped == 2_082_844_800  # 1970-01-01, counted from 1904
