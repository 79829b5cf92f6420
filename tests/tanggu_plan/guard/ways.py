"""Every way in which a text comes to be public, by the field that it fills.

A way prepares what is stored before the guard looks, such as a draft, and then acts.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from chapters import plantext
from chapters.editions import publishing
from chapters.errata import deciding
from chapters.management.commands import import_errata
from chapters.models import Erratum, Plan
from chapters.working_copy.rows import freeze
from indicators.commitments import file as commitment_file
from indicators.models import Commitment, CommitmentStatus, Measurement, Source
from indicators.recording import acts
from tanggu_plan.text.public_fields import PublicField, every_field
from tanggu_plan.text.refusals import Refused
from tests.html import parse
from tests.indicators.files import MEASUREMENT, as_csv, as_xlsx
from tests.indicators.files import STATUS as STATUS_CELLS
from tests.tanggu_plan.guard.office import SENTENCE, Office

STEP = "admin:chapters_edition_{}"
SAYS = {"kind": "CORRECTION", "note": "按印本更正。"}
IMPORT = ("import_plan", "--publish-original")
# What a file writes with words of known kinds only: 第一章, 序言.
OF_KNOWN_KINDS = ("printed_label", "preface_title", "closing_title")
QUIET = {"stdout": StringIO(), "stderr": StringIO()}


@dataclass(frozen=True)
class Way:
    """`prepare` makes what was there before and returns it for `act`, which is refused or not."""

    name: str
    key: str
    act: Callable
    prepare: Callable = lambda office, text: None

    def take(self, office: Office, text: str, prepared) -> None:
        with suppress(Refused, CommandError):
            self.act(office, text, prepared)


def ways(folder: Path) -> Iterator[Way]:
    for field in every_field():
        yield from _drafts(field, folder) if field.is_plan_text else _rows(field)
    yield from _editions()
    yield from _errata(folder)
    yield from _sources()
    yield from _recorded()
    yield from _commitments(folder)


# The plan's own texts: a draft may hold them, an edition may not


def _drafts(field, folder):
    way = partial(Way, key=field.key)
    own, other = partial(_draft, field, "plan"), partial(_draft, field, "draft")
    yield way(name="propose", prepare=own, act=lambda o, t, _: _propose(o))
    yield way(name="propose by form", prepare=own, act=lambda o, t, _: _post_proposal(o, **SAYS))
    publish_original = lambda o, t, _: publishing.publish_original(o.draft)  # noqa: E731
    yield way(name="publish_original", prepare=other, act=publish_original)
    if field.name not in OF_KNOWN_KINDS:
        file = folder / "plan.md"
        yield way(
            name="import_plan",
            prepare=partial(_written, field, file),
            act=lambda o, t, file: call_command(
                "import_plan", file, publish_original=True, **QUIET
            ),
        )
    for step in (publishing.approve, publishing.publish):
        state = "PROPOSED" if step is publishing.approve else "APPROVED"
        yield way(
            name=f"{step.__name__} what was {state}",
            prepare=partial(_old_edition, field, state),
            act=lambda o, t, edition, step=step: step(edition, by=o.deputy),
        )
    yield way(
        name="republish",
        prepare=partial(_old_edition, field, "SUPERSEDED"),
        act=lambda o, t, edition: publishing.republish(edition, by=o.chief, reason="恢复。"),
    )


def _draft(field, of, office, text):
    """Write the text into the working copy, as a form or an import may."""
    plan = getattr(office, of)
    path = {"Plan": "pk", "Section": "chapter__plan"}
    rows = field.model.objects.filter(**{path.get(field.model.__name__, "plan"): plan.pk})
    is_section = field.key == "chapters.Section.text"
    rows.update(**{field.name: f"{text}\n{rows[0].text}" if is_section else text})
    plan.refresh_from_db()


def _written(field, file, office, text):
    _draft(field, "draft", office, text)
    file.write_text(plantext.write(freeze(office.draft)), "utf-8")
    Plan.objects.filter(pk=office.draft.pk).delete()
    return file


def _old_edition(field, state, office, text):
    _draft(field, "plan", office, text)
    return office.old_edition(state, document=freeze(office.plan))


def _propose(office, **says):
    publishing.propose(office.plan, by=office.chief, **SAYS | says)


def _post_proposal(office, **says):
    address = reverse(STEP.format("propose"), args=[office.plan.pk])
    boxes = parse(office.client.get(address)).cssselect("input[name=opened_at]")
    opened_at = boxes[0].get("value") if boxes else ""
    office.client.post(address, {"opened_at": opened_at, **says})


# Any other row: saved by whatever code


def _rows(field):
    def save(office, text, row):
        setattr(row, field.name, text)
        row.save()

    if field.name != "return_reason":  # the database wants the rest of a return beside it
        yield Way("save", field.key, save, lambda o, t: field.model.objects.order_by("pk").last())


# Notes and reasons of editions


def _editions():
    note, reason = (f"chapters.Edition.{name}" for name in ("note", "reason"))

    def renamed(office, text):
        Plan.objects.filter(pk=office.plan.pk).update(short_title="改了名的规划")

    def old(state, **values):
        return lambda o, t: o.old_edition(state, **dict.fromkeys(values, t))

    def current(office, text):
        return office.plan.editions.published().get()

    yield Way("propose", note, lambda o, t, _: _propose(o, note=t), renamed)
    post = lambda o, t, _: _post_proposal(o, **SAYS | {"note": t})  # noqa: E731
    yield Way("propose by form", note, post, renamed)
    for step, state in ((publishing.approve, "PROPOSED"), (publishing.publish, "APPROVED")):
        act = lambda o, t, edition, step=step: step(edition, by=o.deputy)  # noqa: E731
        yield Way(f"{step.__name__} what was {state}", note, act, old(state, note=True))
    steps = (
        ("republish", note, old("SUPERSEDED"), partial(_call, publishing.republish)),
        ("return", reason, old("PROPOSED"), partial(_call, publishing.return_)),
        ("withdraw", reason, current, partial(_call, publishing.withdraw)),
    )
    for name, key, prepare, act in steps:
        yield Way(name, key, act, prepare)
        yield Way(f"{name} by form", key, partial(_post_step, name), prepare)


def _call(step, office, text, edition):
    step(edition, by=office.deputy, reason=text)


def _post_step(name, office, text, edition):
    address = reverse(STEP.format(name), args=[edition.pk])
    office.client.post(address, {"words": text, "opened_at": edition.state})


# Errata


def _errata(folder):
    columns = {name: column for column, name in import_errata.COLUMNS.items()}
    for field in _fields_of(Erratum):
        if field.name in columns:
            for code in ("R1", "Q1"):  # a new row, and one that is there
                act = partial(_import_errata, folder / "errata.csv", columns[field.name], code)
                yield Way(f"import_errata {code}", field.key, act)
    key = "chapters.Erratum.published_reading"

    def question(office, text):
        return Erratum.objects.get()

    def post(office, text, erratum):
        address = reverse("admin:chapters_erratum_change", args=[erratum.pk])
        office.client.post(address, {"step": "accept", "reading": text})

    accept = lambda o, t, erratum: deciding.accept(erratum, by=o.chief, reading=t)  # noqa: E731
    yield Way("accept", key, accept, question)
    yield Way("accept by form", key, post, question)

    def accepted(office, text):
        edition = office.old_edition("APPROVED")
        Erratum.objects.update(decision="ACCEPTED", reason=text, edition=edition)
        return edition

    publish = lambda o, t, edition: publishing.publish(edition, by=o.deputy)  # noqa: E731
    yield Way("publish with an accepted one", "chapters.Erratum.reason", publish, accepted)


def _import_errata(file, column, code, office, text, _):
    cells = dict.fromkeys(import_errata.COLUMNS, "") | {
        "编号": code,
        "原件行": "1",
        "原件列": "1",
        "理由": "试",
        import_errata.CATEGORY: "存疑",
    }
    _write_csv(file, cells | {column: text})
    call_command("import_errata", file, office.plan.slug, **QUIET)


def _write_csv(file, cells):
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, cells)
        writer.writeheader()
        writer.writerow(cells)


# Sources, measurements, statuses


def _sources():
    for field in _fields_of(Source):
        yield Way("add by form", field.key, partial(_post_source, field.name, None))
        change = partial(_post_source, field.name)
        unused = lambda o, t: Source.objects.create(  # noqa: E731
            plan=o.plan, title="另一份", publisher="示例单位", dated_on=date(2023, 3, 2)
        )
        yield Way(
            "change by form", field.key, lambda o, t, row, change=change: change(row, o, t), unused
        )
        columns = {"title": "来源文件", "publisher": "发布单位", "address": "网址"}
        yield from _imports(field.key, Measurement, columns[field.name])

        def old(office, text, name=field.name):
            Source.objects.update(**{name: text})
            return Measurement.objects.get()

        yield Way("confirm with an old one", field.key, _confirm, old)


def _post_source(name, row, office, text, prepared=None):
    view, args = ("change", [row.pk]) if row else ("add", [])
    said = {"title": "又一份", "publisher": "单位", "dated_on": "2023-03-01", "address": ""}
    address = reverse(f"admin:indicators_source_{view}", args=args)
    office.client.post(address, {"plan": office.plan.pk, **said, name: text})


def _recorded():
    for model, columns in (
        (Measurement, {"value": "数值", "note": "说明"}),
        (CommitmentStatus, {"value": "达到的数值", "responsible": "责任科室", "note": "说明"}),
    ):
        for field in _fields_of(model):
            if field.name == "return_reason":
                yield Way("return", field.key, _return, partial(_pending, model))
                yield Way("return by form", field.key, _post_return, partial(_pending, model))
                continue
            free = partial(_nothing_pending, model)
            yield Way("record", field.key, partial(_record, model, field.name), free)
            yield Way("record by form", field.key, partial(_post_record, model, field.name), free)
            yield from _imports(field.key, model, columns[field.name])
            yield Way("confirm an old one", field.key, _confirm, partial(_old, model, field.name))


def _pending(model, office, text):
    return model.objects.get()


def _old(model, name, office, text):
    model.objects.update(**{name: text})
    return model.objects.get()


def _confirm(office, text, row):
    acts.confirm(row, office.chief)


def _return(office, text, row):
    acts.return_(row, office.chief, text)


def _post_return(office, text, row):
    office.client.post(_address(row, "return", row.pk), {"words": text})


def _said(model):
    if model is Measurement:
        return {"year": 2022, "value": "9", "status": "FINAL"}
    return {"progress": "NOT_MET", "as_of": "2022-12-31"}


def _record(model, name, office, text, _):
    said = _said(model) | {"source": Source.objects.first(), "by": office.chief, name: text}
    if model is Measurement:
        acts.record_measurement(office.plan.indicators.get(), **said)
    else:
        acts.record_status(Commitment.objects.get(), **said | {"as_of": date(2022, 12, 31)})


def _post_record(model, name, office, text, _):
    subject = office.plan.indicators.get() if model is Measurement else Commitment.objects.get()
    address = f"{_address(model, 'add')}?{subject._meta.model_name}={subject.pk}"
    said = _said(model) | {"source": Source.objects.first().pk, name: text}
    office.client.post(address, said)


def _imports(key, model, column):
    for suffix, write in (("csv", as_csv), ("xlsx", as_xlsx)):
        act = partial(_import, model, column, suffix, write)
        yield Way(f"import {suffix}", key, act, partial(_nothing_pending, model))


def _nothing_pending(model, office, text):
    returned = {"returned_by": office.chief, "returned_at": timezone.now(), "return_reason": "试"}
    model.objects.update(state="RETURNED", **returned)


def _import(model, column, suffix, write, office, text, _):
    """Upload, and import what the preview packed."""
    indicator = office.plan.indicators.get()
    cells = (
        MEASUREMENT | {"指标序号": "1", "指标名称": indicator.name, "单位": indicator.unit}
        if model is Measurement
        else STATUS_CELLS | {"承诺": Commitment.objects.get().anchor}
    )
    file = SimpleUploadedFile(f"数据.{suffix}", write(cells | {column: text}))
    address = _address(model, "import")
    preview = office.client.post(address, {"plan": office.plan.pk, "file": file})
    if packed := parse(preview).cssselect("input[name=previewed]"):
        office.client.post(address, {"previewed": packed[0].get("value")})


def _address(row, view, *args):
    return reverse(f"admin:indicators_{row._meta.model_name}_{view}", args=args)


# Commitments


def _commitments(folder):
    columns = commitment_file.COLUMN_OF
    for field in _fields_of(Commitment):
        for number in ("2", "1"):  # a new row, and one that is there
            act = partial(
                _import_commitments, folder / "commitments.csv", columns[field.name], number
            )
            yield Way(f"import_commitments {number}", field.key, act)


def _import_commitments(file, column, number, office, text, _):
    cells = {
        "序号": number,
        "原文": SENTENCE,
        "关键语": "新增养老床位48张",
        "衡量": "新增养老床位",
        "要求": "每年",
        "数值": "48",
        "单位": "",
        "期限": "2025-12-31",
        "期限依据": "每年",
        "类别": "逐年重复",
        "对象": "",
        "说明": "",
    }
    _write_csv(file, cells | {column: text})
    call_command("import_commitments", file, office.plan.slug, **QUIET)


def _fields_of(model: type[Model]) -> list[PublicField]:
    return [field for field in every_field() if field.model is model]
