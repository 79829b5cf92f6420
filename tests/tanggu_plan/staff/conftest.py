"""A clerk of the text, and a clock that can be put on."""

import pytest
from django.utils import timezone


@pytest.fixture
def clerk(make_staff):
    return make_staff("wangfang", "编辑")


@pytest.fixture
def clock(time_machine):
    """The clock, to be put on: clock.shift(timedelta(minutes=20))."""
    time_machine.move_to(timezone.now())
    return time_machine
