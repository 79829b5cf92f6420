"""Days of the office's life for tests, in its own time zone."""

from datetime import datetime

from django.utils import timezone


def at(day: str, hour=10) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02}:00"))
