from datetime import date
from itertools import groupby

from django import template
from django.utils import timezone

from chapters.plan.blocks import Paragraph
from chapters.plan.blocks import numbered as blocks_with_numbers
from chapters.plan.document import Document
from chapters.reading.addresses import namespace_of
from chapters.reading.addresses import place_url as address_of
from chapters.reading.addresses import spot_url as address_of_spot

register = template.Library()


@register.simple_tag(takes_context=True)
def place_url(context, plan, place):
    return address_of(plan.slug, place, namespace_of(context))


@register.simple_tag(takes_context=True)
def spot_url(context, plan, spot):
    return address_of_spot(plan.slug, spot, namespace_of(context))


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
    """Whether the plan's period is over today."""
    return timezone.localdate().year > document.period_end
