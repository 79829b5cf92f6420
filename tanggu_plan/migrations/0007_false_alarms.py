from django.db import migrations, models

from tanggu_plan.staff import roles


def set_up(apps, schema_editor):
    roles.set_up()


class Migration(migrations.Migration):
    dependencies = [
        ("tanggu_plan", "0006_evaluation_and_demo"),
        ("chapters", "0006_false_alarm"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="action",
            field=models.CharField(
                choices=[
                    ("LOGIN", "登录"),
                    ("LOGIN_FAILED", "登录失败"),
                    ("LOGOUT", "退出"),
                    ("EDIT", "修改工作稿"),
                    ("PROPOSE", "送审"),
                    ("APPROVE", "审定"),
                    ("RETURN", "退回"),
                    ("PUBLISH", "发布"),
                    ("WITHDRAW", "撤下"),
                    ("REPUBLISH", "恢复旧版"),
                    ("ERRATUM", "勘误"),
                    ("FALSE_ALARM", "误报放行"),
                    ("EXPORT", "导出"),
                    ("ACCOUNT", "账号与角色"),
                    ("RECORD", "记录数据"),
                    ("CONFIRM", "确认数据"),
                    ("IMPORT", "导入数据"),
                    ("REPORT", "生成评估报告"),
                    ("DEMO", "载入演示数据"),
                ],
                max_length=20,
                verbose_name="操作",
            ),
        ),
        migrations.RunPython(set_up, migrations.RunPython.noop),
    ]
