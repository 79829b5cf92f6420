"""Days of the office's calendar, in addresses and as moments."""

from datetime import date, datetime, timedelta

from django.urls.converters import StringConverter
from django.utils import timezone


class DayConverter(StringConverter):
    """A day in an address: 2025-12-31."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value):
        return date.fromisoformat(value)


def end_of(day: date) -> datetime:
    """Return the last moment of a day in the office's time zone."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time())
    return timezone.make_aware(midnight) - timedelta(microseconds=1)
