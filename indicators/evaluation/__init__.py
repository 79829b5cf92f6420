"""The evaluation of a plan as at a day: page, workbook, PDF."""
