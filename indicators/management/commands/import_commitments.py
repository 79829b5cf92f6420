from itertools import chain
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from chapters.models import Plan
from chapters.working_copy.rows import freeze
from indicators.commitments import file as commitment_file
from tanggu_plan import audit
from tanggu_plan.serving import public_version
from tanggu_plan.text.refusals import Refused


class Command(BaseCommand):
    help = (
        "读入一部规划的承诺事项（UTF-8 的 CSV）。先列出全部错误；有一处不合格就什么也不存。"
        "原文须在规划文本里正好有一处：已经发布的看发布过的文本，还没有发布的看工作稿。"
        "已有的序号更新为文件里的内容，文件里没有的承诺留着。同一份文件再读一次，什么也不会变。"
    )
    requires_system_checks = []  # every start of the site runs it: half its time were checks

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="承诺事项表，列名见 fixtures 里的样例")
        parser.add_argument("plan", help="规划的网址标识，如 2021-2025")

    def handle(self, *, file, plan, **options):
        owner = Plan.objects.filter(slug=plan).first()
        if owner is None:
            raise CommandError(f"没有网址标识为 {plan} 的规划。请先用 import_plan 读入规划文本。")
        try:
            rows = commitment_file.read(file)
        except Refused as refusal:
            raise CommandError(f"{file}：{refusal} 什么也没有存。") from refusal
        with transaction.atomic():
            stored = {commitment.number: commitment for commitment in owner.commitments.all()}
            self.refuse(file, faults_of(rows, owner, stored))
            try:
                created, updated = store([row.commitment(owner) for row in rows], stored)
            except Refused as refusal:
                raise CommandError(f"{file}：{refusal}什么也没有存。") from refusal
            if created or updated:
                audit.record(
                    audit.Action.IMPORT,
                    actor=None,
                    subject=f"《{owner}》承诺事项",
                    details=f"{file.name}：新增{created}条，更新{updated}条",
                )
                public_version.bump()
        change = f"新增{created}条，更新{updated}条" if created or updated else "没有改动"
        self.stdout.write(f"《{owner}》的承诺事项有{len(rows)}条：{change}。")

    def refuse(self, file, faults):
        for fault in faults:
            self.stderr.write(f"{file} {fault}。")
        if faults:
            raise CommandError(f"{file}：有{len(faults)}处错误，什么也没有存。请改好再试。")


def faults_of(rows, plan, stored):
    """Return all that is wrong with the rows.

    A quote that is stored was found in a text then; a later edition may have changed the words.
    """
    found = {commitment.quote for commitment in stored.values()}
    unknown = [row for row in rows if row.cells["原文"] not in found]
    texts = texts_of(plan) if unknown else []
    return [
        *commitment_file.faults_of_numbers(rows),
        *chain.from_iterable(commitment_file.faults_of(row, plan.period_end) for row in rows),
        *chain.from_iterable(commitment_file.faults_of_quote(row, texts) for row in unknown),
    ]


def texts_of(plan):
    """Return the texts that were public, newest first, or the working copy where none was yet."""
    editions = plan.editions.on_record().order_by("-number")
    return [edition.document for edition in editions] or [freeze(plan)]


def store(commitments, stored):
    """Save what is new or differs; return how many of each."""
    created = updated = 0
    for commitment in commitments:
        old = stored.get(commitment.number)
        if old and is_same(old, commitment):
            continue
        commitment.pk = old and old.pk
        commitment.save()
        created, updated = created + (old is None), updated + (old is not None)
    return created, updated


def is_same(old, new):
    return all(getattr(old, name) == getattr(new, name) for name in commitment_file.FIELDS)
