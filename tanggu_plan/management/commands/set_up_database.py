from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "建好或更新数据库，读入还没有的规划并发布原文版，再读入它的勘误表和承诺事项。"
        "可以反复运行：已有的规划和工作稿不改动。"
    )

    def add_arguments(self, parser):
        parser.add_argument("plan_file", type=Path, help="规划文本")
        for name, words in (("errata", "勘误表"), ("commitments", "承诺事项表")):
            parser.add_argument(f"--{name}", nargs=2, metavar=("FILE", "PLAN"), help=words)

    def handle(self, *, plan_file, errata, commitments, **options):
        streams = {"stdout": self.stdout, "stderr": self.stderr}
        call_command("migrate", interactive=False, verbosity=0)
        call_command("import_plan", plan_file, publish_original=True, only_new=True, **streams)
        if errata:
            call_command("import_errata", *errata, **streams)
        if commitments:
            call_command("import_commitments", *commitments, **streams)
