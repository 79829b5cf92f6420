"""The admin's pages of recorded data: addresses, what is posted to them, what they show."""

from django.urls import reverse

from indicators.models import CommitmentStatus, Indicator, Measurement
from tests.html import parse, text_of

REASON = "公报第3页是9.3，请核对。"
HOSTILE = "<script>alert(1)</script>&\"'"


def address(row, view="change", *args):
    meta = row._meta
    args = args or ([row.pk] if view not in ("add", "changelist") else [])
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{view}", args=args)


def add_address(subject):
    model = Measurement if isinstance(subject, Indicator) else CommitmentStatus
    return f"{address(model, 'add')}?{subject._meta.model_name}={subject.pk}"


def typed(source, **changes):
    kept = {"year": "2022", "value": "9.1", "status": "FINAL", "source": source.pk, "note": ""}
    return kept | {"opened_at": ""} | changes


def words_of(response):
    return text_of(parse(response).cssselect("main")[0])


def errors_in(response):
    return [text_of(found) for found in parse(response).cssselect(".errornote, .errorlist")]


def buttons_of(response):
    found = parse(response).cssselect("#content-main :is(input[type=submit], a.button)")
    return [text_of(button) or button.get("value") for button in found]
