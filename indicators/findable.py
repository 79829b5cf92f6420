"""The indicators among what readers find: each leads to its page."""

from collections.abc import Iterator

from django.urls import reverse

from chapters.findable import CELL_BORDER
from chapters.models import Edition
from chapters.search import Unit

KIND = "指标"


def indicator_units(edition: Edition) -> Iterator[Unit]:
    """Yield a unit for each row of the edition's indicator table, its text as printed."""
    document = edition.document
    for row in document.indicators:
        cells = (
            row.printed_name,
            f"{document.base_year}年 {row.base_value}",
            f"{document.period_end}年 {row.target_value}",
            row.nature.value,
        )
        address = reverse("indicators:indicator_detail", args=[edition.plan.slug, row.number])
        yield Unit(KIND, CELL_BORDER.join(cells), address, ("主要指标",), f"第{row.number}项")
