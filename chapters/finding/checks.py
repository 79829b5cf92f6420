"""System check of the lists of matters: a slip in a file stops the set-up and no page."""

from django.conf import settings
from django.core.checks import Error, register

from chapters.finding.matters import read
from tanggu_plan.text.refusals import Refused


@register
def check_matters(app_configs, **kwargs):
    for path in sorted(settings.FIXTURES_DIR.glob("*.matters.csv")):
        try:
            read(path)
        except Refused as refusal:
            yield Error(f"{path.name}：{refusal}", hint="改好这一行再启动。", id="chapters.E001")
