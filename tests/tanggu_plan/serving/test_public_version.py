import pytest

from chapters.editions import publishing
from chapters.models import Section
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


def test_what_readers_do_not_see_leaves_it_so_that_their_pages_stay_kept(edition, editor, reviewer):
    Section.objects.filter(chapter__number=5, number=3).update(text="改过的一节。")
    before = public_version.current()

    proposed = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note="改。")
    publishing.return_(publishing.approve(proposed, by=reviewer), by=reviewer, reason="重写。")

    assert public_version.current() == before


def test_withdrawing_counts_it_up(edition, publisher):
    before = public_version.current()

    publishing.withdraw(edition, by=publisher, reason="测试。")

    assert public_version.current() > before
