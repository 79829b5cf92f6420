"""The real plan's commitments, published; where one of them stands; another edition."""

from functools import partial

import pytest

from tests.indicators.plan_commitments import import_commitments, publish_change, record_status


@pytest.fixture
def commitments(edition):
    """The real plan's commitments, published."""
    import_commitments()
    return edition.plan.commitments


@pytest.fixture
def confirmed(commitments, edition, editor, reviewer):
    """Where commitment 17 stands, confirmed."""
    return record_status(
        edition.plan, 17, editor, reviewer, value="50张", responsible="示例办公室", note="示例说明"
    )


@pytest.fixture
def republish(edition, editor, reviewer, publisher):
    """Return a function that publishes the plan with other words for some of its text."""
    return partial(publish_change, edition.plan, editor, reviewer, publisher)
