"""The faces that the official PDF is set in, by their role in GB/T 9704.

A role is filled from the first source that has a face for it: the office's own folder
(settings.PDF_FONTS_DIR), Fandol where `manage.py fetch_fonts` has put it, and last the faces
that come with the portal's Python packages, which have every Chinese character.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import uharfbuzz as hb
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

    @property
    def all(self) -> list[Face]:
        """Each face once, the fallback last."""
        return list(dict.fromkeys([*self.by_role.values(), self.fallback]))

    def needed_for(self, text: str) -> list[Face]:
        """Return the faces to load: the fallback only where another lacks a character."""
        own = dict.fromkeys(self.by_role.values())
        borrows = any(character not in face.widths for character in set(text) for face in own)
        return self.all if borrows else list(own)


def faces() -> FaceSet:
    files = {role: PACKAGE_FOLDER / name for role, name in PACKAGE_FILES.items()}
    files |= fandol()
    if settings.PDF_FONTS_DIR:
        files |= _named(Path(settings.PDF_FONTS_DIR))
    return FaceSet(
        {role: read_face(files[role]) for role in ROLES},
        read_face(PACKAGE_FOLDER / PACKAGE_FILES["songti"]),
    )


def fandol() -> dict[str, Path]:
    """Return the files of the whole set by role, or none: half of it is an interrupted copy."""
    files = {role: settings.PDF_FANDOL_DIR / name for role, name in FANDOL_FILES.items()}
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
    """Read a font file's name and widths. Raises HarfBuzzError."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(path)))
    widths = {chr(code): _width(font, chr(code), "Hani") for code in font.face.unicodes}
    name = font.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or path.stem
    # As typesetting's —— is a piece of its own, it is set in no script's way.
    return Face(path, name, widths, _width(font, "——", "Zyyy"))


def _width(font: hb.Font, text: str, script: str) -> float:
    """Return the width of a text in em, set in simplified Chinese: a dash takes a whole em."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.script, buffer.language, buffer.direction = script, "zh-Hans", "ltr"
    buffer.flags = hb.BufferFlags.PRESERVE_DEFAULT_IGNORABLES
    hb.shape(font, buffer)
    return sum(glyph.x_advance for glyph in buffer.glyph_positions) / font.face.upem
