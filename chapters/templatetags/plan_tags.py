from datetime import date
from itertools import groupby

from django import template
from django.utils import timezone

from chapters.plan.blocks import Paragraph
from chapters.plan.blocks import numbered as blocks_with_numbers
from chapters.plan.document import Document
from chapters.plan.places import Place, Spot
from chapters.reading import addresses

register = template.Library()


@register.simple_tag(takes_context=True)
def place_url(context, plan, place):
    return addresses.place_url(plan.slug, place, addresses.namespace_of(context))


@register.simple_tag(takes_context=True)
def spot_url(context, plan, spot):
    return addresses.spot_url(plan.slug, spot, addresses.namespace_of(context))


@register.simple_tag(takes_context=True)
def address_in_text(context, plan, full_text: str, where: Place | Spot):
    """Return where a place, or a paragraph of it, is to be read.

    That is on the page `full_text`, which holds the whole plan, or else on the place's own public
    page; "" where neither the page nor the plan is given.
    """
    if full_text:
        return f"{full_text}#{where.anchor}"
    spot = where if isinstance(where, Spot) else Spot(where)
    return spot_url(context, plan, spot) if plan else ""


@register.filter
def by_chapter(document: Document):
    """Pair each place's text that is no section's with those of its sections."""
    for _, (text, *sections) in groupby(document.places(), key=lambda t: t.place.above or t.place):
        yield text, sections


@register.filter
def numbered(blocks):
    """Yield (whether it is a paragraph, its number among paragraphs or among tables, block)."""
    for number, block in blocks_with_numbers(blocks):
        yield isinstance(block, Paragraph), number, block


@register.filter
def printed_table(document: Document, table):
    """Return a table of the plan as {"header": cells, "rows": rows of cells}, as printed."""
    header, rows = document.table_cells(table)
    return {"header": header, "rows": rows}


@register.filter
def issue_date(document: Document):
    """The office's own date of issue, never the web site's."""
    return date.fromisoformat(document.issued_on) if document.issued_on else None


@register.filter
def has_ended(document: Document):
    return timezone.localdate().year > document.period_end
