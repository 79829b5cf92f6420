"""The questions among the errata."""

import pytest


@pytest.fixture
def question(errata):
    """矛盾 twice in 第一章第一节, the code Q03."""
    return errata.get(code="Q03")
