"""What the commands share that read a plan's table from a CSV file."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from chapters.models import Plan
from tanggu_plan import audit
from tanggu_plan.serving import public_version
from tanggu_plan.text.refusals import Problem, Refused
from tanggu_plan.text.tables import Row


class TableImport(BaseCommand):
    """Stores a file whole or not at all, and enters in the audit log what it changed."""

    noun: str
    requires_system_checks = []  # every start of the site runs it: half its time were checks

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help=f"{self.noun}的表，列名见 fixtures 里的样例")
        parser.add_argument("plan", help="规划的网址标识，如 2021-2025")

    def handle(self, *, file, plan, **options):
        owner = Plan.objects.filter(slug=plan).first()
        if owner is None:
            raise CommandError(f"没有网址标识为 {plan} 的规划。请先用 import_plan 读入规划文本。")
        try:
            with transaction.atomic():
                count, created, updated = self.store(owner, file.read_bytes())
                change = f"新增{created}条，更新{updated}条" if created or updated else ""
                if change:
                    subject, details = f"《{owner}》{self.noun}", f"{file.name}：{change}"
                    audit.append(audit.Action.IMPORT, actor=None, subject=subject, details=details)
                    public_version.bump()
        except OSError as error:
            raise CommandError(f"{file}：读不出来（{error.strerror}）。请检查路径。") from error
        except Refused as refusal:
            for reason in refusal.args:
                self.stderr.write(f"{file} {reason}")
            raise CommandError(f"{file}：什么也没有存。请照提示改好再试。") from refusal
        self.stdout.write(f"《{owner}》的{self.noun}有{count}条：{change or '没有改动'}。")

    def store(self, plan, content):
        """Return how many rows the file has, how many are new, how many changed."""
        raise NotImplementedError


def problems_of_fields(
    row: Row, instance: models.Model, column_of: Mapping[str, str], exclude: Collection[str]
) -> Iterator[Problem]:
    """Yield what the model finds wrong with a row: a cell that is empty or too long."""
    try:
        instance.clean_fields(exclude)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield row.problem(column_of[name], "；".join(messages))
