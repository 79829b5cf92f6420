"""What the reading tools know of a page: its place and its citation."""

from django import template
from django.conf import settings
from django.utils.html import format_html

from chapters.plan.citations import NUMBER_LATER
from chapters.plan.citations import citation as cited
from chapters.plan.places import find

register = template.Library()


@register.simple_tag
def citation(document, edition, place=None):
    return cited(document, edition.number, place)


@register.simple_tag
def place_data(document, edition, kind, chapter=None, section=None):
    """The attributes that tell the scripts which place an element holds and how its paragraphs are
    cited; the script puts the number in. Nothing for a text without an edition."""
    if not edition:
        return ""
    place = find(document, kind, chapter, section)
    return format_html(
        'data-place="{}" data-citation="{}"',
        place.full_label or place.title,
        cited(document, edition.number, place, NUMBER_LATER),
    )


@register.simple_tag
def has_public_address():
    return bool(settings.PUBLIC_URL)
