"""The faces that the official PDF is set in, by their role in GB/T 9704.

A role is filled from the first source that has a face for it: the office's own folder
(settings.PDF_FONTS_DIR), Fandol where `manage.py fetch_fonts` has put it, and last the faces
that come with the portal's Python packages, which have every Chinese character.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont, TTLibError

ROLES = {
    "xiaobiaosong": "小标宋",
    "heiti": "黑体",
    "kaiti": "楷体",
    "fangsong": "仿宋",
    "songti": "宋体",
}
# How a face of the office's folder is known, by its names; the first that matches counts.
NAMES = {
    "xiaobiaosong": re.compile(r"小标宋|xiaobiaosong", re.IGNORECASE),
    "fangsong": re.compile(r"仿宋|fang ?song|stfangso", re.IGNORECASE),
    "kaiti": re.compile(r"楷|kai", re.IGNORECASE),
    "heiti": re.compile(r"黑体|sim ?hei|hei ?ti", re.IGNORECASE),
    "songti": re.compile(r"宋体|sim ?sun|song", re.IGNORECASE),
}
FANDOL_FILES = {
    "xiaobiaosong": "FandolSong-Bold.otf",
    "heiti": "FandolHei-Regular.otf",
    "kaiti": "FandolKai-Regular.otf",
    "fangsong": "FandolFang-Regular.otf",
    "songti": "FandolSong-Regular.otf",
}
PACKAGE_FOLDER = Path(str(files("pylopdf_fonts_zh_cn")))
PACKAGE_FILES = dict.fromkeys(ROLES, "NotoSerifSC-Regular.otf") | {
    "heiti": "NotoSansSC-Regular.otf"
}
REPLACEMENT = "〓"
"""Chinese print's mark for a character that is not in the case."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font file and what has to be known of it; widths are in em, by character.

    `dash_width` is that of ——, which some fonts set as one glyph of less than two em.
    """

    path: Path
    name: str
    widths: dict[str, float]
    dash_width: float = 2.0

    def __hash__(self):
        return hash(self.path)


@dataclass(frozen=True)
class FaceSet:
    """The face of each role, and the one whose characters all other faces may borrow."""

    by_role: dict[str, Face]
    fallback: Face

    def has(self, character: str) -> bool:
        """Whether the character can be printed: in any role, at worst by the fallback."""
        return character in self.fallback.widths or all(
            character in face.widths for face in self.by_role.values()
        )

    def width(self, role: str, character: str) -> float:
        """Return a character's width in em; 0 for what no face has, such as a control."""
        own = self.by_role[role].widths.get(character)
        return self.fallback.widths.get(character, 0.0) if own is None else own

    def borrows(self, characters: Iterable[str]) -> bool:
        """Whether any of the characters is missing in the face of some role."""
        roles = [face.widths for face in self.by_role.values()]
        return any(character not in widths for character in characters for widths in roles)


def faces() -> FaceSet:
    """Return the faces of this machine."""
    files = {role: PACKAGE_FOLDER / name for role, name in PACKAGE_FILES.items()}
    files |= _existing(settings.PDF_FANDOL_DIR, FANDOL_FILES)
    if settings.PDF_FONTS_DIR:
        files |= _named(Path(settings.PDF_FONTS_DIR))
    return FaceSet(
        {role: read_face(files[role]) for role in ROLES},
        read_face(PACKAGE_FOLDER / PACKAGE_FILES["songti"]),
    )


def _existing(folder: Path, names: dict[str, str]) -> dict[str, Path]:
    """Return the files of the whole set, or none: half of it is an interrupted copy."""
    files = {role: folder / name for role, name in names.items()}
    return files if all(path.is_file() for path in files.values()) else {}


def _named(folder: Path) -> dict[str, Path]:
    """Return the folder's .ttf and .otf files by the role that their names tell."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() in {".ttf", ".otf"} and (role := _role_of(path)):
            found.setdefault(role, path)
    return found


def _role_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            names = " ".join(
                record.toUnicode(errors="replace")
                for record in font["name"].names
                if record.nameID in {1, 4, 6}
            )
    except (TTLibError, OSError, KeyError):
        return None
    return next((role for role, pattern in NAMES.items() if pattern.search(names)), None)


@lru_cache(maxsize=32)
def read_face(path: Path) -> Face:
    """Read a font file's name and widths. Raises TTLibError or OSError."""
    with TTFont(path, lazy=True) as font:
        units = font["head"].unitsPerEm
        forms = _simplified_forms(font)
        advances = font["hmtx"].metrics
        widths = {
            chr(code): advances[forms.get(glyph, glyph)][0] / units
            for code, glyph in font.getBestCmap().items()
        }
        name = font["name"].getDebugName(6) or path.stem
        joined = _joined_dash(font)
        dash_width = advances[joined][0] / units if joined else 2 * widths.get("—", 1.0)
        return Face(path, name, widths, dash_width)


def _simplified_forms(font: TTFont) -> dict[str, str]:
    """Return the glyphs that stand for others in simplified Chinese: a dash of a whole em."""
    forms: dict[str, str] = {}
    for part in _substitutions(font, "locl"):
        forms |= getattr(part, "mapping", {})
    return forms


def _joined_dash(font: TTFont) -> str | None:
    """Return the one glyph that the font sets for ——, if it has one."""
    dash = font.getBestCmap().get(ord("—"))
    for part in _substitutions(font, "ccmp"):
        for ligature in getattr(part, "ligatures", {}).get(dash, ()):
            if ligature.Component == [dash]:
                return ligature.LigGlyph
    return None


def _substitutions(font: TTFont, feature: str) -> Iterator:
    """Yield the font's tables of a feature for simplified Chinese."""
    if "GSUB" not in font:
        return
    table = font["GSUB"].table
    features = {
        index
        for script in table.ScriptList.ScriptRecord
        for language in script.Script.LangSysRecord
        if language.LangSysTag == "ZHS "
        for index in language.LangSys.FeatureIndex
    }
    lookups = {
        index
        for record in map(table.FeatureList.FeatureRecord.__getitem__, features)
        if record.FeatureTag == feature
        for index in record.Feature.LookupListIndex
    }
    for index in sorted(lookups):
        for part in table.LookupList.Lookup[index].SubTable:
            yield getattr(part, "ExtSubTable", part)
