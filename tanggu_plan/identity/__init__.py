"""Whose site it is, and whether it is the demo."""
