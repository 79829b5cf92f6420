"""Links from a problem that proofreading found to the form where it is mended."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from chapters.models import Plan, Section
from chapters.plan.places import INDICATORS, Place, Spot
from chapters.proofreading.problems import Problem


def with_links(plan: Plan, problems: Iterable[Problem]) -> list[tuple[Problem, str]]:
    """Pair each problem with the address of the form that holds its text."""
    forms, others = dict(_forms(plan)), admin_url(plan)
    return [(p, forms.get(p.spot) or forms.get(p.spot.place) or others) for p in problems]


def admin_url(row) -> str:
    """Return the address of a row's own form."""
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def _forms(plan: Plan) -> Iterator[tuple[Spot | Place, str]]:
    """Yield an indicator's spot, or the place of all paragraphs, with the address of its form."""
    for chapter in plan.chapters.all():
        yield chapter.place, admin_url(chapter)
    for section in Section.objects.filter(chapter__plan=plan).select_related("chapter"):
        yield section.place, admin_url(section)
    for position, indicator in enumerate(plan.indicators.all(), 1):
        yield Spot(INDICATORS, position), admin_url(indicator)
