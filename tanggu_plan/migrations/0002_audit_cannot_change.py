"""Refuse updates and deletions of audit entries in the database itself."""

from django.db import migrations

TABLE = "tanggu_plan_auditentry"
MAKE = {
    "sqlite": [
        f"CREATE TRIGGER auditentry_no_update BEFORE UPDATE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, '操作记录不能修改'); END",
        f"CREATE TRIGGER auditentry_no_delete BEFORE DELETE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, '操作记录不能删除'); END",
        # REPLACE deletes the row it replaces without asking the trigger above.
        f"CREATE TRIGGER auditentry_no_replace BEFORE INSERT ON {TABLE} "  # noqa: S608
        f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE number = NEW.number) "
        "BEGIN SELECT RAISE(ABORT, '操作记录不能覆盖'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '操作记录不能修改或删除'; END $$",
        f"CREATE TRIGGER auditentry_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION auditentry_refuse()",
        f"CREATE TRIGGER auditentry_no_truncate BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION auditentry_refuse()",
        # Always: also in a session that has switched ordinary triggers off.
        f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER auditentry_no_change",
        f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER auditentry_no_truncate",
    ],
}
REMOVE = {
    "sqlite": [
        "DROP TRIGGER auditentry_no_update",
        "DROP TRIGGER auditentry_no_delete",
        "DROP TRIGGER auditentry_no_replace",
    ],
    "postgresql": [
        f"DROP TRIGGER auditentry_no_change ON {TABLE}",
        f"DROP TRIGGER auditentry_no_truncate ON {TABLE}",
        "DROP FUNCTION auditentry_refuse()",
    ],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("tanggu_plan", "0001_initial")]

    operations = [migrations.RunPython(make, remove)]
