"""Errata: where the published text differs from the text as received."""
