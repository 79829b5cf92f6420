"""Measured values for tests, every one of them invented."""

from dataclasses import replace
from datetime import date

from django.contrib.auth.models import User
from django.utils import timezone

from chapters.models import Edition
from chapters.plan import document as shape
from chapters.working_copy.rows import indicator_values
from indicators.models import Indicator, Measurement, Source

Status = Measurement.Status
State = Measurement.State
SHARED = ["status", "state", "source", "recorded_by", "recorded_at", "confirmed_by", "confirmed_at"]


def measure(plan, number, year, value, status=Status.FINAL, state=State.CONFIRMED, **fields):
    """Put a value on record; a later one of the same year takes the earlier one's place."""
    clerk, _ = User.objects.get_or_create(username="jilu")
    other, _ = User.objects.get_or_create(username="queren")
    is_confirmed = state == State.CONFIRMED
    if state == State.RETURNED:
        fields |= {"returned_by": other, "returned_at": timezone.now(), "return_reason": "试试。"}
    return Measurement.objects.create(
        indicator=plan.indicators.get(number=number),
        year=year,
        value=value,
        status=status,
        state=state,
        source=fields.pop("source", None) or source_of(plan),
        recorded_by=clerk,
        recorded_at=timezone.now(),
        confirmed_by=other if is_confirmed else None,
        confirmed_at=timezone.now() if is_confirmed else None,
        **fields,
    )


def measure_years(plan, number, values):
    """Put the values of several years on record, as {year: value}."""
    return [measure(plan, number, year, value) for year, value in values.items()]


def source_of(plan, title="样例公报（虚构）", **fields):
    source, _ = Source.objects.get_or_create(
        plan=plan,
        title=title,
        dated_on=date(2023, 3, 1),
        defaults={"publisher": "样例部门"} | fields,
    )
    return source


def with_many_indicators(edition, count):
    """Give the plan and its published edition so many indicators, measured in five years each."""
    edition.plan.indicators.all().delete()
    rows = tuple(
        shape.Indicator(n, f"指标{n}", "万元", f"{n}.5", f"{2 * n}.25", shape.Nature.ANTICIPATORY)
        for n in range(1, count + 1)
    )
    Indicator.objects.bulk_create(
        Indicator(plan=edition.plan, **indicator_values(row)) for row in rows
    )
    Edition.objects.update(document_json=replace(edition.document, indicators=rows).to_json())
    first = measure(edition.plan, 1, 2021, "1.1")
    shared = {name: getattr(first, name) for name in SHARED}
    Measurement.objects.bulk_create(
        Measurement(indicator=row, year=year, value=f"{row.number}.{year - 2020}", **shared)
        for row in edition.plan.indicators.all()
        for year in range(2021, 2026)
    )
    return edition
