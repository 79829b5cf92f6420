from django import template

from chapters import pdf_pages, typesetting

register = template.Library()


@register.filter
def set_as(paragraph, composed):
    """Return what a paragraph has been composed into."""
    return composed[paragraph]


@register.filter
def heading_lines(heading):
    """Return a chapter's or section's heading as the lines of the official print."""
    return typesetting.heading_lines(heading, pdf_pages.MEASURE)


register.filter(pdf_pages.thousandths)
