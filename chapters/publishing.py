"""The only code that creates an edition or changes its state."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from chapters import pdf
from chapters.models import Edition, EditionFile, Plan
from chapters.working_copy import freeze


class PublishingRefused(Exception):
    """The step cannot be taken; the message tells a clerk why and what to do."""


def publish_original(plan: Plan) -> Edition:
    """Publish the working copy as edition 1, the text as issued.

    The only edition without a second person, and only while the plan has none. Raises
    PublishingRefused, or pdf.RenderingFailed; nothing is stored then.
    """
    if plan.editions.exists():
        raise PublishingRefused(
            f"《{plan.short_title}》已有版次，原文版只能发布一次。请走送审流程。"
        )
    document = freeze(plan)
    rendered = pdf.render(document, edition_number=1)
    with transaction.atomic():
        Plan.objects.select_for_update().get(pk=plan.pk)
        if plan.editions.exists():
            raise PublishingRefused(f"《{plan.short_title}》刚刚已由他人发布原文版。")
        if freeze(plan) != document:
            raise PublishingRefused("生成 PDF 期间工作稿有改动，没有发布。请重新执行一次。")
        edition = Edition.objects.create(
            plan=plan,
            number=1,
            state=Edition.State.PUBLISHED,
            kind=Edition.Kind.ORIGINAL,
            document_json=document.to_json(),
            sha256=document.sha256,
            published_at=timezone.now(),
        )
        _attach(edition, EditionFile.Kind.PDF, rendered)
    return edition


def _attach(edition: Edition, kind: EditionFile.Kind, content: bytes) -> EditionFile:
    return EditionFile.objects.create(
        edition=edition, kind=kind, content=content, sha256=sha256(content).hexdigest()
    )
