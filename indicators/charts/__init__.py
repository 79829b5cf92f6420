"""What is drawn of indicators: one list of points feeds the SVG, the plotly figure, the table,
the exports and the report.
"""

from indicators.charts.index import IndexChart, index_chart
from indicators.charts.indicator import IndicatorChart, indicator_chart, indicator_charts
from indicators.charts.points import Point, Role, SourceNote, points_of, source_notes
from indicators.charts.scales import LEFT, RIGHT

__all__ = [
    "LEFT",
    "RIGHT",
    "IndexChart",
    "IndicatorChart",
    "Point",
    "Role",
    "SourceNote",
    "index_chart",
    "indicator_chart",
    "indicator_charts",
    "points_of",
    "source_notes",
]
