"""The published site behind a page store."""

import pytest
from django.core.handlers.wsgi import WSGIHandler

from tanggu_plan.serving.page_store import with_page_store
from tests.tanggu_plan.serving.asking import Counted


@pytest.fixture
def django():
    return Counted(WSGIHandler())


@pytest.fixture
def site(edition, django):
    """The published site behind a store; `django` counts what reaches Django."""
    return with_page_store(django)
