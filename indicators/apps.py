from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "指标"

    def ready(self):
        from chapters.finding import entries
        from indicators import public_fields  # noqa: F401 puts them under guard
        from indicators.commitments.entries import (
            COMMITMENT,
            INDICATOR,
            commitment_items,
            indicator_items,
        )

        entries.register(INDICATOR, indicator_items)
        entries.register(COMMITMENT, commitment_items)
