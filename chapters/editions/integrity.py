"""Integrity of stored editions: their texts and files still have the digests on record."""

from collections.abc import Iterator
from hashlib import sha256

from chapters.models import Edition, EditionFile
from tanggu_plan.tasks import nightly

MOST_TOLD = 3


def faults() -> str:
    """Return what has changed since it was stored, "" where nothing has. Reads all of it."""
    found = [*_changed_texts(), *_changed_files()]
    more = f"；一共{len(found)}处" if len(found) > MOST_TOLD else ""
    return "；".join(found[:MOST_TOLD]) + more


def _changed_texts() -> Iterator[str]:
    for edition in Edition.objects.select_related("plan").iterator(chunk_size=1):
        if sha256(edition.document_json.encode()).hexdigest() != edition.sha256:
            yield f"{edition}的文本与它的摘要不符，请从备份恢复"


def _changed_files() -> Iterator[str]:
    files = EditionFile.objects.exclude(content=None).select_related("edition__plan")
    for file in files.defer("edition__document_json").iterator(chunk_size=1):
        if sha256(file.stored_bytes).hexdigest() != file.sha256:
            yield f"{file}与它的摘要不符，请从备份恢复"


nightly.register("版次和文件", faults)
