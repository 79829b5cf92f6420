from django import template

from indicators import public_data
from indicators.charts.files import dressed
from indicators.charts.indicator import public_charts

register = template.Library()
AT_A_GLANCE = 12

register.filter(dressed)


@register.inclusion_tag("indicators/charts/_at_a_glance.html")
def small_charts(plan, document):
    """Draw the plan's first indicators, each leading to its page. Two queries."""
    return {
        "plan": plan,
        "document": document,
        "charts": public_charts(plan, document, document.indicators[:AT_A_GLANCE]),
        "measured": public_data.count_measured(plan),
        "has_more": len(document.indicators) > AT_A_GLANCE,
    }
