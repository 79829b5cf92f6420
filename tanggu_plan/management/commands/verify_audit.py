import argparse

from django.core.management.base import BaseCommand, CommandError

from tanggu_plan import audit
from tanggu_plan.models import AuditEntry


def number_and_digest(text):
    number, _, digest = text.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise argparse.ArgumentTypeError("请写成“序号:摘要”，照上次校验的最后一行抄。")
    return int(number), digest


class Command(BaseCommand):
    help = (
        "Verify the chain of the audit log and name the first entry that is missing, changed or "
        "out of its chain. It prints the last entry's number and digest: written down and given "
        "as --known next time, they show whether entries were cut off at the end."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--known", type=number_and_digest, action="append", default=[], metavar="NUMBER:DIGEST"
        )

    def handle(self, *, known, **options):
        if fault := audit.first_fault():
            raise CommandError(f"操作记录断在{fault}")
        for number, digest in known:
            if not audit.is_known(number, digest):
                raise CommandError(f"第{number}条与上次记下的摘要不符，或者已经不见了。")
        last = AuditEntry.objects.order_by("-number").first()
        if last is None:
            self.stdout.write("操作记录是空的。")
        else:
            self.stdout.write(f"操作记录完整，共{last.number}条。请记下最后一条：")
            self.stdout.write(f"{last.number}:{last.digest}")
