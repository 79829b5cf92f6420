from django import template

from chapters.outline import Place
from chapters.places import anchor, place_url

register = template.Library()


@register.simple_tag
def address_in_text(plan, full_text: str, place: Place, number=0):
    """Return where a place, or its paragraph of that number, is to be read.

    That is on the page `full_text`, which holds the whole plan, or else on the place's own public
    page; "" where neither the page nor the plan is given.
    """
    if full_text:
        prefix = anchor(place.kind, place.chapter, place.section)
        return f"{full_text}#{prefix}-p{number}" if number else f"{full_text}#{prefix}"
    if not plan:
        return ""
    return place_url(plan.slug, place) + (f"#p{number}" if number else "")
