from django.urls import reverse

from chapters.outline import Place


def place_url(plan_slug: str, place: Place) -> str:
    """Return the permanent address of a place of the plan."""
    if place.kind in ("preface", "closing"):
        return reverse(f"chapters:{place.kind}", args=[plan_slug])
    numbers = [number for number in (place.chapter, place.section) if number is not None]
    return reverse(f"chapters:{place.kind}_detail", args=[plan_slug, *numbers])
