from django import template

from chapters.plan.places import Place
from chapters.reading.addresses import anchor, namespace_of, place_url

register = template.Library()


@register.simple_tag(takes_context=True)
def address_in_text(context, plan, full_text: str, place: Place, number=0):
    """Return where a place, or its paragraph of that number, is to be read.

    That is on the page `full_text`, which holds the whole plan, or else on the place's own public
    page; "" where neither the page nor the plan is given.
    """
    if full_text:
        prefix = anchor(place.kind, place.chapter, place.section)
        return f"{full_text}#{prefix}-p{number}" if number else f"{full_text}#{prefix}"
    if not plan:
        return ""
    return place_url(plan.slug, place, namespace_of(context)) + (f"#p{number}" if number else "")
