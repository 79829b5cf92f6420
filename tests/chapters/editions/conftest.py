"""An edition in each state, and a superuser."""

import pytest

from chapters.editions import publishing
from tests.chapters.editions.admin_pages import NOTE, change_the_working_copy


@pytest.fixture
def proposed(edition, editor):
    change_the_working_copy()
    return publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)


@pytest.fixture
def approved(proposed, reviewer):
    return publishing.approve(proposed, by=reviewer)


@pytest.fixture
def second(approved, publisher):
    return publishing.publish(approved, by=publisher)


@pytest.fixture
def chief(django_user_model, db):
    return django_user_model.objects.create_superuser("chief", password="Chief-密码-2026")
