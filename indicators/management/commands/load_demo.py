from dataclasses import replace

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from chapters import plantext
from chapters.editions import pdfs, publishing
from chapters.plantext.encoding import decode
from chapters.working_copy.rows import store
from indicators import demo_data
from indicators.evaluation import reporting
from tanggu_plan import audit
from tanggu_plan.identity import demo
from tanggu_plan.tasks import running

FIXTURE = "tanggu-2021-2025"


class Command(BaseCommand):
    help = (
        "把塘沽规划和一批虚构的监测值、承诺进展读入演示库，供试用。"
        "只在 DEMO=on 时、只往空数据库里读；读过的库从此是演示库，"
        "凡从它出来的页面、图、数据和 PDF 都带“演示数据（虚构）”。再运行一次，什么也不会变。"
    )

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("没有设置 DEMO=on，什么也没有存。请用 make demo。")
        if demo.is_demo_database():
            self.stdout.write("演示数据已经读入，没有改动。")
            return
        if demo.is_used_database():
            raise CommandError("这个数据库已经在用，不是演示库，什么也没有存。请换一个空数据库。")
        with transaction.atomic():
            tasks = load()
        for task in tasks:
            running.run_now(task)
        self.stdout.write("演示数据已读入。")


def load():
    """Store the demo, and return the tasks that make its files."""
    audit.append(
        audit.Action.DEMO, actor=None, subject="本数据库", details=f"从此是演示库，{demo.MARK}"
    )
    plan = store(marked_document())
    edition = publishing.publish_original(plan)
    for kind in ("errata", "commitments"):
        file = settings.FIXTURES_DIR / f"{FIXTURE}.{kind}.csv"
        call_command(f"import_{kind}", file, plan.slug, verbosity=0)
    recorder, confirmer = demo_data.clerks()
    demo_data.record_all(plan, recorder, confirmer)
    return [pdfs.task_of(edition), reporting.request(plan, timezone.localdate(), by=recorder)]


def marked_document():
    """The plan with the mark where its print has the label of an attachment."""
    text = (settings.FIXTURES_DIR / f"{FIXTURE}.md").read_bytes()
    reading = plantext.read(decode(text))
    if reading.document is None:
        raise CommandError("\n".join(map(str, reading.remarks)))
    return replace(reading.document, attachment_label=demo.MARK)
