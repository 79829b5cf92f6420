from django.core.management.base import BaseCommand, CommandError

from tanggu_plan.serving.unit import children
from tanggu_plan.tasks.worker import work
from tanggu_plan.text.refusals import Refused


class Command(BaseCommand):
    help = (
        "在后台生成 PDF 和报告，夜里检查存档，直到 Ctrl-C。make serve 自己会开一个；"
        "用 PostgreSQL 时可以在任何一台机器上再开。"
    )

    def handle(self, **options):
        children.end_with_parent()
        try:
            work()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
