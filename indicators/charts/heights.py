"""The height of each chart.

A drawing's is in units of its view box, about one CSS pixel on a narrow phone, a figure's, which
plotly draws, in CSS pixels. What stands in a drawing is placed from its top.
"""

DUMBBELL = 164  # base and target
TRAJECTORY_PLOT = 144  # values by year; above it their unit, below it years and legend
INDEX_ROW, INDEX_ROW_MEASURED = 64, 94  # of one indicator; a row with a measured value
BULLET = 20  # the bar in a table's row

DUMBBELL_FIGURE = 300
TRAJECTORY_FIGURE = 420
INDEX_FIGURE_ROW, INDEX_FIGURE_FRAME = 64, 180
