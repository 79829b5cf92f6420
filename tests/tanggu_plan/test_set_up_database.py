import io

import pytest
from django.core.management import CommandError, call_command

from chapters.models import Edition, Erratum, Plan, Section
from chapters.pdf import rendering
from indicators.models import Commitment
from tests.conftest import FIXTURES

PLAN = FIXTURES / "tanggu-2021-2025.md"
SHEETS = {
    name: [str(FIXTURES / f"tanggu-2021-2025.{name}.csv"), "2021-2025"]
    for name in ("errata", "commitments")
}


@pytest.fixture
def set_up(db, tanggu_pdf, monkeypatch):
    """Return a function that runs the command and returns what it says."""
    monkeypatch.setattr(rendering, "render", lambda document, **_: tanggu_pdf)

    def set_up(plan=PLAN, **sheets):
        said = io.StringIO()
        call_command("set_up_database", plan, stdout=said, stderr=said, **sheets)
        return said.getvalue()

    return set_up


def test_an_empty_database_gets_the_plan_its_errata_and_its_commitments(set_up):
    set_up(**SHEETS)

    assert Edition.objects.published().count() == 1
    assert Erratum.objects.count() == 270
    assert Commitment.objects.count() == 34


def test_the_second_time_nothing_changes_not_even_a_clerks_words(set_up):
    set_up(**SHEETS)
    Section.objects.filter(chapter__number=1, number=1).update(title="改过的标题")

    set_up(**SHEETS)

    assert Section.objects.get(chapter__number=1, number=1).title == "改过的标题"
    assert Edition.objects.count() == 1


def test_a_plan_may_come_alone(set_up):
    set_up()

    assert Plan.objects.count() == 1
    assert not Erratum.objects.exists()


def test_a_file_that_is_not_there_is_named(set_up, tmp_path):
    with pytest.raises(CommandError, match=r"none\.md"):
        set_up(tmp_path / "none.md")
