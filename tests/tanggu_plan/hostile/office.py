"""An office whose clerks type hostile strings into every field, as far as the forms let them."""

import csv
import io
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from chapters.editions import publishing, readiness
from chapters.errata import deciding
from chapters.false_alarms import letting_through
from chapters.management.commands import import_errata
from chapters.models import Annex, Chapter, Edition, Part, Plan, Section, WrongWording
from chapters.pdf import rendering
from indicators.commitments import file as commitment_file
from indicators.evaluation import reporting
from indicators.models import Indicator, Source
from indicators.recording import acts
from tests.tanggu_plan.hostile.strings import PAYLOADS, admin_form, hostile, typed_fields

A_PDF = b"%PDF-1.7 no more than a name"
PASSWORD = "Mima-2026-ceshi"
NUMERIC = [("8.3", "12.45"), ("2000", "2600"), ("86", "95")]


@dataclass(frozen=True)
class Office:
    chief: User
    deputy: User
    plan: Plan
    withdrawn: Edition

    @property
    def edition(self) -> Edition:
        return self.plan.editions.published().get()


def words(name: str, first: int = 0) -> str:
    """Return a hostile string for the field, marked as its own; `first` heads it."""
    fields = typed_fields()
    mark = f"№{list(fields).index(name)}。"
    return hostile(fields[name].max_length or 600, mark, first)


