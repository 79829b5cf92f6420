"""The client of a clerk who records."""

import pytest


@pytest.fixture
def recorder_client(as_user, recorder):
    return as_user(recorder)
