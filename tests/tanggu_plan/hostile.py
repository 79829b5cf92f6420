"""A plan in which every text that a clerk can type is an attack, past every check of the forms."""

from datetime import date

from django.apps import apps
from django.db import models
from django.utils import timezone

from chapters.models import Chapter, Erratum, Plan, Section, WrongWording
from indicators.models import Commitment, CommitmentStatus, Indicator, Measurement, Source

LONG = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)></title></style></textarea>"
    "]]>-->{{7*7}}{% now %}&lt;\u202e反\u2066隔\u200b"
)
SHORT = "'\"><img src=x onerror=alert(1)>\u202e\u200b"
SHORTEST = "<b onclick=alert(1)>"
SCRIPT_ADDRESS = "javascript:alert(1)"
OUR_APPS = ("chapters", "indicators", "tanggu_plan")
MADE_BY_THE_PORTAL = {"digest", "previous_digest", "sha256", "document_json", "actor", "details"}
# What takes nothing but a number or a slug: the tests of its form say so.
NUMBERS = {
    Plan: {"slug"},
    Indicator: {"base_value", "target_value"},
    Measurement: {"value"},
}
TYPED = {
    Plan: "title_lines short_title attachment_label issuer print_issuer written_on_text preface"
    " closing",
    Chapter: "title lead",
    Section: "title text",
    Erratum: "code chapter section paragraph source_reading published_reading suggested_reading"
    " printed_reading reason",
    WrongWording: "wrong right reason",
    Indicator: "name unit",
    Source: "title publisher address",
    Measurement: "note return_reason",
    Commitment: "quote anchor measure value unit deadline_basis subject remark",
    CommitmentStatus: "note return_reason value responsible",
}


def text_fields(model):
    """The names of a model's fields that hold free text."""
    return {
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }


def our_models():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS and not model.__name__.startswith("Historical")
    ]


def attack(model, name):
    """What is typed into a field: as much as it takes."""
    most = model._meta.get_field(name).max_length or 10_000
    return next(each for each in (LONG, SHORT, SHORTEST) if len(each) <= most)


def attacks(model):
    return {name: attack(model, name) for name in TYPED[model].split()}


def spoil(plan):
    """Fill the working copy with attacks; slugs, numbers and what the text needs stay."""
    Plan.objects.filter(pk=plan.pk).update(**attacks(Plan))
    Chapter.objects.filter(plan=plan).update(**attacks(Chapter))
    text = "\n".join(
        [
            f"**{SHORT}。**{LONG}",
            f"——{LONG}",
            f":::表 {SHORT}",
            f"{SHORT} | 乙",
            f"丙 | {SHORT}",
            f"注：{SHORT}",
            ":::",
        ]
    )
    Section.objects.filter(chapter__plan=plan).update(**attacks(Section) | {"text": text})
    Indicator.objects.filter(plan=plan).update(**attacks(Indicator))


def record(plan, recorder, confirmer):
    """Put attacks into all that is recorded about the plan, and make it public."""
    now = timezone.now()
    source = Source.objects.create(
        plan=plan, dated_on=date(2024, 1, 15), **attacks(Source) | {"address": SCRIPT_ADDRESS}
    )
    shared = {
        "source": source,
        "state": "CONFIRMED",
        "recorded_by": recorder,
        "recorded_at": now,
        "confirmed_by": confirmer,
        "confirmed_at": now,
        "note": LONG,
    }
    for indicator in plan.indicators.all():
        Measurement.objects.create(
            indicator=indicator, year=2022, value="1.1", status="FINAL", **shared
        )
    promise = Commitment.objects.create(
        plan=plan,
        number=1,
        operator="reach",
        deadline=date(2025, 12, 31),
        **attacks(Commitment),
    )
    CommitmentStatus.objects.create(
        commitment=promise,
        progress="MET",
        as_of=date(2024, 12, 31),
        value=SHORTEST,
        responsible=SHORT,
        **shared,
    )
    typed = attacks(Erratum) | {"source_line": 1, "source_column": 1}
    Erratum.objects.create(plan=plan, category="MISREAD", **typed | {"printed_reading": ""})
    question = {"code": SHORTEST.upper(), "printed_reading": "", "decision": "OPEN"}
    Erratum.objects.create(plan=plan, category="QUESTION", **typed | question)
    WrongWording.objects.create(**attacks(WrongWording))
