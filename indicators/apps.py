from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "指标"

    def ready(self):
        from chapters import findable
        from indicators.findable import COMMITMENT, INDICATOR, commitment_units, indicator_units

        findable.register(INDICATOR, indicator_units)
        findable.register(COMMITMENT, commitment_units)
