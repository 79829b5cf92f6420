"""Points of an indicator, the one list that drawing, figure, table, CSV and PDF read."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chapters.plan.document import Document, Indicator
from indicators.models import Measurement, Source
from indicators.progress.kinds import requirement_of
from indicators.progress.printed import amount_in, base_amount

Status = Measurement.Status


class Role(StrEnum):
    """Kind of point, named as the reader sees it."""

    BASE = "基期值"
    MEASURED = "监测值"
    TARGET = "目标值"


@dataclass(frozen=True, slots=True)
class Point:
    """A value of one year.

    `printed` is shown everywhere, "" where the source gives none (缺). `value` is None where it is
    no number in the indicator's unit. `measurement` is None for what the plan itself says.
    """

    year: int
    role: Role
    printed: str
    value: Decimal | None
    measurement: Measurement | None = None

    @property
    def is_measured(self) -> bool:
        return self.measurement is not None

    @property
    def is_preliminary(self) -> bool:
        return self.measurement is not None and self.measurement.status == Status.PRELIMINARY

    @property
    def is_revised(self) -> bool:
        return self.measurement is not None and self.measurement.status == Status.REVISED

    @property
    def status(self) -> str:
        """初步, 最终, 修订 or 缺; "" for what the plan itself says."""
        return self.measurement.get_status_display() if self.measurement else ""

    @property
    def source(self) -> Source | None:
        return self.measurement.source if self.measurement else None

    @property
    def meaning(self) -> str:
        """The point's role and status in the words of the tables: 监测值（初步）."""
        return f"{self.role}（{self.status}）" if self.status else self.role.value

    @property
    def shown(self) -> str:
        """The text of a table's cell: the printed value or 缺."""
        return self.printed or self.status

    @property
    def label(self) -> str:
        """The point in a few words, in any list or beside a dot: 2024年 11.2（初步）."""
        role = "目标" if self.role == Role.TARGET else ""
        status = f"（{self.status}）" if self.is_preliminary or self.is_revised else ""
        return f"{self.year}年{role} {self.shown}{status}"


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source document and the years whose values rest on it."""

    source: Source
    years: tuple[int, ...]

    @property
    def years_text(self) -> str:
        return "、".join(map(str, self.years)) + "年"


def points_of(
    document: Document, indicator: Indicator, measured: Iterable[Measurement] = ()
) -> tuple[Point, ...]:
    """Return base, measurements by year and target.

    `measured` is the indicator's share of public_data.measurements: nothing else is public.
    """
    unit = requirement_of(indicator).unit
    base, target = indicator.base_value, indicator.target_value
    return (
        Point(document.base_year, Role.BASE, base, base_amount(indicator, unit)),
        *(
            Point(row.year, Role.MEASURED, row.value, amount_in(row.value, unit), row)
            for row in sorted(measured, key=lambda row: row.year)
        ),
        Point(document.period_end, Role.TARGET, target, amount_in(target, unit)),
    )


def source_notes(points: Iterable[Point]) -> list[SourceNote]:
    """Return the sources of the measured values, each once, by its first year."""
    years: dict[Source, list[int]] = {}
    for point in points:
        if point.source:
            years.setdefault(point.source, []).append(point.year)
    return [SourceNote(source, tuple(found)) for source, found in years.items()]
