"""What every page of the site carries, staff's and the printed ones included; built in."""

from django import template
from django.utils.safestring import mark_safe

from tanggu_plan.identity import demo
from tanggu_plan.identity.site import site_identity
from tanggu_plan.serving.early_script import SOURCE
from tanggu_plan.serving.inline_styles import style_element

register = template.Library()

register.simple_tag(demo.mark, name="demo_mark")
register.simple_tag(site_identity, name="identity")
register.simple_tag(style_element, name="inline_css")


@register.simple_tag
def early_script():
    """The inline script of every page; a file of ours, so that it needs no escaping."""
    return mark_safe(f"<script>{SOURCE}</script>")  # noqa: S308


@register.inclusion_tag("_site_footer.html")
def site_footer():
    return {"identity": site_identity()}
