"""Commitments: the ledger, its file, and their marks in the text."""
