import pytest
from django.core.management import call_command

from tests.conftest import FIXTURES

ERRATA = FIXTURES / "tanggu-2021-2025.errata.csv"


@pytest.fixture
def errata(plan, capsys):
    """The real plan's errata, as imported."""
    call_command("import_errata", ERRATA, plan.slug)
    capsys.readouterr()
    return plan.errata
