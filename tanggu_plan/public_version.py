"""The number that grows whenever anything a reader may see changes.

Whatever is kept of a public page is good for one number only: see tanggu_plan.page_store.
"""

from django.db import connection
from django.db.models import F

from tanggu_plan.models import PublicVersion


def bump() -> None:
    """Say, in the caller's transaction, that public pages have changed."""
    PublicVersion.objects.update(number=F("number") + 1)


def current() -> int:
    """Return the number now. One row by raw SQL, since every request of a reader asks for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM tanggu_plan_publicversion")
        return cursor.fetchone()[0]
