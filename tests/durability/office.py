"""An office in a process of its own, to be killed or to compete.

Run as `python -m tests.durability.office STEP`:

    set-up               a published plan, an editor, a reviewer and a publisher
    request COUNT        proposes COUNT texts, whose PDFs wait for a worker
    work                 prints "working", then works off the queue until it is ended
    wait-for-tasks       waits until nothing is under way, prints what has become of the tasks
    inspect-tasks        prints each fault of the tasks and of what they made, then "inspected"
    turn COUNT FILE      withdraws and restores COUNT times, tells in the file which turn is done
                         and which begun (odd: withdrawn), prints the seconds of the slowest
    inspect              prints each fault of what is stored, then "inspected"
    correct              inspects, then edits, proposes, approves and publishes until it is killed
    approve COUNT        leaves approved editions that wait for publication
    publish COUNT N M    tries COUNT times to publish one of two editions, prints what came of it
    record COUNT         tries COUNT times to record a value of 2022, prints what came of it
    confirm COUNT        tries COUNT times to confirm that value, prints what came of it
    every-state          adds editions, values, progress and errata in each state, and a report
    tell                 prints the digest of each row of each table, and each trigger
    revise COUNT FILE    changes the published text COUNT times as a publication does, and keeps
                         the number of the last change that is public in the file

PDFs are a few bytes here: rendering takes seconds and would draw all kills to itself. Where it
stands in the order of steps is the same.
"""

import os
import sys
import time
from collections import Counter
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tanggu_plan.settings")
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Max  # noqa: E402
from django.utils import timezone  # noqa: E402

from chapters import plantext  # noqa: E402
from chapters.editions import pdfs, publishing  # noqa: E402
from chapters.errata import deciding  # noqa: E402
from chapters.models import Edition, Plan, Section  # noqa: E402
from chapters.pdf import cutting, rendering  # noqa: E402
from chapters.working_copy.rows import store  # noqa: E402
from indicators.evaluation import reporting  # noqa: E402
from indicators.models import Measurement, Source  # noqa: E402
from indicators.recording import acts  # noqa: E402
from tanggu_plan import audit  # noqa: E402
from tanggu_plan.models import AuditEntry, BackgroundTask  # noqa: E402
from tanggu_plan.serving import public_version  # noqa: E402
from tanggu_plan.tasks import running, worker  # noqa: E402
from tanggu_plan.text.refusals import Refused  # noqa: E402

PLAN_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "tanggu-2021-2025.md"
NEW = {  # columns that the upgrade adds
    *("maker", "size", "part_id", "printed_label", "restarts_chapters", "notice", "notice_title"),
    *("preface_title", "closing_title", "type", "predecessor_id"),
}
NEW_TRIGGERS = " picture_no_"
TRIGGERS = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}
ROLES = {"bianji": "编辑", "shenhe": "审核", "fabu": "发布", "jilu": "数据", "queren": "数据"}

rendering.render = lambda document, **facts: b"%PDF-" + document.sha256.encode() * 400
cutting.chapters_in = lambda content: []
rendering.render_report = lambda *facts: b"%PDF-report"


def set_up():
    plan = store(plantext.read(PLAN_FILE.read_text("utf-8")).document)
    pdfs.make_now(publishing.publish_original(plan))
    Source.objects.create(
        plan=plan, title="示例公报", publisher="示例单位", dated_on=date(2023, 3, 1)
    )
    for name, role in ROLES.items():
        User.objects.create_user(name, is_staff=True).groups.add(Group.objects.get(name=role))


def correct():
    inspect()
    while True:
        publishing.publish(approved_edition(), by=person("fabu"))


def approve(count):
    for _ in range(int(count)):
        approved_edition()


def approved_edition():
    proposed = proposed_edition()
    pdfs.make_now(proposed)
    return publishing.approve(proposed, by=person("shenhe"))


def proposed_edition():
    section = Section.objects.get(chapter__number=5, number=3)
    section.text += f"\n第{Edition.objects.count()}次改动。"
    section.save()
    plan = Plan.objects.get()
    return publishing.propose(plan, by=person("bianji"), kind="CORRECTION", note="改动。")


def request(count):
    for _ in range(int(count)):
        proposed_edition()


