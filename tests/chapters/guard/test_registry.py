"""Every text column of ours is under guard, or excused here with the reason."""

import re
from pathlib import Path

from tanggu_plan.text.public_fields import every_field
from tests.tanggu_plan.hostile.strings import OURS, stored_fields

PROJECT = Path(__file__).resolve().parents[3]

NOT_PUBLIC = {
    "chapters.Plan.slug": "its form takes letters and figures only",
    "chapters.Edition.document_json": "read as the fields that it was frozen of",
    "chapters.Edition.sha256": "computed",
    "chapters.EditionFile.maker": "asked of programs and faces",
    "chapters.EditionFile.sha256": "computed",
    "chapters.Picture.name": "the name of an uploaded file, for staff",
    "chapters.Picture.sha256": "computed",
    "chapters.WrongWording.wrong": "the office's own list, for staff",
    "chapters.WrongWording.right": "the office's own list, for staff",
    "chapters.WrongWording.reason": "the office's own list, for staff",
    "chapters.FalseAlarm.field": "the name of a field, for staff",
    "chapters.FalseAlarm.words": "for staff: what may become public elsewhere",
    "chapters.FalseAlarm.reason": "for staff",
    "indicators.EvaluationReport.sha256": "computed",
    "tanggu_plan.AuditEntry.actor": "the log is for staff",
    "tanggu_plan.AuditEntry.subject": "the log is for staff",
    "tanggu_plan.AuditEntry.details": "the log is for staff",
    "tanggu_plan.AuditEntry.previous_digest": "computed",
    "tanggu_plan.AuditEntry.digest": "computed",
    "tanggu_plan.BackgroundTask.key": "computed",
    "tanggu_plan.BackgroundTask.kind": "the name of a kind",
    "tanggu_plan.BackgroundTask.label": "made of what is under guard, for staff",
    "tanggu_plan.BackgroundTask.reason": "ours, for staff",
    "tanggu_plan.BackgroundTask.worker": "computed",
    "tanggu_plan.BackgroundTask.entry": "computed",
    "tanggu_plan.TaskWorker.name": "computed",
    "auth.User.username": "accounts are for staff",
    "auth.User.first_name": "accounts are for staff",
    "auth.User.last_name": "accounts are for staff",
    "auth.User.email": "no form has it",
    "auth.User.password": "stored as its hash",
}


def test_every_text_column_is_public_or_excused_and_never_both():
    guarded = [field.key for field in every_field()]

    assert sorted([*guarded, *NOT_PUBLIC]) == sorted(stored_fields())


def test_every_field_has_a_label_for_clerks():
    labels = [field.label for field in every_field()]

    assert len(set(labels)) == len(labels)
    assert all("\u4e00" <= label[0] <= "\u9fff" for label in labels)


def test_drafts_are_the_rows_that_editions_are_frozen_of():
    drafts = {field.model.__name__ for field in every_field() if field.is_plan_text}

    assert drafts == {"Plan", "Part", "Chapter", "Section", "Annex", "Indicator"}


def test_rows_are_stored_past_the_signal_only_where_the_guard_is_asked_first():
    past_it = re.compile(r"\.bulk_(create|update)\(|\braw\(|_raw_delete")
    sources = [path for app in OURS for path in (PROJECT / app).rglob("*.py")]

    found = {
        path.relative_to(PROJECT).as_posix()
        for path in sources
        if "migrations" not in path.parts and past_it.search(path.read_text("utf-8"))
    }

    assert found == {
        "chapters/editions/pdfs.py",  # what it stores of a file is computed
        "chapters/management/commands/import_errata.py",
    }
