from datetime import date

from django import template
from django.utils import timezone

from chapters.plan.blocks import Paragraph
from chapters.plan.document import Document
from chapters.plan.places import reading_order
from chapters.reading.addresses import namespace_of
from chapters.reading.addresses import place_url as address_of

register = template.Library()


@register.simple_tag(takes_context=True)
def place_url(context, plan, place):
    return address_of(plan.slug, place, namespace_of(context))


@register.filter
def places(document: Document):
    return reading_order(document)


@register.filter
def numbered(blocks):
    """Pair each block with its paragraph number; tables, which are not counted, with None."""
    count = 0
    for block in blocks:
        is_paragraph = isinstance(block, Paragraph)
        count += is_paragraph
        yield (count if is_paragraph else None), block


@register.filter
def table_number(blocks, table):
    """Return the number of a table among those of the same place, for its anchor."""
    tables = (block for block in blocks if not isinstance(block, Paragraph))
    return next(number for number, block in enumerate(tables, 1) if block is table)


@register.simple_tag
def paragraph_prefix(chapter, section=None):
    """Return what precedes p1, p2 … in the anchors of the whole plan's page: c5s2-."""
    return f"c{chapter.number}s{section.number}-" if section else f"c{chapter.number}-"


@register.filter
def printed_table(document: Document, table):
    """Return a table of the plan as {"header": cells, "rows": rows of cells}, as printed."""
    header, rows = document.table_cells(table)
    return {"header": header, "rows": rows}


@register.filter
def issue_date(document: Document):
    """The office's own date of issue, never the web site's."""
    return date.fromisoformat(document.issued_on)


@register.filter
def has_ended(document: Document):
    """Whether the plan's period is over today."""
    return timezone.localdate().year > document.period_end
