"""No spelling of personal data becomes public in any field by any way; an innocent text does."""

from collections import defaultdict

import pytest

from chapters.models import Edition
from chapters.pdf import rendering
from tanggu_plan.text.public_fields import every_field
from tests import counts
from tests.personal_data import SOME_SPELLINGS, SPELLINGS
from tests.role_matrix import undone
from tests.rows import reader
from tests.tanggu_plan.guard.office import SENTENCE, open_office
from tests.tanggu_plan.guard.ways import ways

pytestmark = pytest.mark.django_db

A_PDF = b"%PDF-1.7 no more than a name"
MODELS = sorted({f.model for f in every_field() if not f.is_plan_text}, key=lambda m: m.__name__)

LONGEST = {
    field.key: field.model._meta.get_field(field.name).max_length or 1000 for field in every_field()
}

# What else than the usual words a field must hold to be stored at all.
INNOCENT = {
    "chapters.Chapter.title": "第12345号",
    "chapters.Section.title": "第12345号",
    "chapters.Erratum.code": "R9",
    "chapters.Indicator.unit": "万家",
    "indicators.Source.address": "https://example.org/12345",
    "indicators.Measurement.value": "12345",
    "indicators.CommitmentStatus.value": "12345",
    "indicators.Commitment.quote": SENTENCE,
    "indicators.Commitment.anchor": "48张",
    "indicators.Commitment.value": "12345",
    "indicators.Commitment.deadline_basis": "每年",
    "indicators.Indicator.base_value": "7.5",
    "indicators.Indicator.target_value": "8.5",
}
# Ways that change nothing where the words are the same as before.
SAYS_THE_SAME = {
    (way, f"indicators.Commitment.{name}")
    for way in ("save", "import_commitments 1")
    for name in ("quote", "deadline_basis")
}


@pytest.fixture
def office(db, tanggu, monkeypatch):
    monkeypatch.setattr(rendering, "render", lambda document, **_: A_PDF)
    return open_office(tanggu)


world = reader(
    *(model.objects.order_by("pk").values() for model in MODELS if model is not Edition),
    Edition.objects.order_by("pk").values("pk", "state", "note", "reason", "sha256"),
)


def in_its_place(key, spelling):
    if key.endswith(".address"):
        return f"https://example.org/?q={spelling}"
    return spelling


def changes(way, office, text):
    """Whether the way makes something public, or changes what is."""
    with undone():
        prepared = way.prepare(office, text)
        before = world()
        way.take(office, text, prepared)
        return world() != before


def test_every_way_is_open_to_an_innocent_text(office, tmp_path):
    closed = [
        (way.name, way.key)
        for way in ways(tmp_path)
        if (way.name, way.key) not in SAYS_THE_SAME
        and not changes(way, office, INNOCENT.get(way.key, "见第12345号。"))
    ]

    assert closed == []


def test_no_spelling_becomes_public_in_any_field_by_any_way(office, tmp_path):
    tried, leaks = 0, []
    for at, way in enumerate(ways(tmp_path)):
        for text in (in_its_place(way.key, spelling) for spelling in spellings(at)):
            if len(text) > LONGEST[way.key]:
                continue
            tried += 1
            if changes(way, office, text):
                leaks.append((way.name, way.key, text))

    assert leaks == []
    assert tried > 150


def spellings(at):
    """All of them in a long test, else one of each kind in turn and one from the whole list."""
    if counts.IS_LONG:
        return SPELLINGS
    return SOME_SPELLINGS[at % len(SOME_SPELLINGS)], SPELLINGS[at * 7 % len(SPELLINGS)]


def test_every_public_field_has_a_way_in(tmp_path):
    names = defaultdict(set)
    for way in ways(tmp_path):
        names[way.key].add(way.name)

    assert names.keys() == {field.key for field in every_field()}
