"""The rows of the open data: the published edition and what is confirmed, values as printed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from chapters.models import Edition
from indicators import public_data
from indicators.commitments.ledger import entries_of
from indicators.models import CommitmentStatus, Measurement
from indicators.open_data.columns import COMMITMENTS, INDICATORS, MEASUREMENTS, Column


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the open data. Its rows hold strings, integers, and None for what is empty."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: list[tuple]

    @property
    def records(self) -> list[dict]:
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class OpenData:
    """The tables of a published edition, and when anything in them last changed."""

    edition: Edition
    tables: tuple[Table, ...]
    changed_at: datetime

    def table(self, name: str) -> Table:
        return next(table for table in self.tables if table.name == name)

    @property
    def licence(self) -> str:
        document = self.edition.document
        return (
            f"来源：{document.issuer}《{document.title}》（规划文本与已确认数据），"
            "使用时请注明来源和版次。"
        )


def open_data(edition: Edition) -> OpenData:
    """Return the open data of a published edition. A handful of queries."""
    measurements = public_data.measurements(edition.plan)
    statuses = public_data.statuses(edition.plan)
    recorded = [*statuses.values(), *(row for rows in measurements.values() for row in rows)]
    changes = (edition.published_at, *(row.confirmed_at for row in recorded))
    return OpenData(
        edition=edition,
        tables=(
            _as_printed("indicators", "指标", INDICATORS, list(_indicators(edition))),
            Table("measurements", "监测值", MEASUREMENTS, list(_measured(edition, measurements))),
            Table("commitments", "承诺事项", COMMITMENTS, list(_commitments(edition, statuses))),
        ),
        changed_at=max(filter(None, changes)),
    )


def _as_printed(name, title, columns, rows) -> Table:
    """Return a table whose columns say that they may be empty where the print leaves cells so."""
    empty = {at for row in rows for at, cell in enumerate(row) if cell is None}
    declared = (
        replace(each, may_be_empty=True) if at in empty else each for at, each in enumerate(columns)
    )
    return Table(name, title, tuple(declared), rows)


def _indicators(edition) -> Iterable[tuple]:
    document = edition.document
    for row in document.indicators:
        base = document.base_year, row.base_value or None
        target = document.period_end, row.target_value or None
        yield (*_named(row), row.nature.value or None, *base, *target, _page(edition, row))


def _measured(edition, measurements):
    for indicator in edition.document.indicators:
        for row in measurements.get(indicator.number, []):
            value = row.year, row.value or None, row.get_status_display()
            yield (*_named(indicator), *value, *_evidence(row), _page(edition, indicator))


def _commitments(edition, statuses):
    for entry in entries_of(edition, statuses):
        commitment = entry.commitment
        yield (
            commitment.number,
            entry.label or None,
            commitment.quote,
            commitment.anchor,
            commitment.measure,
            commitment.get_operator_display(),
            commitment.value or None,
            commitment.unit or None,
            commitment.deadline.isoformat(),
            commitment.deadline_basis,
            commitment.get_kind_display(),
            commitment.subject or None,
            commitment.remark or None,
            entry.progress,
            *_standing(entry.status),
            *_evidence(entry.status),
            _address(commitment.get_absolute_url()),
        )


def _named(indicator):
    return indicator.number, indicator.name, indicator.unit or None


def _standing(status):
    if status is None:
        return None, None, None
    return status.as_of.isoformat(), status.value or None, status.responsible or None


def _evidence(recorded: Measurement | CommitmentStatus | None):
    if recorded is None:
        return (None,) * 6
    source = recorded.source
    return (
        source.title,
        source.publisher,
        source.dated_on.isoformat(),
        source.address or None,
        recorded.note or None,
        timezone.localdate(recorded.confirmed_at).isoformat(),
    )


def _page(edition, indicator):
    names = [edition.plan.slug, indicator.number]
    return _address(reverse("indicators:indicator_detail", args=names))


def _address(path):
    return f"{settings.PUBLIC_URL}{path}"
