"""What the reading tools know of a page: its place and its citation."""

from django import template
from django.conf import settings
from django.utils.html import format_html

from chapters.plan.citations import CHOSEN_PARAGRAPH
from chapters.plan.citations import citation as cited

register = template.Library()


@register.simple_tag
def citation(document, edition, place=None):
    return cited(document, edition.number, place.label if place else "")


@register.simple_tag
def place_data(document, edition, place):
    """The attributes that tell the scripts which place an element holds and how its paragraphs are
    cited; the script puts the number in. Nothing for a text without an edition."""
    if not edition:
        return ""
    citation_of_paragraph = cited(document, edition.number, place.label + CHOSEN_PARAGRAPH)
    return format_html('data-place="{}" data-citation="{}"', place.label, citation_of_paragraph)


@register.simple_tag
def has_public_address():
    return bool(settings.PUBLIC_URL)
