"""Tags of background tasks."""

from django import template

from tanggu_plan.tasks.states import state_of

register = template.Library()


@register.inclusion_tag("admin/tanggu_plan/backgroundtask/_followed.html", takes_context=True)
def followed(context, task):
    """The state of a task where its result will be, kept up to date where scripts run."""
    return state_of(task, context["request"])
