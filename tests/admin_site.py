"""The admin's pages in tests: their addresses, and what they tell."""

from django.urls import reverse

from tests.html import parse, text_of


def address(row, view="change", *args):
    """The address of a view of the row; of its model, which may stand for it, to add or to list."""
    meta = row._meta
    of_row = [] if view in ("add", "changelist") else [row.pk]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{view}", args=[*of_row, *args])


def messages_in(response):
    return [text_of(message) for message in parse(response).cssselect(".messagelist li")]
