"""What the reading tools know of a page: its place and its citation."""

from django import template
from django.conf import settings
from django.utils.html import format_html

from chapters.plan import citations

register = template.Library()


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
