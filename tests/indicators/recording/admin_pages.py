"""The admin's pages of recorded data: addresses, what is posted to them, what they show."""

from indicators.models import CommitmentStatus, Indicator, Measurement
from tests.admin_site import address
from tests.html import parse, text_of

REASON = "公报第3页是9.3，请核对。"
HOSTILE = "<script>alert(1)</script>&\"'"


def add_address(subject):
    model = Measurement if isinstance(subject, Indicator) else CommitmentStatus
    return f"{address(model, 'add')}?{subject._meta.model_name}={subject.pk}"


def typed(source, **changes):
    kept = {"year": "2022", "value": "9.1", "status": "FINAL", "source": source.pk, "note": ""}
    return kept | {"opened_at": ""} | changes


def errors_in(response):
    return [text_of(found) for found in parse(response).cssselect(".errornote, .errorlist")]


def buttons_of(response):
    found = parse(response).cssselect("#content-main :is(input[type=submit], a.button)")
    return [text_of(button) or button.get("value") for button in found]
