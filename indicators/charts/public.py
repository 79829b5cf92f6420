"""The charts that readers see: a document's indicators with their public values."""

from collections.abc import Sequence

from chapters.models import Plan
from chapters.plan.document import Document, Indicator
from indicators import public_data
from indicators.charts.indicator import IndicatorChart, indicator_charts


def public_charts(
    plan: Plan, document: Document, rows: Sequence[Indicator]
) -> list[IndicatorChart]:
    """Return the charts of these indicators of the document. One query."""
    measured = public_data.measurements(plan, numbers=[row.number for row in rows])
    return indicator_charts(document, measured, rows)
