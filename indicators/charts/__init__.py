"""What is drawn of indicators: one list of points feeds the SVG, the plotly figure, the table,
the exports and the report.
"""
