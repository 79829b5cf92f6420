from django.db import migrations

from tanggu_plan.staff import roles


def set_up(apps, schema_editor):
    roles.set_up()


class Migration(migrations.Migration):
    dependencies = [
        ("tanggu_plan", "0004_public_version"),
        ("chapters", "0004_chapter_files"),
        ("indicators", "0002_measurements_and_commitments"),
    ]

    operations = [migrations.RunPython(set_up, migrations.RunPython.noop)]
