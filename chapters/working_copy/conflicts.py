"""Two people on one row: the second save is refused, and nothing that either typed is lost.

A form carries the version of the row that it was opened at. Where the row has moved on by the time
the form is posted, both texts are shown with their difference, and the form, still holding the
clerk's own words, carries the newest version: saving it again is a decision, not an accident.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice

from django.forms import BoundField, Form, model_to_dict
from django.utils.functional import cached_property

from chapters.comparison import compare_texts
from chapters.comparison.changes import UnitChange
from chapters.plantext.proofreading import with_unseen_shown

VERSIONS_LOOKED_AT = 50  # when a row's record is searched for what the form was opened at


@dataclass(frozen=True, slots=True)
class Clash:
    """A field in which the clerk has words of their own that the stored row has not."""

    label: str
    theirs: str
    mine: str

    @property
    def changes(self) -> list[UnitChange]:
        """What saving the clerk's words would do to the stored ones."""
        return [unit for unit in compare_texts(self.theirs, self.mine) if not unit.is_unchanged]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What has happened to the row since the form was opened.

    `by` is "" where the record does not say. `taken_over` names the fields that only the other
    person changed: the form now holds what they stored.
    """

    by: str
    at: datetime | None
    is_deleted: bool
    clashes: tuple[Clash, ...]
    taken_over: tuple[str, ...]


def version_of(row) -> str:
    """Return what identifies the stored values of a row, "" for no row."""
    if row is None:
        return ""
    values = [str(field.value_from_object(row)) for field in row._meta.concrete_fields]
    return sha256(json.dumps(values).encode()).hexdigest()[:32]


def stored_row(row, *, lock: bool):
    """Return the row as the database has it, None where it is new or deleted.

    With `lock`, which needs a transaction, nobody else can save it before this one has ended.
    """
    rows = type(row)._default_manager.filter(pk=row.pk)
    return (rows.select_for_update() if lock else rows).first()


def settle(form: Form, opened_at: str) -> Conflict:
    """Return what clashes, and put into the form's data what only the other person changed."""
    fields = _Fields(form, opened_at)
    for box in fields.changed_by_them_only:
        form.data[box.html_name] = fields.stored[box.name]
    by, at = _last_change(form)
    return Conflict(
        by=by,
        at=at,
        is_deleted=form.stored is None,
        clashes=tuple(fields.clash(box) for box in fields.changed_by_the_clerk),
        taken_over=tuple(str(box.label) for box in fields.changed_by_them_only),
    )


class _Fields:
    """The posted form beside the row as it is stored, and as it was when the form was opened."""

    def __init__(self, form, opened_at):
        self.boxes = [box for box in form if not box.is_hidden]
        self.stored = model_to_dict(form.stored) if form.stored else {}
        base = _row_at(form.instance, opened_at)
        self.base = model_to_dict(base) if base else None

    @cached_property
    def changed_by_the_clerk(self) -> list[BoundField]:
        return [box for box in self._differing if self._is_own(box)]

    @cached_property
    def changed_by_them_only(self) -> list[BoundField]:
        return [box for box in self._differing if not self._is_own(box)]

    def clash(self, box: BoundField) -> Clash:
        return Clash(
            label=str(box.label),
            theirs=_shown(box.field, self.stored.get(box.name)),
            mine=_shown(box.field, box.value()),
        )

    @cached_property
    def _differing(self):
        return [box for box in self.boxes if self._has_changed(box, self.stored)]

    def _is_own(self, box):
        """Whether the clerk changed it; a field counts as theirs where no record tells."""
        return not self.stored or self.base is None or self._has_changed(box, self.base)

    def _has_changed(self, box, values):
        return box.field.has_changed(values.get(box.name), box.data)


def _row_at(row, version):
    """Return the row as its record has it at that version, None where it is not found."""
    records = type(row).history.filter(id=row.pk).order_by("-history_date", "-history_id")
    for record in islice(records.iterator(), VERSIONS_LOOKED_AT):
        if version_of(record.instance) == version:
            return record.instance
    return None


def _last_change(form):
    records = type(form.instance).history.filter(id=form.instance.pk)
    last = records.select_related("history_user").order_by("-history_date", "-history_id").first()
    is_told = last and (form.stored is None or version_of(last.instance) == version_of(form.stored))
    if not is_told:
        return "", None
    return str(last.history_user or "系统"), last.history_date


def _shown(field, value):
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    text = "" if value is None else str(value)
    return with_unseen_shown("\n".join(labels.get(text, text).splitlines()))
