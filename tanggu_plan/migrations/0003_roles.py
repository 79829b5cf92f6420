from django.db import migrations

from tanggu_plan.staff import roles


def set_up(apps, schema_editor):
    roles.set_up()


class Migration(migrations.Migration):
    dependencies = [
        ("tanggu_plan", "0002_audit_cannot_change"),
        ("chapters", "0002_review_and_errata"),
        ("indicators", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(set_up, migrations.RunPython.noop)]
