from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "指标"

    def ready(self):
        from chapters import findable
        from indicators.findable import KIND, indicator_units

        findable.register(KIND, indicator_units)
