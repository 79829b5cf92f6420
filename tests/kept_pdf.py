"""The real plan's PDF, kept in var/tests under the hash of all that it is made from.

Rendering it takes seconds of CPU. Whoever comes first, of all workers and runs, makes it; the
others wait at the lock and read the file.
"""

import fcntl
from hashlib import sha256

from django.conf import settings

from chapters.pdf import rendering
from chapters.pdf.maker import maker

SOURCES = ("chapters", "tanggu_plan", "templates/chapters/pdf", "static/css", "fixtures")


def rendered_once(document, **facts):
    """Return what rendering.render gives, rendered unless it is kept."""
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
    digest.update(maker().encode())
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources():
    yield settings.BASE_DIR / "requirements.txt"
    for name in SOURCES:
        found = (settings.BASE_DIR / name).rglob("*")
        yield from sorted(path for path in found if path.is_file() and path.suffix != ".pyc")
