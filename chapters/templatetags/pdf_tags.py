from django import template

from chapters.pdf import pages

register = template.Library()


@register.filter
def set_as(paragraph, composed):
    return composed[paragraph]


@register.filter
def behind(paragraph, at):
    """Return the footnotes whose marks stand at an offset of the paragraph."""
    return paragraph.behind(at)


register.filter(pages.thousandths)
