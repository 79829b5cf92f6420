from django import template

from chapters.pdf import pages, typesetting

register = template.Library()


@register.filter
def set_as(paragraph, composed):
    return composed[paragraph]


@register.filter
def heading_lines(heading):
    """Return a chapter's or section's heading as the lines of the official print."""
    return typesetting.heading_lines(heading, pages.MEASURE)


register.filter(pages.thousandths)
