from django import template

from chapters.editions.desk import desk_of

register = template.Library()


@register.inclusion_tag("admin/chapters/_desk.html")
def desk(user):
    return desk_of(user) | {"user": user}
