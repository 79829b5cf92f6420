from django import template
from django.utils.safestring import mark_safe

from tanggu_plan.serving.early_script import SOURCE

register = template.Library()


@register.simple_tag
def early_script():
    """The inline script of every page; a file of ours, so that it needs no escaping."""
    return mark_safe(f"<script>{SOURCE}</script>")  # noqa: S308
