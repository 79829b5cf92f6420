import pytest

from chapters.editions import publishing
from tanggu_plan.serving import public_version
from tests.conftest import publish


@pytest.fixture
def version(db):
    return public_version.current()


def test_a_change_that_readers_see_counts_it_up(version):
    public_version.bump()

    assert public_version.current() == version + 1


def test_every_step_of_an_edition_counts_it_up(plan, version, tanggu_pdf):
    publish(plan, tanggu_pdf)

    assert public_version.current() > version


def test_withdrawing_counts_it_up(edition, publisher):
    before = public_version.current()

    publishing.withdraw(edition, by=publisher, reason="测试。")

    assert public_version.current() > before