def work():
    """A worker whose PDFs take a moment, and that misses a dead one after two seconds."""
    make = rendering.render
    rendering.render = lambda document, **facts: time.sleep(0.3) or make(document, **facts)
    worker.BEAT, worker.PATIENCE = 0.5, timedelta(seconds=2)
    beat = worker._beat

    def beat_and_say(name, patience):
        beat(name, patience)
        worker._beat = beat
        print("working", flush=True)

    worker._beat = beat_and_say
    try:
        worker.work()
    except Refused as refusal:
        sys.exit(f"{refusal}")


def wait_for_tasks():
    while BackgroundTask.objects.filter(state__in=["WAITING", "RUNNING"]).exists():
        time.sleep(0.2)
    ours = BackgroundTask.objects.filter(kind=pdfs.KIND)  # after two at night there is another
    states = dict(Counter(ours.values_list("state", flat=True)))
    most = ours.aggregate(Max("attempts"))["attempts__max"]
    print(f"{states}, made {most} time{'s' * (most > 1)} each at most")


def inspect_tasks():
    for task in BackgroundTask.objects.filter(kind=pdfs.KIND):
        edition = Edition.objects.get(pk=task.arguments["edition"])
        files = [file.stored_bytes for file in edition.files.all()]
        expected = [rendering.render(edition.document)] if task.state == "DONE" else []
        if files != expected:
            print(f"{task} is {task.state} and has {len(files)} files")
        if task.has_failed and "中断了3次" not in task.reason:
            print(f"{task} has failed: {task.reason}")
    print("inspected")


def publish(count, *numbers):
    for number in islice(cycle(numbers), int(count)):
        edition = Edition.objects.get(number=number)
        report("published", partial(publishing.publish, edition, by=person("fabu")))


def record(count):
    said = {"year": 2022, "value": "9.1", "status": "FINAL", "by": person("jilu")}
    indicator, source = Plan.objects.get().indicators.get(number=3), Source.objects.get()
    for _ in range(int(count)):
        step = partial(acts.record_measurement, indicator, source=source, **said)
        report("recorded", step)


def confirm(count):
    row = Measurement.objects.get()
    for _ in range(int(count)):
        report("confirmed", partial(acts.confirm, row, person("queren")))


def report(done, step):
    """Take a step and print what came of it."""
    try:
        step()
    except Refused as refusal:
        print(f"refused: {refusal}")
    else:
        print(done)


def every_state():
    plan = Plan.objects.get()
    for kind in ("errata", "commitments"):
        call_command(f"import_{kind}", PLAN_FILE.with_suffix(f".{kind}.csv"), plan.slug)
    question, other = plan.errata.questions().filter(code__in=["Q01", "Q03"])
    deciding.accept(question, by=person("bianji"), reading=question.suggested_reading)
    deciding.keep(other, by=person("bianji"))
    editions_in_every_state(plan)
    for number in (1, 2):  # as versions before 0.4 stored them
        content = b"%%PDF-chapter-%d" % number
        digest = sha256(content).hexdigest()
        plan.editions.get(number=1).files.create(
            kind="CHAPTER",
            chapter_number=number,
            content=content,
            size=len(content),
            sha256=digest,
        )
    rows_in_every_state(plan)
    running.run_now(reporting.request(plan, timezone.localdate(), by=person("fabu")))


def editions_in_every_state(plan):
    """1 superseded, 2 withdrawn, 3 published, 4 returned, 5 approved, 6 proposed."""
    second = publishing.publish(approved_edition(), by=person("fabu"))
    publishing.withdraw(second, by=person("fabu"), reason="有误。")
    publishing.republish(plan.editions.get(number=1), by=person("fabu"), reason="恢复。")
    publishing.return_(approved_edition(), by=person("shenhe"), reason="重写。")
    approved_edition()
    proposed_edition()
    for edition in plan.editions.all():
        pdfs.make_now(edition)


