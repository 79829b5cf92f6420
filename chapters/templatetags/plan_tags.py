from datetime import date
from itertools import groupby

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from chapters.figures.queries import pictures_in
from chapters.plan import citations
from chapters.plan.blocks import Paragraph
from chapters.plan.blocks import numbered as blocks_with_numbers
from chapters.plan.document import Document
from chapters.plan.places import Place, Spot, headed
from chapters.plan.tables import Cell
from chapters.reading import addresses, contents
from chapters.reading import blocks as drawing

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


@register.simple_tag
def citation(document, edition, place=None):
    return citations.citation(document, edition.number, place.label if place else "")


@register.simple_tag
def place_data(document, edition, place):
    """The attributes that tell the scripts which place an element holds and how its paragraphs are
    cited; the script puts the number in. Nothing for a text without an edition."""
    if not edition:
        return ""
    paragraph = place.label + citations.CHOSEN_PARAGRAPH
    cited = citations.citation(document, edition.number, paragraph)
    return format_html('data-place="{}" data-citation="{}"', place.label, cited)


@register.simple_tag
def has_public_address():
    return bool(settings.PUBLIC_URL)


@register.simple_tag
def heading(label: str, title: str):
    """A heading with what is printed before it in one unbroken piece: 第一章 标题, 一、标题."""
    if not label:
        return title
    gap = " " if headed(label, title)[len(label) :] != title else ""
    return format_html('<span class="label">{}</span>{}{}', label, gap, title)


@register.filter
def has_parts_above(document: Document, place: Place):
    return bool(document.part_above(place))


@register.simple_tag
def places_beside(document: Document, place: Place | None, full_text: str):
    """The places of the contents beside a text; all of them beside one page with the whole."""
    return document.places() if full_text else contents.beside(document, place)


@register.filter
def subheadings(text):
    return contents.subheadings(text)


@register.filter
def contents_of(document: Document):
    """The contents as a tree."""
    return contents.entries(document)


@register.filter
def is_long(document: Document):
    """Whether the contents are too long to be shown unfolded."""
    return contents.is_long(document)


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


@register.simple_tag
def draw(blocks, depth=None):
    """The blocks of a place for the templates that draw them."""
    return drawing.drawn(blocks, depth or 2, pictures_in(blocks))


@register.filter
def pieces(item):
    """A paragraph's text, cut where the marks of its notes stand."""
    return drawing.pieces(item.block, item.notes)


@register.filter
def grid(document: Document, table):
    """A table of the plan as it is drawn."""
    return document.grid(table)


@register.filter
def spans(cell: Cell):
    """The attributes of a cell that spans others."""
    said = {"rowspan": cell.rows, "colspan": cell.columns}
    return format_html_join("", ' {}="{}"', [pair for pair in said.items() if pair[1] > 1])


@register.filter
def has_shapes(document: Document):
    """Whether the plan's text needs css/shapes.css."""
    return not drawing.is_plain(document)


@register.filter
def issue_date(document: Document):
    """The office's own date of issue, never the web site's."""
    return date.fromisoformat(document.issued_on) if document.issued_on else None


@register.filter
def has_ended(document: Document):
    return timezone.localdate().year > document.period_end
