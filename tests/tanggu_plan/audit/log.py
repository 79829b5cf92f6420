"""The audit log in a test: commands, the last entry, the chain's verdict."""

from contextlib import contextmanager
from importlib import import_module
from io import StringIO

from django.core.management import call_command
from django.db import connection, transaction

from tanggu_plan.models import AuditEntry

TRIGGERS = import_module("tanggu_plan.migrations.0002_audit_cannot_change")


@contextmanager
def unguarded():
    """Take the database's guard off, as somebody with the database's own password could."""
    for statement in TRIGGERS.REMOVE[connection.vendor]:
        run(statement)
    yield
    for statement in TRIGGERS.MAKE[connection.vendor]:
        run(statement)


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.replace("AUDITLOG", AuditEntry._meta.db_table))


def last(action):
    return AuditEntry.objects.filter(action=action).first()


def verified(*options):
    out = StringIO()
    call_command("verify_audit", *options, stdout=out)
    return out.getvalue()
