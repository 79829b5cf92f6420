"""What the reading tools know of a page: its citation, and its simplified and traditional view."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from chapters.citations import NUMBER_LATER
from chapters.citations import citation as cited
from chapters.outline import find
from chapters.qr_code import public_address
from chapters.traditional_urls import NAMESPACE, TEXT_PAGES

register = template.Library()


@dataclass(frozen=True, slots=True)
class TextViews:
    """The two addresses of a page of text."""

    simplified: str
    traditional: str
    is_traditional: bool

    @property
    def absolute(self):
        """Both as the public reaches them, for the search engines."""
        addresses = self.simplified, self.traditional
        simplified, traditional = (public_address(each) or each for each in addresses)
        return {"simplified": simplified, "traditional": traditional}


@register.simple_tag(takes_context=True)
def text_views(context):
    """Return the views of the page being rendered, None where it is no page of text."""
    match = getattr(getattr(context, "request", None), "resolver_match", None)
    if match is None or match.app_name != "chapters" or match.url_name not in TEXT_PAGES:
        return None
    name = f"chapters:{match.url_name}"
    return TextViews(
        simplified=reverse(name, kwargs=match.kwargs),
        traditional=reverse(name, kwargs=match.kwargs, current_app=NAMESPACE),
        is_traditional=match.namespace == NAMESPACE,
    )


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
