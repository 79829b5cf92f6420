"""The open data: what pages show, as CSV, XLSX and JSON, each described by its schema.

`tables` has the rows that every format is written from, `columns` says what they mean.
"""
