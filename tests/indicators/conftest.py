from datetime import date

import pytest

from indicators.models import Commitment, Source
from indicators.recording import acts
from tests.indicators.time_travel import at

TODAY = date(2024, 6, 30)


@pytest.fixture
def today(time_machine):
    """A day in the middle of the plan, whenever the test runs; its clock goes on."""
    time_machine.move_to(at(f"{TODAY}"))
    return TODAY


@pytest.fixture
def source(plan):
    return Source.objects.create(
        plan=plan, title="示例公报", publisher="示例单位", dated_on=date(2023, 3, 1)
    )


@pytest.fixture
def indicator(plan):
    """商品销售总额（亿元）, 8.3 to 12.45."""
    return plan.indicators.get(number=3)


@pytest.fixture
def commitment(plan):
    return Commitment.objects.create(
        plan=plan,
        number=17,
        quote="示例承诺：新增养老床位48张。",
        anchor="新增养老床位48张",
        measure="新增养老床位",
        operator=">=",
        value="48",
        unit="张",
        deadline=date(2025, 12, 31),
        deadline_basis="按规划期末推定",
        kind="quantified",
    )


@pytest.fixture
def measure(today, indicator, source, recorder):
    """Return a function that records a value."""

    def measure(value="9.1", *, indicator=indicator, **changes):
        said = {"year": 2022, "status": "FINAL", "source": source, "by": recorder}
        return acts.record_measurement(indicator, value=value, **said | changes)

    return measure


@pytest.fixture
def report(today, commitment, source, recorder):
    """Return a function that records where the commitment stands."""

    def report(progress="IN_PROGRESS", **changes):
        said = {"as_of": date(2023, 12, 31), "source": source, "by": recorder}
        return acts.record_status(commitment, progress=progress, **said | changes)

    return report


@pytest.fixture
def travel(time_machine):
    """Return a function that makes it another day: travel("2026-01-05")."""

    def travel(day, hour=10):
        time_machine.move_to(at(day, hour), tick=False)

    return travel
