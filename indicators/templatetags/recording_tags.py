from django import template

from indicators.recording.desk import SHOWN, desk_of

register = template.Library()


@register.inclusion_tag("admin/indicators/_desk.html")
def recording_desk(user):
    return {"desks": desk_of(user), "shown": SHOWN}
