"""Refuse in the database itself to change a recorded row that has moved, and to delete any."""

from django.db import migrations

TABLES = ["indicators_measurement", "indicators_commitmentstatus"]
MAKE = {
    "sqlite": [
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN OLD.state <> 'PENDING' "
        "BEGIN SELECT RAISE(ABORT, '已确认或已退回的记录不能修改'); END",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '记录不能删除'); END",
        # REPLACE deletes the row it replaces without asking the trigger above.
        "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, '记录不能覆盖'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '已确认或已退回的记录不能修改，记录不能删除' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "FOR EACH ROW WHEN (OLD.state <> 'PENDING') EXECUTE FUNCTION {table}_refuse()",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ],
}
REMOVE = {
    "sqlite": [
        "DROP TRIGGER {table}_no_update",
        "DROP TRIGGER {table}_no_delete",
        "DROP TRIGGER {table}_no_replace",
    ],
    "postgresql": [
        "DROP TRIGGER {table}_no_update ON {table}",
        "DROP TRIGGER {table}_no_delete ON {table}",
        "DROP TRIGGER {table}_no_truncate ON {table}",
        "DROP FUNCTION {table}_refuse()",
    ],
}


def make(apps, schema_editor):
    _run(MAKE, schema_editor)


def remove(apps, schema_editor):
    _run(REMOVE, schema_editor)


def _run(statements, schema_editor):
    for table in TABLES:
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_measurements_and_commitments")]

    operations = [migrations.RunPython(make, remove)]
