"""Strings that must stay words wherever they come out, and every field that takes words.

The fields are found in the models and forms themselves: one that is new and nobody listed fails
the tests of test_hostile_strings.
"""

from collections.abc import Callable
from functools import partial

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.test import RequestFactory
from django.urls import get_resolver

from tanggu_plan.identity.site import VALUES

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    '=HYPERLINK("http://x")',
    "javascript:alert(1)",
    "</title></style></script><!--",
    "]]>&lt;i&gt;&amp;amp;",
    "{{7*7}}{%now%}",
    "@SUM",
    "<b onclick=x>",
    "+1",
    "-1",
)
UNSEEN = ("\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200b", "\ufeff", "\0", "\ud800")

IDENTITY = {value.setting: f"{' '.join(PAYLOADS)}{value.setting}" for value in VALUES.values()}

OURS = ("chapters", "indicators", "tanggu_plan")

# What nobody types, or what its form lets no hostile string into.
NOT_TYPED = {
    "chapters.Plan.slug": "its form takes letters and figures only",
    "chapters.Edition.document_json": "the frozen working copy",
    "chapters.Edition.sha256": "computed",
    "chapters.FalseAlarm.field": "chosen from a list",
    "chapters.EditionFile.maker": "asked of programs and faces",
    "chapters.EditionFile.sha256": "computed",
    "chapters.Picture.name": "the name of an uploaded file, its unseen characters shown",
    "chapters.Picture.sha256": "computed",
    "indicators.Measurement.value": "its form takes a number only",
    "indicators.EvaluationReport.sha256": "computed",
    "tanggu_plan.AuditEntry.previous_digest": "computed",
    "tanggu_plan.AuditEntry.digest": "computed",
    "tanggu_plan.BackgroundTask.key": "computed",
    "tanggu_plan.BackgroundTask.kind": "computed",
    "tanggu_plan.BackgroundTask.label": "made of a plan's title, which is typed",
    "tanggu_plan.BackgroundTask.reason": "our own words",
    "tanggu_plan.BackgroundTask.worker": "computed",
    "tanggu_plan.BackgroundTask.entry": "computed",
    "tanggu_plan.TaskWorker.name": "computed",
    "auth.User.password": "stored as its hash",
    "auth.User.email": "no form has it",
}

# Boxes of forms that are no model's, with the column that their words go to.
GOES_TO = {
    "chapters.errata.admin.ReadingForm.reading": "chapters.Erratum.published_reading",
    "chapters.editions.forms.ProposalForm.note": "chapters.Edition.note",
    "chapters.editions.forms.ReasonForm.words": "chapters.Edition.reason",
    "indicators.recording.forms.RecordForm.note": "indicators.Measurement.note",
    "indicators.recording.forms.MeasurementForm.note": "indicators.Measurement.note",
    "indicators.recording.forms.MeasurementForm.value": "indicators.Measurement.value",
    "indicators.recording.forms.StatusForm.note": "indicators.CommitmentStatus.note",
    "indicators.recording.forms.StatusForm.value": "indicators.CommitmentStatus.value",
    "indicators.recording.forms.StatusForm.responsible": "indicators.CommitmentStatus.responsible",
}

# Boxes whose words are asked with or handed on, and never stored.
NOT_STORED = {
    "chapters.finding.forms.SearchForm.q",
    "indicators.commitments.forms.LedgerForm.word",
    "tanggu_plan.staff.login.LoginForm.username",  # what does not log in is recorded visibly
}

# What views read without a form: the names of fields in request.POST and request.GET.
READ_BY_HAND = {
    *("sha256", "from", "page", "on", "year", "again", "chapter__plan__id__exact"),
    *("step", "suffix"),
}


def hostile(longest: int, mark: str, first: int = 0) -> str:
    """Return as many payloads as a field holds, one of them at its head, and the mark behind."""
    room, text = longest - len(mark), ""
    for payload in PAYLOADS[first % len(PAYLOADS) :] + PAYLOADS[: first % len(PAYLOADS)]:
        longer = f"{text} {payload}".strip()
        if len(longer) <= room:
            text = longer
    return text + mark


def is_hostile(text: str) -> bool:
    return any(payload in text for payload in PAYLOADS)


def stored_fields() -> dict[str, models.Field]:
    """Every column of ours that holds free text, by its name chapters.Plan.issuer."""
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}": field
        for model in [*_models(), User]
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }


def typed_fields() -> dict[str, models.Field]:
    return {name: field for name, field in stored_fields().items() if name not in NOT_TYPED}


def _models():
    """Those of ours; the tables of django-simple-history repeat them."""
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            if not model.__name__.startswith("Historical"):
                yield model


def values_of(name: str):
    """Everything that is stored in the column."""
    app, model, field = name.split(".")
    return apps.get_model(app, model).objects.exclude(**{field: ""}).values_list(field, flat=True)


def form_fields() -> dict[str, Callable[[str], str]]:
    """Every box for words that a form has, by its name, as a function from words to what is kept.

    It raises ValidationError where they are refused. A form to change a row may differ from the
    one that adds it, so that both are there.
    """
    assert get_resolver().url_patterns  # imports every module that a request can reach
    return {
        f"{name}{'' if is_new else ' (change)'}": partial(_cleaned, field, stored)
        for name, field, stored, is_new in [*_boxes_of_admin_forms(), *_boxes_of_own_forms()]
        if isinstance(field, forms.CharField)
        and not isinstance(field.widget, forms.HiddenInput | forms.PasswordInput)
    }


def _cleaned(field, stored, words):
    cleaned = field.clean(words)
    return stored.clean(cleaned, None) if stored else cleaned


def _boxes_of_admin_forms():
    """Those that Django's admin makes; the pages with forms of their own are among our own."""
    for model in filter(admin.site.is_registered, apps.get_models()):
        model_admin = admin.site.get_model_admin(model)
        columns = {field.name: field for field in model._meta.concrete_fields}
        for is_new in _uses(model_admin):
            form = admin_form(model, None if is_new else model(pk=0))
            for name, field in form.base_fields.items():
                yield f"{model._meta.label}.{name}", field, columns.get(name), is_new


def _uses(model_admin):
    """Whether Django's view shows its form to add rows, and to change them."""
    if model_admin.has_add_permission(_request()) and not _is_ours(type(model_admin).add_view):
        yield True
    if model_admin.has_change_permission(_request()) and not _is_ours(
        type(model_admin).change_view
    ):
        yield False


def _is_ours(function):
    return function.__module__.split(".")[0] in OURS


def _boxes_of_own_forms(form=forms.BaseForm):
    for below in form.__subclasses__():
        if _is_ours(below) and not issubclass(below, forms.BaseModelForm):
            for name, field in below.base_fields.items():
                yield f"{below.__module__}.{below.__name__}.{name}", field, None, True
        yield from _boxes_of_own_forms(below)


def admin_form(model, row=None):
    """The form class with which the admin adds a row, or changes one."""
    return admin.site.get_model_admin(model).get_form(_request(), row, change=row is not None)


def _request():
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True)
    return request