@contextmanager
def unchecked():
    """The checks of a proposal would refuse such a text: here no sink may rely on them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readiness, "errors", lambda plan, document: [])
        yield


@contextmanager
def without_pdf():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "render", lambda document, **_: A_PDF)
        yield


def open_office(folder: Path) -> Office:
    """Have everything typed, decided and published that an office has; renders two PDFs."""
    with unchecked():
        return _open_office(folder)


def _open_office(folder):
    chief, deputy = _account("@SUM+1", 0), _account("+1-1@SUM", 2)
    plan = _plan("2021-2025", 2021)
    _save(
        WrongWording,
        wrong=PAYLOADS[0],
        right=words("chapters.WrongWording.right"),
        reason=words("chapters.WrongWording.reason", 1),
    )
    letting_through.ask(
        field="chapters.Edition.note",
        words=words("chapters.FalseAlarm.words"),
        reason=words("chapters.FalseAlarm.reason", 1),
        by=chief,
    )
    with without_pdf():
        publishing.publish_original(plan)
        _import_files(plan, folder)
        _record(plan, chief, deputy)
        _accept_a_reading(plan, chief)
        returned = publishing.propose(plan, by=chief, kind="CORRECTION", note="退回的一版。")
        publishing.return_(returned, by=deputy, reason=words("chapters.Edition.reason"))
        withdrawn = publishing.publish_original(_plan("2026-2030", 2026))
        words_of_withdrawal = words("chapters.Edition.reason", 3)
        withdrawn = publishing.withdraw(withdrawn, by=chief, reason=words_of_withdrawal)
    note = words("chapters.Edition.note", 3)
    proposed = publishing.propose(plan, by=chief, kind="CORRECTION", note=note)
    publishing.publish(publishing.approve(proposed, by=deputy), by=chief)
    reporting.request(plan, timezone.localdate(), by=chief)
    return Office(chief, deputy, plan, withdrawn)


def _save(model, **typed):
    """Store a row as its form in the admin does."""
    form = admin_form(model)({"opened_at": "", **typed})
    assert form.is_valid(), (model, form.errors)
    return form.save()


def _account(username, first):
    user = _save(
        User,
        username=username,
        last_name=words("auth.User.last_name", first),
        first_name=words("auth.User.first_name", first + 1),
        password1=PASSWORD,
        password2=PASSWORD,
        usable_password="true",
    )
    user.is_staff = user.is_superuser = True
    user.save()
    return user


def _plan(slug, start):
    own = ("title_lines", "short_title", "attachment_label", "issuer", "print_issuer")
    own += ("written_on_text", "notice_title", "notice", "preface_title", "preface")
    own += ("closing_title", "closing")
    plan = _save(
        Plan,
        slug=slug,
        type="OUTLINE",
        period_start=start,
        period_end=start + 4,
        base_year=start - 1,
        **{name: words(f"chapters.Plan.{name}", at) for at, name in enumerate(own)},
    )
    part = _save(Part, plan=plan.pk, number=1, **_heading("Part", "lead"))
    for number in (1, 2):
        _chapter(plan, number, part)
    _save(Annex, plan=plan.pk, number=1, **_heading("Annex", "text"))
    for number, (base, target) in enumerate(NUMERIC, 1):
        _indicator(plan, number, base, target)
    name = "indicators.Indicator.{}_value"
    _indicator(plan, 4, words(name.format("base"), 4), words(name.format("target"), 5))
    return plan


def _heading(model, text, first=0):
    names = ("printed_label", "title", text)
    return {name: words(f"chapters.{model}.{name}", first + at) for at, name in enumerate(names)}


def _chapter(plan, number, part):
    heading = _heading("Chapter", "lead", number)
    chapter = _save(Chapter, plan=plan.pk, part=part.pk, number=number, **heading)
    lines = [words("chapters.Section.text"), *(f"{payload}。" for payload in PAYLOADS)]
    if number == 1:
        lines += [*_marked_lines(), *(row["原文"] for row in _commitments())]
    _save(
        Section,
        chapter=chapter.pk,
        number=1,
        **_heading("Section", "text", number) | {"text": "\n".join(lines)},
    )


def _marked_lines():
    """Lead phrase, goal, and both kinds of table."""
    one, other = PAYLOADS[0], PAYLOADS[1]
    yield f"**{one}。**{other}。"
    yield f"——{other}。{one}。"
    yield from (f":::表 {one}", f"{other}\t{PAYLOADS[3]}", f"{one}\t+1", f"注：{one}", ":::")
    yield from (f":::指标表 {other}", f"注：{other}", ":::")


def _indicator(plan, number, base, target):
    _save(
        Indicator,
        plan=plan.pk,
        number=number,
        name=words("indicators.Indicator.name", number - 1),
        unit=words("indicators.Indicator.unit", number),
        base_value=base,
        target_value=target,
        nature="预期性",
    )


def _commitments():
    """Rows of the file of commitments: one whose value is words, one that can be reckoned with."""
    yield _commitment(1, 0, 要求="达到", 数值=words("indicators.Commitment.value", 2))
    yield _commitment(2, 4, 要求="不少于", 数值="48")


def _commitment(number, first, **own):
    name = {column: f"indicators.Commitment.{f}" for column, f in commitment_file.COLUMNS.items()}
    typed = ("关键语", "衡量", "单位", "期限依据", "对象", "说明")
    cells = {column: words(name[column], first + at) for at, column in enumerate(typed)}
    basis, anchor, mark = cells["期限依据"], cells["关键语"], words(name["原文"])[-4:]
    quote = {"原文": f"{number}：{basis}，{anchor}{mark}"}
    return cells | quote | {"序号": str(number), "期限": "2025-12-31", "类别": "有数值"} | own


def _import_files(plan, folder):
    commitments = _csv(folder / "commitments.csv", commitment_file.COLUMNS, _commitments())
    call_command("import_commitments", commitments, plan.slug, stdout=io.StringIO())
    columns = [*import_errata.COLUMNS, import_errata.CATEGORY]
    rows = _csv(folder / "errata.csv", columns, _errata())
    call_command("import_errata", rows, plan.slug, stdout=io.StringIO())


def _csv(path, columns, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(columns))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _errata():
    for at, category in enumerate(import_errata.CATEGORIES):
        typed = {
            column: words(f"chapters.Erratum.{name}", at + place)
            for place, (column, name) in enumerate(import_errata.COLUMNS.items())
            if name not in ("source_line", "source_column")
        }
        yield typed | {"编号": f"<b>{at}@SUM", "类别": category, "原件行": "3", "原件列": "1"}
    code = words("chapters.Erratum.code")
    yield typed | {"编号": code, "类别": "规范化", "原件行": "4", "原件列": "1"}
    in_text = {"段": "c2s1-p2", "发布读法": PAYLOADS[0], "原件读法": PAYLOADS[0]}
    yield typed | in_text | {"编号": "Q1", "类别": "存疑", "原件行": "5", "原件列": "1"}


def _accept_a_reading(plan, by):
    reading = f"{PAYLOADS[1]}采纳"
    deciding.accept(plan.errata.get(code="Q1"), by=by, reading=reading)


def _record(plan, chief, deputy):
    source = _save(
        Source,
        plan=plan.pk,
        title=words("indicators.Source.title", 3),
        publisher=words("indicators.Source.publisher", 8),
        dated_on="2023-03-01",
        address="https://x.example/\"><script>alert(1)</script>'-alert(1)-'",
    )
    reason = "indicators.{}.return_reason"
    for number in (1, 2, 3):
        note = words("indicators.Measurement.note", number)
        said = {"year": 2022, "status": "FINAL", "source": source, "note": note, "by": chief}
        indicator = plan.indicators.get(number=number)
        row = acts.record_measurement(indicator, value="9.5", **said)
        acts.confirm(row, deputy)
        again = acts.record_measurement(indicator, value="-1", **said | {"year": 2023})
        acts.return_(again, deputy, words(reason.format("Measurement")))
    for number, value in ((1, words("indicators.CommitmentStatus.value", 1)), (2, "50")):
        said = {
            "progress": "MET",
            "as_of": date(2023, 12, 31),
            "source": source,
            "value": value,
            "responsible": words("indicators.CommitmentStatus.responsible", number),
            "note": words("indicators.CommitmentStatus.note", number + 3),
            "by": chief,
        }
        commitment = plan.commitments.get(number=number)
        acts.confirm(acts.record_status(commitment, **said), deputy)
        again = acts.record_status(commitment, **said | {"progress": "NOT_MET"})
        acts.return_(again, deputy, words(reason.format("CommitmentStatus")))
