"""Queries of pictures: those that a text shows, those that are stored, those that are public."""

from collections.abc import Iterable, Iterator

from chapters.models import Edition, Picture
from chapters.plan.blocks import Block, Figure, walk
from chapters.plan.document import Document


def files_in(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the SHA-256 of each figure that has a file."""
    for item in walk(blocks):
        if isinstance(item.block, Figure) and item.block.file:
            yield item.block.file


def files_of(document: Document) -> frozenset[str]:
    return frozenset(file for text in document.places() for file in files_in(text.blocks))


def pictures_in(blocks: Iterable[Block]) -> dict[str, Picture]:
    """Return the pictures of a place by their SHA-256, without their bytes. At most one query."""
    files = set(files_in(blocks))
    rows = Picture.objects.described().filter(sha256__in=files) if files else ()
    return {row.sha256: row for row in rows}


def bytes_of(document: Document) -> dict[str, bytes]:
    """Return the pictures of a text by their SHA-256, those that are stored."""
    if not (files := files_of(document)):
        return {}
    rows = Picture.objects.filter(sha256__in=files).order_by("sha256")
    return {sha256: bytes(content) for sha256, content in rows.values_list("sha256", "content")}


def stored_files(document: Document) -> frozenset[str]:
    """Return which of the files that a text names are stored."""
    if not (files := files_of(document)):
        return frozenset()
    rows = Picture.objects.filter(sha256__in=files)
    return frozenset(rows.values_list("sha256", flat=True))


def is_public(sha256: str) -> bool:
    """Whether a text that is or was public shows the picture."""
    named = f'"file":"{sha256}"'  # as canonical JSON has it
    return Edition.objects.on_record().filter(document_json__contains=named).exists()
