"""The tags of a page's head, as base.html's block page_tags takes them.

    {% block page_tags %}{% column_tags "勘误表" "发布文本与原件的每一处不同。" %}{% endblock %}

One of the three a page; edition, document and text come from the page's context.
"""

import json

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from chapters.reading import page_head

register = template.Library()

ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


@register.inclusion_tag("_page_tags.html")
def site_tags():
    """Tags of pages that are no content: errors."""
    return {"page": page_head.site_tags()}


@register.inclusion_tag("_page_tags.html", takes_context=True)
def column_tags(context, name="", description="", keywords=""):
    """Tags of a list. What is left out is the plan's: its short title, its title."""
    document = context.get("document")
    words = [name, document.short_title] if document else [name]
    name = name or document.short_title
    description = description or (f"{document.title}：{name}" if document else name)
    keywords = keywords or ",".join(dict.fromkeys(filter(None, words)))
    edition = context.get("edition")
    path = canonical_path(context["request"])
    return {"page": page_head.column_tags(path, name, description, keywords, edition)}


@register.inclusion_tag("_page_tags.html", takes_context=True)
def article_tags(context, title="", blocks=()):
    """Tags of a text. Without a title it is that of the page's place."""
    path = canonical_path(context["request"])
    edition, text = context["edition"], context.get("text")
    return {"page": page_head.article_tags(path, title, edition, text, blocks)}


@register.filter
def json_ld(value: dict):
    """The data as a script element that runs nothing; nothing in it can end the element."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data))  # noqa: S308


def canonical_path(request) -> str:
    """Return the page's one address, without its query.

    A view that stands in a second namespace of its app has the address of the first.
    """
    match = request.resolver_match
    return reverse(
        ":".join([*match.app_names, match.url_name]), args=match.args, kwargs=match.kwargs
    )
