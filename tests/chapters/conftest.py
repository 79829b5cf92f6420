import pytest
from django.core.management import call_command

from chapters.editions import publishing
from chapters.models import Section
from tests.conftest import FIXTURES

ERRATA = FIXTURES / "tanggu-2021-2025.errata.csv"


@pytest.fixture
def errata(plan, capsys):
    """The real plan's errata, as imported."""
    call_command("import_errata", ERRATA, plan.slug)
    capsys.readouterr()
    return plan.errata


@pytest.fixture
def publish_working_copy(edition, editor, reviewer, publisher):
    """Return a function that proposes, approves and publishes the working copy."""

    def publish(note="按印本更正。", kind="CORRECTION"):
        proposed = publishing.propose(edition.plan, by=editor, kind=kind, note=note)
        return publishing.publish(publishing.approve(proposed, by=reviewer), by=publisher)

    return publish


@pytest.fixture
def publish_change(publish_working_copy):
    """Return a function that publishes the plan with other words for some of its text."""

    def publish(old="脱贫摘帽", new="脱贫致富", **proposal):
        section = Section.objects.get(text__contains=old)
        section.text = section.text.replace(old, new)
        section.save()
        return publish_working_copy(**proposal)

    return publish
