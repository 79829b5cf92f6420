from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "指标"

    def ready(self):
        # put the public fields under guard, add to what is found and to what the queue makes
        from indicators import public_fields  # noqa: F401
        from indicators.commitments import entries  # noqa: F401
        from indicators.evaluation import reporting  # noqa: F401
