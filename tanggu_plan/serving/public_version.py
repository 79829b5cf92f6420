"""Public version: a number that grows whenever anything a reader may see changes.

Whatever is kept of a public page is good for one number only: see tanggu_plan.serving.page_store.
"""

from threading import local

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F

from tanggu_plan.models import PublicVersion

READ = "SELECT number FROM tanggu_plan_publicversion"

_of_this_thread = local()


def bump() -> None:
    """Say, in the caller's transaction, that public pages have changed."""
    PublicVersion.objects.update(number=F("number") + 1)


def current() -> int:
    """Return the number now. Raises what the database's driver raises.

    Asked of the driver itself, at a third of the cost of Django's cursor, since every request of
    a reader asks. Where that fails, Django tests the connection before it uses it again.
    """
    database = _database()
    if database.connection is None:
        database.connect()
    try:
        [(number,)] = database.connection.execute(READ).fetchall()
    except Exception:
        database.errors_occurred = True
        raise
    return number


def _database():
    """This thread's connection as Django has it; finding it costs a quarter of the reading."""
    try:
        return _of_this_thread.database
    except AttributeError:
        _of_this_thread.database = connections[DEFAULT_DB_ALIAS]
        return _of_this_thread.database
