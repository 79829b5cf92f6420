from django import template

from tanggu_plan.identity.site import site_identity

register = template.Library()


@register.inclusion_tag("_site_footer.html")
def site_footer():
    return {"identity": site_identity()}


@register.simple_tag
def identity():
    return site_identity()
