import pytest

from chapters.figures import storing
from tests.chapters.figures import pictures


@pytest.fixture
def picture(editor):
    """A stored drawing."""
    return storing.upload(pictures.GOOD_PNG, name="两岸三带.png", by=editor)[0]
