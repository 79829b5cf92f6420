import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chapters", "0004_chapter_files"),
        ("indicators", "0003_recorded_rows_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvaluationReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="截至日期")),
                ("content", models.BinaryField(verbose_name="内容")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("made_at", models.DateTimeField(verbose_name="生成时间")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chapters.edition",
                        verbose_name="当天现行的版次",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="生成人",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_reports",
                        to="chapters.plan",
                        verbose_name="规划",
                    ),
                ),
            ],
            options={
                "verbose_name": "终期评估",
                "verbose_name_plural": "终期评估",
                "ordering": ["plan", "-as_of"],
                "default_permissions": ["view", "add"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "as_of"),
                        name="evaluation_report_once_a_day",
                        violation_error_message="这部规划已经有这一天的评估报告。",
                    )
                ],
            },
        ),
    ]
