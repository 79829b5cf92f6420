from django.urls import reverse

from chapters.plan.places import Place


def place_url(plan_slug: str, place: Place, current_app: str | None = None) -> str:
    """Return the permanent address of a place of the plan.

    `current_app` is the namespace of the page that links to it: "hant" stays in traditional.
    """
    if place.kind in ("preface", "closing"):
        name, numbers = place.kind, []
    else:
        name = f"{place.kind}_detail"
        numbers = [number for number in (place.chapter, place.section) if number is not None]
    return reverse(f"chapters:{name}", args=[plan_slug, *numbers], current_app=current_app)


def namespace_of(context) -> str | None:
    """Return the URL namespace of the page that a template is rendered for, None without one."""
    match = getattr(getattr(context, "request", None), "resolver_match", None)
    return match.namespace if match else None


def anchor(kind: str, chapter: int | None = None, section: int | None = None) -> str:
    """Return the id of a place on a page that holds the whole plan: preface, c5, c5s2."""
    if chapter is None:
        return kind
    return f"c{chapter}s{section}" if section else f"c{chapter}"
