"""A clerk of the text."""

import pytest


@pytest.fixture
def clerk(make_staff):
    return make_staff("wangfang", "编辑")
