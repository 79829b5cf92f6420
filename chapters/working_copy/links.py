"""Links from a problem that proofreading found to the form where it is mended."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from chapters.models import Plan, Section
from chapters.plan.places import INDICATORS, Place, Spot
from chapters.proofreading import Problem


def with_links(plan: Plan, problems: Iterable[Problem]) -> list[tuple[Problem, str]]:
    """Pair each problem with the address of the form that holds its text."""
    forms = dict(_forms(plan))
    return [(problem, forms.get(_where(problem.spot), admin_url(plan))) for problem in problems]


def admin_url(row) -> str:
    """Return the address of a row's own form."""
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def _where(spot: Spot) -> Spot | Place:
    """Return what has the form: an indicator its own, a paragraph its place's."""
    return spot if spot.place == INDICATORS else spot.place


def _forms(plan: Plan) -> Iterator[tuple[Spot | Place, str]]:
    for chapter in plan.chapters.all():
        yield chapter.place, admin_url(chapter)
    for section in Section.objects.filter(chapter__plan=plan).select_related("chapter"):
        yield section.place, admin_url(section)
    for position, indicator in enumerate(plan.indicators.all(), 1):
        yield Spot(INDICATORS, position), admin_url(indicator)
