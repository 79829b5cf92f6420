"""The demo: a database of its own with invented values, all that leaves it bearing a mark.

settings.DEMO turns it on. The demo's database says so by an entry of its audit log, which nobody
can take out again; a portal serves the demo's database as the demo, and any other as it is.
"""

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from tanggu_plan.models import AuditEntry

MARK = "演示数据（虚构）"


def mark() -> str:
    """Return what everything bears in the demo, "" elsewhere."""
    return MARK if settings.DEMO else ""


def is_demo_database() -> bool:
    return AuditEntry.objects.filter(action=AuditEntry.Action.DEMO).exists()


def is_used_database() -> bool:
    """Whether anybody has done anything in it."""
    return AuditEntry.objects.exists()


def refuse_the_wrong_database():
    """Raise ImproperlyConfigured where invented values would pass for real, or the other way."""
    if fault := _fault():
        raise ImproperlyConfigured(fault)


@checks.register(checks.Tags.database)
def check_database(app_configs, databases, **kwargs):
    """The same for the commands that look at the database before they start."""
    fault = _fault() if databases else None
    return [checks.Error(fault, id="tanggu_plan.E004")] if fault else []


def _fault():
    if AuditEntry._meta.db_table not in connection.introspection.table_names():
        return None  # nothing has been migrated yet
    if not settings.DEMO and is_demo_database():
        return (
            "这个数据库里有虚构的演示数据，不能当作正式数据库用。请换一个数据库，或设置 DEMO=on。"
        )
    if settings.DEMO and is_used_database() and not is_demo_database():
        return "DEMO=on，但这个数据库不是演示库。请去掉 DEMO，或换一个空数据库再运行 load_demo。"
    return None
