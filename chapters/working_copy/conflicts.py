"""Edit conflicts: the second save of a row is refused, and nothing typed is lost.

A form carries the version of the row that it was opened at. Where the row has moved on by the time
the form is posted, what the other person changed elsewhere is merged into the boxes, and where both
changed the same paragraph both texts are shown. The form then carries the newest version: saving it
again is a decision, not an accident.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.forms import BoundField, model_to_dict

from chapters.comparison import compare_texts
from chapters.comparison.changes import ElementChange
from chapters.plan.merging import Conflict, merge_text
from tanggu_plan.text.unseen import shown_in_lines

VERSIONS_LOOKED_AT = 50  # when a row's record is searched for what the form was opened at


@dataclass(frozen=True, slots=True)
class ParagraphConflict:
    """A paragraph that both people changed, in three versions."""

    name: str
    base: str
    theirs: str
    mine: str


def _paragraph_conflict(conflict: Conflict) -> ParagraphConflict:
    base, mine, theirs = (shown_in_lines("\n".join(part)) for part in conflict.versions)
    return ParagraphConflict(_name(conflict), base, theirs, mine)


def _name(conflict: Conflict) -> str:
    if conflict.base in (conflict.mine, conflict.theirs):
        return "同一段，两人写在了不同的地方，或一人移动、另一人删去"
    if not conflict.base:
        return "同一处，两人都加了文字"
    if not conflict.mine:
        return "对方改了的，您删去了"
    return "同一段，两人都改了" if conflict.theirs else "您改了的，对方删去了"


@dataclass(frozen=True, slots=True)
class Clash:
    """A field in which the clerk has words of their own that the stored row has not.

    `base` is what the form was opened with, "" where no record tells. `mine` holds also what of
    theirs could be merged; `conflicts` are the paragraphs that both changed.
    """

    label: str
    base: str
    theirs: str
    mine: str
    is_merged: bool
    conflicts: tuple[ParagraphConflict, ...]

    @property
    def changes(self) -> list[ElementChange]:
        """The changes from the stored words to the clerk's."""
        return _changes(self.theirs, self.mine)

    @property
    def their_changes(self) -> list[ElementChange]:
        """The other person's changes since the form was opened."""
        return _changes(self.base, self.theirs)


def _changes(old: str, new: str) -> list[ElementChange]:
    return [change for change in compare_texts(old, new) if not change.is_unchanged]


@dataclass(frozen=True, slots=True)
class EditConflict:
    """The other person's changes of the row since the form was opened.

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


def settle(form, opened_at: str) -> EditConflict:
    """Return what clashes; put what only the other person changed into the form's data."""
    fields = _Fields(form, opened_at)
    for box in fields.changed_by_them_only:
        form.data[box.html_name] = fields.stored[box.name]
    by, at = _last_change(form)
    return EditConflict(
        by=by,
        at=at,
        is_deleted=form.stored is None,
        clashes=tuple(fields.merge(box) for box in fields.changed_by_the_clerk),
        taken_over=tuple(str(box.label) for box in fields.changed_by_them_only),
    )


class _Fields:
    """The posted form beside the row as it is stored, and as it was when the form was opened."""

    def __init__(self, form, opened_at):
        self.form = form
        self.stored = model_to_dict(form.stored) if form.stored else {}
        base = _row_at(form.instance, opened_at)
        self.base = model_to_dict(base) if base else None
        boxes = [box for box in form if not box.is_hidden and self._has_changed(box, self.stored)]
        self.changed_by_the_clerk = [box for box in boxes if self._is_own(box)]
        self.changed_by_them_only = [box for box in boxes if not self._is_own(box)]

    def merge(self, box: BoundField) -> Clash:
        """Put into the box the paragraphs that only the other person changed."""
        is_merged, conflicts = self._merge_into(box)
        return Clash(
            label=str(box.label),
            base=_shown(box.field, (self.base or {}).get(box.name)),
            theirs=_shown(box.field, self.stored.get(box.name)),
            mine=_shown(box.field, box.value()),
            is_merged=is_merged,
            conflicts=tuple(map(_paragraph_conflict, conflicts)),
        )

    def _merge_into(self, box: BoundField) -> tuple[bool, tuple[Conflict, ...]]:
        """Return whether the box has anything of theirs now, and what it has not."""
        paragraphs = getattr(box.field, "paragraphs", None)
        if not (paragraphs and self.base and self.stored):
            return False, ()
        values = self.base[box.name], box.data, self.stored[box.name]
        base, mine, theirs = map(paragraphs, values)
        merged = merge_text(base, mine, theirs)
        if merged.result == mine:
            return False, merged.conflicts
        self.form.data[box.html_name] = "\n".join(merged.result)
        return True, merged.conflicts

    def _is_own(self, box):
        """Whether the clerk changed it; a field counts as theirs where no record tells."""
        return not self.stored or self.base is None or self._has_changed(box, self.base)

    def _has_changed(self, box, values):
        return box.field.has_changed(values.get(box.name), box.data)


def _row_at(row, version):
    """Return the row as its record has it at that version, None where it is not found."""
    records = type(row).history.filter(id=row.pk)[:VERSIONS_LOOKED_AT]  # the newest first
    instances = (record.instance for record in records.iterator())
    return next((each for each in instances if version_of(each) == version), None)


def _last_change(form):
    records = type(form.instance).history.filter(id=form.instance.pk)
    last = records.select_related("history_user").first()
    is_told = last and (form.stored is None or version_of(last.instance) == version_of(form.stored))
    if not is_told:
        return "", None
    return str(last.history_user or "系统"), last.history_date


def _shown(field, value):
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    text = "" if value is None else str(value)
    return shown_in_lines("\n".join(labels.get(text, text).splitlines()))
