"""Recorded values and statuses: acts, rules, forms, lists, import."""
