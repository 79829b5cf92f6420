import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from chapters.models import Chapter, Edition, EditionFile, Plan, Section
from indicators.models import Indicator


@pytest.fixture
def staff(django_user_model):
    return django_user_model.objects.create_user("clerk")


def proposed(plan, **fields):
    values = {"number": 2, "state": "PROPOSED", "kind": "CORRECTION", "document_json": "{}"}
    return Edition(plan=plan, sha256="0" * 64, **(values | fields))


BROKEN = {
    "plan_period_runs_forward": lambda plan: Plan(
        slug="x", short_title="x", period_start=2026, period_end=2026, base_year=2025
    ),
    "plan_base_year_before_end": lambda plan: Plan(
        slug="x", short_title="x", period_start=2026, period_end=2030, base_year=2030
    ),
    "chapter_number_once_a_plan": lambda plan: Chapter(plan=plan, number=1, title="又一章"),
    "section_number_once_a_chapter": lambda plan: Section(
        chapter=plan.chapters.first(), number=1, title="又一节"
    ),
    "indicator_number_once_a_plan": lambda plan: Indicator(
        plan=plan, number=1, name="x", base_value="1", target_value="2", nature="预期性"
    ),
    "indicator_nature_known": lambda plan: Indicator(
        plan=plan, number=7, name="x", base_value="1", target_value="2", nature="别的"
    ),
    "edition_number_once_a_plan": lambda plan: proposed(plan, number=1),
    "one_published_edition_a_plan": lambda plan: proposed(
        plan,
        state="PUBLISHED",
        published_at=timezone.now(),
        proposed_by=get_user_model().objects.create_user("a"),
        approved_by=get_user_model().objects.create_user("b"),
    ),
    "approver_is_not_proposer": lambda plan: proposed(
        plan, proposed_by=(user := get_user_model().objects.create_user("a")), approved_by=user
    ),
    "published_only_when_approved": lambda plan: proposed(
        plan, state="SUPERSEDED", published_at=timezone.now()
    ),
    "public_states_have_a_date": lambda plan: proposed(
        plan, state="WITHDRAWN", withdrawn_at=timezone.now()
    ),
    "withdrawn_state_has_a_date": lambda plan: proposed(
        plan,
        state="WITHDRAWN",
        published_at=timezone.now(),
        proposed_by=get_user_model().objects.create_user("a"),
        approved_by=get_user_model().objects.create_user("b"),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks_the_rule(edition, name):
    row = BROKEN[name](edition.plan)

    with pytest.raises(IntegrityError):
        row.save()


@pytest.mark.parametrize("name", BROKEN)
def test_the_rule_is_explained_in_chinese(edition, name):
    row = BROKEN[name](edition.plan)
    (constraint,) = [rule for rule in row._meta.constraints if rule.name == name]

    with pytest.raises(ValidationError) as refusal:
        constraint.validate(type(row), row)

    assert any("\u4e00" <= character <= "\u9fff" for character in refusal.value.messages[0])


def test_a_file_kind_stands_once_in_an_edition(edition):
    with pytest.raises(IntegrityError):
        EditionFile.objects.create(edition=edition, kind="PDF", content=b"", size=0, sha256="")


def test_an_edition_with_a_record_cannot_be_deleted_with_its_plan(edition):
    with pytest.raises(Exception, match="protected"):
        edition.plan.delete()
