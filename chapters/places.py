from django.urls import reverse

from chapters.outline import Place


def place_url(plan_slug: str, place: Place) -> str:
    """Return the permanent address of a place of the plan."""
    if place.kind in ("preface", "closing"):
        return reverse(f"chapters:{place.kind}", args=[plan_slug])
    numbers = [number for number in (place.chapter, place.section) if number is not None]
    return reverse(f"chapters:{place.kind}_detail", args=[plan_slug, *numbers])


def anchor(kind: str, chapter: int | None = None, section: int | None = None) -> str:
    """Return the id of a place on a page that holds the whole plan: preface, c5, c5s2."""
    if chapter is None:
        return kind
    return f"c{chapter}s{section}" if section else f"c{chapter}"
