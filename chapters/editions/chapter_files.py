"""Chapter PDFs as readers get them: stored bytes of old, else cut from the edition's PDF."""

import logging
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Q
from pikepdf import PdfError

from chapters.models import EditionFile
from chapters.pdf import cutting

logger = logging.getLogger(__name__)

Kind = EditionFile.Kind


def file_of(whole: EditionFile, chapter: int) -> EditionFile | None:
    """Return what is known of the chapter's file, None where the plan has no such chapter.

    `whole` is the edition's PDF. A digest is stored before readers get the bytes, beside those of
    earlier cutters: /verify/ knows every file that was ever given.
    """
    is_stored = Q(content__isnull=False)
    files = EditionFile.objects.filter(
        is_stored | Q(maker=cutting.cutter()),
        edition=whole.edition_id,
        kind=Kind.CHAPTER,
        chapter_number=chapter,
    )
    stored_first = files.alias(is_stored=is_stored).order_by("-is_stored").defer("content")
    return stored_first.first() or _cut_anew(whole, chapter)


def content_of(whole: EditionFile, file: EditionFile) -> bytes:
    """Return the bytes of a file that `file_of` gave."""
    return file.stored_bytes or cutting.cut(whole.stored_bytes, file.chapter_number)


def _cut_anew(whole: EditionFile, chapter: int) -> EditionFile | None:
    try:
        cut = cutting.cut(whole.stored_bytes, chapter)
    except KeyError:
        return None
    except PdfError:
        logger.exception("%s cannot be read", whole)
        return None
    digest = sha256(cut).hexdigest()
    row = EditionFile(
        edition_id=whole.edition_id,
        kind=Kind.CHAPTER,
        chapter_number=chapter,
        size=len(cut),
        sha256=digest,
        maker=cutting.cutter(),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # another reader asked at the same moment
        return EditionFile.objects.get(
            edition=whole.edition_id, kind=Kind.CHAPTER, chapter_number=chapter, sha256=digest
        )
    return row
