"""Public data: of each year or commitment the latest value that was confirmed.

The one place that pages, charts, exports, feeds and reports take live data from.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef

from chapters.models import Plan
from indicators.models import Commitment, CommitmentStatus, Measurement

RELATED = ("source", "confirmed_by", "recorded_by")


def measurements(
    plan: Plan, moment: datetime | None = None, numbers: Collection[int] | None = None
) -> dict[int, list[Measurement]]:
    """Return the measurements by indicator number, one a year, years ascending. One query.

    `moment` gives them as they were public then, indicator and source in the words of then, by a
    query each; `numbers` those of some indicators. Each has its indicator and source loaded.
    """
    wanted = _public(Measurement, plan, moment)
    if numbers is not None:
        wanted = wanted.filter(indicator__number__in=numbers)
    rows = _as_they_read(wanted, plan, moment)
    latest = {(row.indicator.number, row.year): row for row in rows}
    by_indicator: dict[int, list[Measurement]] = {}
    for number, year in sorted(latest):
        by_indicator.setdefault(number, []).append(latest[number, year])
    return by_indicator


def count_measured(plan: Plan) -> int:
    """Return how many of the plan's indicators have a value. One query."""
    given = Measurement.objects.of_plan(plan).public().exclude(value="")
    return given.values("indicator").distinct().count()


def measurement_record(plan: Plan, number: int) -> tuple[list[Measurement], list[Measurement]]:
    """Return an indicator's measurements, one a year, and those that they replaced. One query."""
    rows = list(_public(Measurement, plan).filter(indicator__number=number))
    latest = {row.year: row for row in rows}
    earlier = [row for row in rows if row is not latest[row.year]]
    return [latest[year] for year in sorted(latest)], earlier


def statuses(plan: Plan, moment: datetime | None = None) -> dict[int, CommitmentStatus]:
    """Return where each commitment stands, by commitment number; none without evidence. One query.

    `moment` as in `measurements`.
    """
    rows = _as_they_read(_public(CommitmentStatus, plan, moment), plan, moment)
    return {row.commitment.number: row for row in rows}


def commitments(plan: Plan, moment: datetime) -> list[Commitment]:
    """Return the plan's commitments by number, as they read at that moment. One query."""
    then = _history_of(Commitment, plan, moment)
    return sorted(then.values(), key=lambda commitment: commitment.number)


def unconfirmed(
    model: type[Measurement | CommitmentStatus], plan: Plan, moment: datetime
) -> Counter[int]:
    """Return by the number of what they are about how many rows waited for a second person then.

    How many is public, what they say is not. One query.
    """
    waiting = model.objects.of_plan(plan).pending_on(moment)
    return Counter(waiting.values_list(f"{model.PLACE[0]}__number", flat=True))


def status_history(commitment: Commitment) -> list[CommitmentStatus]:
    """Return all that was ever public of where a commitment stands, newest first. One query."""
    rows = commitment.statuses.public().select_related(*RELATED)
    return list(rows.order_by("-confirmed_at", "-pk"))


def commitments_with_evidence(plan: Plan) -> list:
    """Return the plan's commitments, each with `has_evidence`: confirmed and public. One query."""
    confirmed = CommitmentStatus.objects.public().filter(commitment=OuterRef("pk"))
    commitments = plan.commitments.select_related("plan")
    return list(commitments.annotate(has_evidence=Exists(confirmed)))


def _public(model, plan, moment=None):
    """The confirmed ones, those confirmed last at the end: they take the place of the others."""
    public = model.objects.of_plan(plan).public(moment)
    return public.select_related(model.PLACE[0], *RELATED).order_by("confirmed_at", "pk")


def _as_they_read(rows: Iterable, plan, moment):
    """Give rows what they refer to as it read then: a source may have been corrected since."""
    rows = list(rows)
    for name in (rows[0].PLACE[0], "source") if moment and rows else ():
        then = _history_of(rows[0]._meta.get_field(name).related_model, plan, moment)
        for row in rows:
            setattr(row, name, then.get(getattr(row, f"{name}_id"), getattr(row, name)))
    return rows


def _history_of(model, plan, moment):
    """The plan's rows of a model by primary key, as they were at that moment."""
    rows = {row.pk: row for row in model.history.as_of(moment).filter(plan=plan)}
    for row in rows.values():
        row.plan = plan
    return rows
