"""The indicators and the commitments among what readers find: each leads to its page."""

from collections.abc import Iterator

from django.urls import reverse

from chapters.finding.entries import CELL_BORDER, register
from chapters.finding.search import Item
from chapters.models import Edition
from indicators.commitments.words import deadline_basis, requirement

INDICATOR, COMMITMENT = "指标", "承诺"


def indicator_items(edition: Edition) -> Iterator[Item]:
    """Yield an item for each row of the edition's indicator table, its text as printed."""
    document = edition.document
    for row in document.indicators:
        cells = (
            row.printed_name,
            f"{document.base_year}年 {row.base_value}",
            f"{document.period_end}年 {row.target_value}",
            row.nature.value,
        )
        address = reverse("indicators:indicator_detail", args=[edition.plan.slug, row.number])
        yield Item(INDICATOR, CELL_BORDER.join(cells), address, ("主要指标",), f"第{row.number}项")


def commitment_items(edition: Edition) -> Iterator[Item]:
    """Yield an item for each commitment: its measure, requirement, deadline and their basis.

    One query.
    """
    for commitment in edition.plan.commitments.all():
        day = commitment.deadline
        deadline = f"期限{day:%Y年}{day.month}月{day.day}日（{deadline_basis(commitment)}）"
        cells = (commitment.measure, requirement(commitment), deadline)
        address = commitment.get_absolute_url()
        name = f"承诺{commitment.number}"
        yield Item(COMMITMENT, CELL_BORDER.join(cells), address, ("承诺事项",), name)


register(INDICATOR, indicator_items)
register(COMMITMENT, commitment_items)
