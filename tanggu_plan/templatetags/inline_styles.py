from django import template

from tanggu_plan.serving.inline_styles import style_element

register = template.Library()


@register.simple_tag
def inline_css(sheet):
    """{% inline_css "css/site.css" %}: the sheet inside the page."""
    return style_element(sheet)
