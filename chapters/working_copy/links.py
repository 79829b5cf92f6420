"""From a problem that the checks found to the form where it is mended."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from chapters.models import Plan, Section
from chapters.proofreading import Location, Problem


def with_links(plan: Plan, problems: Iterable[Problem]) -> list[tuple[Problem, str]]:
    """Pair each problem with the address of the form that holds its text."""
    forms = dict(_forms(plan))
    return [(problem, forms.get(_key(problem.place), admin_url(plan))) for problem in problems]


def admin_url(row) -> str:
    """Return the address of a row's own form."""
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def _key(place: Location) -> tuple:
    if place.kind == "indicators":
        return "indicators", place.paragraph
    return place.kind, place.chapter, place.section


def _forms(plan: Plan) -> Iterator[tuple[tuple, str]]:
    for chapter in plan.chapters.all():
        yield ("chapter", chapter.number, None), admin_url(chapter)
    for section in Section.objects.filter(chapter__plan=plan).select_related("chapter"):
        yield ("section", section.chapter.number, section.number), admin_url(section)
    for position, indicator in enumerate(plan.indicators.all(), 1):
        yield ("indicators", position), admin_url(indicator)