def rows_in_every_state(plan):
    steps = [
        lambda row: acts.confirm(row, person("queren")),
        lambda row: acts.return_(row, person("queren"), "再核对。"),
        lambda row: row,  # waits
    ]
    by = {"source": Source.objects.get(), "by": person("jilu")}
    indicator = plan.indicators.get(number=3)
    for year, step in enumerate(steps, 2021):
        values = {"year": year, "value": "9.1", "status": "FINAL"}
        step(acts.record_measurement(indicator, **values, **by))
    for commitment, step in zip(plan.commitments.all(), steps, strict=False):
        progress = {"progress": "IN_PROGRESS", "as_of": date(2023, 3, 1)}
        step(acts.record_status(commitment, **progress, **by))


def tell():
    """Leave out what an upgrade changes: Django's list of migrations, what it adds to tables."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_migrations":
                for row in rows_of(table, cursor):
                    print(table, sha256(row.encode()).hexdigest())
        for (trigger,) in rows_told(cursor, TRIGGERS[connection.vendor]):
            if NEW_TRIGGERS not in trigger:
                print(trigger.replace("\n", " "))


def rows_of(table, cursor):
    described = connection.introspection.get_table_description(cursor, table)
    columns = sorted(column.name for column in described if column.name not in NEW)
    named = ", ".join(map(connection.ops.quote_name, columns))
    found = rows_told(cursor, f"SELECT {named} FROM {table}")  # noqa: S608, names of our tables
    return sorted(repr([bytes(v) if isinstance(v, memoryview) else v for v in r]) for r in found)


def rows_told(cursor, query):
    cursor.execute(query)
    return cursor.fetchall()


def revise(count, file):
    """Without PDFs, audit log and locks: a thousand times in seconds."""
    published = Edition.objects.published()
    text, title = published.get().document_json, published.get().document.short_title
    for number in range(1, int(count) + 1):
        with transaction.atomic():
            published.update(document_json=text.replace(title, f"第{number}次{title}"))
            public_version.bump()
        Path(file).write_text(f"{number:06}")
        time.sleep(0.005)  # between two publications some pages are read a second time


def turn(count, file):
    slowest = 0.0
    for number in range(1, 2 * int(count) + 1):
        Path(file).write_text(f"{number - 1:06} {number:06}")
        started = time.monotonic()
        if number % 2:
            current = Edition.objects.published().get()
            publishing.withdraw(current, by=person("fabu"), reason="撤下。")
        else:
            publishing.republish(current, by=person("fabu"), reason="恢复。")
        slowest = max(slowest, time.monotonic() - started)
        Path(file).write_text(f"{number:06} {number:06}")
        time.sleep(0.2)
    print(slowest)


def inspect():
    for fault in faults():
        print(fault)
    print("inspected", flush=True)


def faults():
    if (published := Edition.objects.published().count()) != 1:
        yield f"{published} published editions"
    for edition in Edition.objects.all():
        if sha256(edition.document_json.encode()).hexdigest() != edition.sha256:
            yield f"{edition}: the text has another hash"
        for file in edition.files.all():
            if (sha256(file.stored_bytes).hexdigest(), len(file.stored_bytes)) != (
                file.sha256,
                file.size,
            ):
                yield f"{file} has another hash or size"
        count = edition.files.filter(kind="PDF").count()
        if count != 1 and edition.state != "PROPOSED":
            yield f"{edition}: {count} files"
        steps = AuditEntry.objects.filter(subject=str(edition)).values_list("action", flat=True)
        if expected_step(edition) not in steps:
            yield f"{edition} is {edition.state} without an entry in the record"
    if broken := audit.first_fault():
        yield f"the record is broken: {broken}"


def expected_step(edition):
    last = "REPUBLISH" if edition.restores_id else "PUBLISH"
    reviewed = {"PROPOSED": "PROPOSE", "APPROVED": "APPROVE", "RETURNED": "RETURN"}
    return reviewed.get(edition.state, last)


def person(name):
    return User.objects.get(username=name)


STEPS = {
    "set-up": set_up,
    "correct": correct,
    "approve": approve,
    "publish": publish,
    "record": record,
    "confirm": confirm,
    "every-state": every_state,
    "tell": tell,
    "revise": revise,
    "turn": turn,
    "request": request,
    "work": work,
    "wait-for-tasks": wait_for_tasks,
    "inspect-tasks": inspect_tasks,
    "inspect": inspect,
}

if __name__ == "__main__":
    STEPS[sys.argv[1]](*sys.argv[2:])
