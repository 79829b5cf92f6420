"""Versions of what makes PDFs here: programs by version, faces by name and digest.

Equal makers and equal documents give equal bytes.
"""

import ctypes
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from chapters.pdf import fonts

PROGRAMS = ("weasyprint", "pydyf", "fonttools", "uharfbuzz", "pikepdf", "deflate")
FORMAT = 2
"""Of the Document that the pages know how to print; counts up with the kinds of its blocks."""
# The system's share: Pango lays lines out, its HarfBuzz places the glyphs.
LIBRARIES = {
    "pango": ("libpango-1.0", "pango_version_string"),
    "harfbuzz": ("libharfbuzz", "hb_version_string"),
}
ENDINGS = (".so.0", ".0.dylib", ".dylib")


def maker() -> str:
    """Return the maker in a line for the row of a file."""
    programs = [f"{name} {version(name)}" for name in PROGRAMS]
    libraries = [f"{name} {_version_of(*where)}" for name, where in LIBRARIES.items()]
    faces = [f"{face.name} {_digest(face.path)[:12]}" for face in fonts.faces().all]
    return "；".join([*programs, *libraries, *faces, f"format {FORMAT}"])


@lru_cache
def _version_of(library: str, function: str) -> str:
    """Ask a system library for its version. Raises OSError where it cannot be loaded."""
    name_it = getattr(_load(library), function)
    name_it.restype = ctypes.c_char_p
    return name_it().decode()


def _load(library: str) -> ctypes.CDLL:
    for ending in ENDINGS:
        try:
            return ctypes.CDLL(library + ending)
        except OSError as error:
            missing = error
    raise missing


@lru_cache(maxsize=32)
def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
