from django import template
from django.urls import reverse
from django.utils.html import format_html

from chapters.editions.desk import desk_of
from chapters.editions.steps import PROPOSE

register = template.Library()


@register.inclusion_tag("admin/chapters/_desk.html")
def desk(user):
    return desk_of(user) | {"user": user}


@register.simple_tag
def propose_link(plan, user):
    """The way to the proposal of a plan's working copy, "" for those who may not propose."""
    if not PROPOSE.is_for(user):
        return ""
    address = reverse("admin:chapters_edition_propose", args=[plan.pk])
    return format_html('<a href="{}">去{}</a>', address, PROPOSE.label)
