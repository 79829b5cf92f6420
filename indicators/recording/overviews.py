"""Overviews of what is recorded of each plan and what is not yet."""

from collections import defaultdict
from typing import Any

from chapters.models import Plan
from indicators.models import Commitment, CommitmentStatus, Indicator, Measurement
from indicators.models.recorded import Recorded
from indicators.recording.rules import years_open

Standing = dict[str, Recorded]  # of one place: the public row and the pending one, where there are


def years_of_indicators() -> list[tuple[Plan, range, list[tuple[Indicator, list]]]]:
    """Return each plan, its years, and per indicator the standing of each (year, standing)."""
    standings = _standings(Measurement, lambda row: (row.indicator_id, row.year))
    return [
        (
            plan,
            years_open(plan),
            [
                (indicator, [(year, standings[indicator.pk, year]) for year in years_open(plan)])
                for indicator in plan.indicators.all()
            ],
        )
        for plan in Plan.objects.prefetch_related("indicators")
    ]


def standing_of_commitments() -> list[tuple[Plan, list[tuple[Commitment, Standing]]]]:
    """Return each plan with its commitments and how each stands."""
    standings = _standings(CommitmentStatus, lambda row: row.commitment_id)
    return [
        (plan, [(commitment, standings[commitment.pk]) for commitment in plan.commitments.all()])
        for plan in Plan.objects.prefetch_related("commitments")
    ]


def _standings(model, place_of):
    standings: defaultdict[Any, Standing] = defaultdict(dict)
    rows = model.objects.exclude(state=Recorded.State.RETURNED).order_by("confirmed_at", "pk")
    for row in rows:  # of the confirmed ones the latest stays
        name = "public" if row.state == Recorded.State.CONFIRMED else "pending"
        standings[place_of(row)][name] = row
    return standings
