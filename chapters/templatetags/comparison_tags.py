from django import template

from chapters.plan.places import Place, Spot
from chapters.reading.addresses import namespace_of, spot_url

register = template.Library()


@register.simple_tag(takes_context=True)
def address_in_text(context, plan, full_text: str, where: Place | Spot):
    """Return where a place, or a paragraph of it, is to be read.

    That is on the page `full_text`, which holds the whole plan, or else on the place's own public
    page; "" where neither the page nor the plan is given.
    """
    if full_text:
        return f"{full_text}#{where.anchor}"
    spot = where if isinstance(where, Spot) else Spot(where)
    return spot_url(plan.slug, spot, namespace_of(context)) if plan else ""
