"""The field of a model that names who did something."""

from django.conf import settings
from django.db import models


def person_field(label: str, **options) -> models.ForeignKey:
    """Return a foreign key to an account, which is kept as long as the row names it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
        **options,
    )
