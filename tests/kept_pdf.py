"""The real plan's PDF, kept in var/tests under the hash of all that it is made from.

Rendering it takes seconds of CPU. Whoever comes first, of all workers and runs, makes it; the
others wait at the lock and read the file.
"""

import fcntl
from ctypes import CDLL, c_char_p
from hashlib import sha256

from django.conf import settings

from chapters.pdf import fonts, rendering

SOURCES = ("chapters", "tanggu_plan", "templates/chapters/pdf", "static/css", "fixtures")
LIBRARIES = {  # the system's, which no lock file names
    "libpango-1.0.so.0": "pango_version_string",
    "libharfbuzz.so.0": "hb_version_string",
    "libharfbuzz-subset.so.0": "hb_version_string",
}


def rendered_once(document, **facts):
    """Return pdf.render(document, **facts), rendered unless it is kept."""
    folder = settings.VAR_DIR / "tests"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{_digest(document, facts)}.pdf"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            made = kept.with_suffix(".part")
            made.write_bytes(rendering.render(document, **facts))
            made.replace(kept)
    return kept.read_bytes()


def _digest(document, facts):
    digest = sha256(repr((document.sha256, facts, settings.PUBLIC_URL)).encode())
    digest.update("".join(map(_version, LIBRARIES)).encode())
    faces = fonts.faces()
    for path in sorted({face.path for face in (*faces.by_role.values(), faces.fallback)}):
        digest.update(f"{path} {path.stat().st_mtime_ns}".encode())
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _version(library):
    try:
        tell = getattr(CDLL(library), LIBRARIES[library])
    except OSError:
        return f"{library} is missing\n"
    tell.restype = c_char_p
    return f"{library} {tell().decode()}\n"


def _sources():
    yield settings.BASE_DIR / "requirements.txt"
    for name in SOURCES:
        found = (settings.BASE_DIR / name).rglob("*")
        yield from sorted(path for path in found if path.is_file() and path.suffix != ".pyc")
