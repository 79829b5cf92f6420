"""Each chart's height is a number in indicators/charts/heights.py and nowhere else."""

import re

import pytest
from django.conf import settings

from indicators.charts import heights
from indicators.charts.bullet import Bullet
from indicators.charts.dumbbell import Dumbbell

SOURCES = [
    *(settings.BASE_DIR / "indicators" / "charts").glob("*.py"),
    *(settings.BASE_DIR / "templates" / "indicators").rglob("*.html"),
]
WRITTEN = re.compile(r'viewBox="0 0 \w+ \d|\bheight ?= ?\d|(?i:\bheight) = \d')


def test_no_other_place_writes_a_height():
    assert [path.name for path in SOURCES if WRITTEN.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(("drawing", "height"), [(Dumbbell, "DUMBBELL"), (Bullet, "BULLET")])
def test_a_drawing_is_as_high_as_it_says_there(drawing, height):
    assert drawing.height == getattr(heights, height)
