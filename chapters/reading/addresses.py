"""The addresses of the plan's places and of their paragraphs."""

from django.urls import reverse

from chapters.plan.places import Place, Spot


def place_url(plan_slug: str, place: Place, current_app: str | None = None) -> str:
    """Return the permanent address of a place of the plan.

    `current_app` is the namespace of the page that links to it: "hant" stays in traditional.
    """
    name = f"{place.kind}_detail" if place.numbers else place.kind
    return reverse(f"chapters:{name}", args=[plan_slug, *place.numbers], current_app=current_app)


def spot_url(plan_slug: str, spot: Spot, current_app: str | None = None) -> str:
    """Return the permanent address of a paragraph, or of its place where it has no number."""
    fragment = f"#{spot.own_anchor}" if spot.number else ""
    return place_url(plan_slug, spot.place, current_app) + fragment


def namespace_of(context) -> str | None:
    """Return the URL namespace of the page that a template is rendered for, None without one."""
    match = getattr(getattr(context, "request", None), "resolver_match", None)
    return match.namespace if match else None
