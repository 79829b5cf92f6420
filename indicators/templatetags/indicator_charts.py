from django import template

from indicators.charts import indicator_charts

register = template.Library()


@register.inclusion_tag("indicators/_small_charts.html")
def small_charts(plan, document):
    """Draw every indicator of the plan at a glance, each leading to its page."""
    return {"plan": plan, "charts": indicator_charts(document)}
