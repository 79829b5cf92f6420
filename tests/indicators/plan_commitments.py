"""The real plan's commitments for tests, their statuses, and editions that change them."""

import io
from datetime import date

from django.core.management import call_command
from django.utils import timezone

from chapters.editions import publishing
from chapters.models import Section
from indicators.models import CommitmentStatus, Source
from tests.conftest import FIXTURES

COMMITMENTS = FIXTURES / "tanggu-2021-2025.commitments.csv"


def import_commitments(file=COMMITMENTS, slug="2021-2025"):
    """Import a file; return what the command says."""
    out = io.StringIO()
    call_command("import_commitments", file, slug, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def publish_change(plan, editor, reviewer, publisher, old, new):
    """Publish the plan with other words for some of its text."""
    section = Section.objects.get(chapter__plan=plan, text__contains=old)
    section.text = section.text.replace(old, new)
    section.save()
    proposed = publishing.propose(plan, by=editor, kind="AMENDMENT", note="改写一句。")
    return publishing.publish(publishing.approve(proposed, by=reviewer), by=publisher)


def record_status(plan, number, recorder, confirmer=None, **values):
    """Record where a commitment stands; confirmed where somebody confirms it."""
    source, _ = Source.objects.get_or_create(
        plan=plan, title="示例报告", publisher="示例单位", dated_on=date(2024, 1, 15)
    )
    now = timezone.now()
    return CommitmentStatus.objects.create(
        commitment=plan.commitments.get(number=number),
        source=source,
        state="CONFIRMED" if confirmer else "PENDING",
        recorded_by=recorder,
        recorded_at=now,
        confirmed_by=confirmer,
        confirmed_at=now if confirmer else None,
        **{"progress": "MET", "as_of": date(2023, 12, 31)} | values,
    )
