from django import template

from tanggu_plan.identity import demo

register = template.Library()

register.simple_tag(demo.mark, name="demo_mark")
