"""The addresses of commitments: the ledger, and the words in the text.

A commitment's own page is `Commitment.get_absolute_url`; `#k13` is its row on the ledger, and its
words on the page of their place.
"""

from django.urls import reverse

from chapters.models import Edition, Plan
from chapters.plan.places import Spot
from chapters.reading.addresses import place_url


def ledger_url(plan: Plan) -> str:
    return reverse("indicators:commitment_list", args=[plan.slug])


def words_url(number: int, spot: Spot, edition: Edition, *, is_current: bool) -> str:
    """Return where a commitment's words are read: an older edition marks their paragraph only."""
    if is_current:
        return f"{place_url(edition.plan.slug, spot.place)}#k{number}"
    return f"{edition.get_absolute_url()}#{spot.anchor}"
