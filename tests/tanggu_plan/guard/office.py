"""A small office: a plan of one section, public; what is recorded and decided about it."""

from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from chapters.editions import publishing
from chapters.models import Edition, Erratum, Plan
from chapters.plan.blocks import Paragraph
from chapters.plan.document import Document
from chapters.plan.outline import Annex, Part
from chapters.plan.tables import IndicatorTable
from chapters.working_copy.rows import freeze, store
from indicators.models import Commitment, CommitmentStatus, Measurement, Source

SENTENCE = "每年新增养老床位48张。"


@dataclass(frozen=True)
class Office:
    plan: Plan
    draft: Plan  # of the period after, without an edition
    chief: User
    deputy: User
    client: Client

    def old_edition(self, state, **values) -> Edition:
        """An edition as it came about before there was a guard, with its PDF."""
        document = values.pop("document", None) or changed(freeze(self.plan))
        values = {"document_json": document.to_json(), "sha256": document.sha256} | values
        was_public = state in ("SUPERSEDED", "WITHDRAWN")
        now = timezone.now()
        approved = {"approved_by": self.deputy, "approved_at": now}
        (edition,) = Edition.objects.bulk_create(
            [
                Edition(
                    plan=self.plan,
                    number=self.plan.editions.count() + 1,
                    state=state,
                    kind="CORRECTION",
                    proposed_by=self.chief,
                    proposed_at=now,
                    published_at=now if was_public else None,
                    **({} if state == "PROPOSED" else approved),
                    **values,
                )
            ]
        )
        edition.files.create(kind="PDF", content=b"%PDF", size=4, sha256="0" * 64)
        return edition


def changed(document: Document) -> Document:
    return replace(document, short_title=f"{document.short_title}（改）")


def open_office(tanggu: Document) -> Office:
    """Publish a plan with one chapter; store a source, an erratum, a commitment, a recorded row."""
    chief, deputy = (User.objects.create_superuser(name) for name in ("chief", "deputy"))
    client = Client()
    client.force_login(chief)
    plan = store(small(tanggu))
    publishing.publish_original(plan)
    draft = store(replace(small(tanggu), period_start=2026, period_end=2030, base_year=2025))
    source = Source.objects.create(
        plan=plan, title="示例公报", publisher="示例单位", dated_on=date(2023, 3, 1)
    )
    Erratum.objects.create(
        plan=plan,
        code="Q1",
        category="QUESTION",
        decision="OPEN",
        source_line=1,
        source_column=1,
        paragraph="c1s1-p1",
        source_reading="新增",
        published_reading="新增",
        reason="试",
    )
    commitment = Commitment.objects.create(
        plan=plan,
        number=1,
        quote=SENTENCE,
        anchor="新增养老床位48张",
        measure="新增养老床位",
        operator="each_year",
        value="48",
        deadline=date(2025, 12, 31),
        deadline_basis="每年",
        kind="recurring",
    )
    said = {"source": source, "recorded_by": deputy, "recorded_at": timezone.now()}
    indicator = plan.indicators.get()
    Measurement.objects.create(indicator=indicator, year=2023, value="9", status="FINAL", **said)
    as_of = date(2023, 12, 31)
    CommitmentStatus.objects.create(commitment=commitment, progress="MET", as_of=as_of, **said)
    return Office(plan, draft, chief, deputy, client)


def small(document: Document) -> Document:
    """The plan cut down to one section that holds a sentence and the table of one indicator."""
    sentence = Paragraph(SENTENCE)
    blocks = (sentence, IndicatorTable("主要指标"))
    chapter = document.chapters[0]
    section = replace(chapter.sections[0], number=1, blocks=blocks)
    chapter = replace(chapter, number=1, lead=(sentence,), sections=(section,), part=1)
    return replace(
        document,
        notice=(sentence,),
        preface=(sentence,),
        parts=(Part(1, "开局起步", (sentence,)),),
        chapters=(chapter,),
        indicators=tuple(row for row in document.indicators if row.number == 1),
        closing=(sentence,),
        annexes=(Annex(1, "名词解释", (sentence,)),),
    )
