"""Check of the public fields of rows: errors refuse a step, hints are shown to who saved."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.signals import pre_save
from django.dispatch import receiver

from chapters.models import Annex, Chapter, Edition, FalseAlarm, Part, Section
from chapters.plan.blocks import Paragraph
from chapters.plantext.blocks import read_blocks
from chapters.proofreading.personal import personal_data_in_plan, personal_findings_elsewhere
from chapters.proofreading.problems import Finding
from tanggu_plan.text.public_fields import PublicField, fields_of
from tanggu_plan.text.refusals import Refused

REMEDY = "确实不是个人信息的，请有“编辑”角色的同事到“误报放行”提出，由审核的同事确认。"


@dataclass(frozen=True, slots=True)
class Fault:
    """Personal data, or what looks like some, in a field of a row."""

    row: Model
    field: PublicField
    finding: Finding

    @property
    def text(self) -> str:
        return getattr(self.row, self.field.name)

    @property
    def words(self) -> str:
        return self.text[self.finding.start : self.finding.end]

    def __str__(self):
        """Place, words and remedy: 第2版的说明第1段“138…”：手机号码“138…”是个人信息，……"""
        paragraph = f"第{self._number}段" if len(self.text.splitlines()) > 1 else ""
        place = f"{_name_of(self.row)}的{self.field.own_label}{paragraph}"
        return f"{place}“{self.words}”：{self.finding.message.rstrip('。')}"

    @property
    def _number(self):
        """The number of the paragraph; in the plan's text tables are not counted."""
        up_to_here = self.text[: self.finding.end]
        if not self.field.is_plan_text:
            return len(up_to_here.splitlines())
        blocks = read_blocks(up_to_here, in_section=True)
        return sum(isinstance(block, Paragraph) for block in blocks)


def refuse(*rows: Model) -> None:
    """Raise Refused where a public field of a row holds personal data."""
    _raise([fault for row in rows for fault in faults_in(row) if fault.finding.is_error])


@receiver(pre_save)
def refuse_new_errors(sender, instance, raw, **kwargs):
    """Refuse to store what would be public at once.

    Not while a backup is loaded (raw): what was public then may be public again.
    """
    if not raw:
        _raise(new_errors_in(instance))


def validate(row: Model) -> None:
    """Raise ValidationError, by field, for what `refuse_new_errors` would refuse."""
    errors = defaultdict(list)
    for fault in new_errors_in(row):
        errors[fault.field.name].append(f"“{fault.words}”：{fault.finding.message}{REMEDY}")
    if errors:
        raise ValidationError(errors)


def remind(request, *rows: Model, apart_from: Collection[str] = ()) -> None:
    """Tell the person who saved the rows what to look at, errors of a draft included."""
    for row in rows:
        for fault in faults_in(row):
            if fault.field.name not in apart_from:
                messages.warning(request, f"{fault}。")


def new_errors_in(row: Model) -> list[Fault]:
    """Return the errors in texts that are public once saved, but for texts stored as they are."""
    errors = [f for f in faults_in(row) if f.finding.is_error and not f.field.is_plan_text]
    stored = type(row)._base_manager.filter(pk=row.pk).first() if errors else None
    return [e for e in errors if getattr(stored, e.field.name, None) != e.text]


def faults_in(row: Model) -> Iterator[Fault]:
    """Yield errors and hints of the row's public fields, but for what was let through."""
    for field in fields_of(type(row)):
        rule = personal_data_in_plan if field.is_plan_text else personal_findings_elsewhere
        faults = [Fault(row, field, finding) for finding in rule(getattr(row, field.name))]
        let_through = FalseAlarm.objects.words_of(field.key) if faults else ()
        yield from (fault for fault in faults if fault.words not in let_through)


def _raise(errors: list[Fault]) -> None:
    if errors:
        raise Refused(*map(str, errors), REMEDY)


def _name_of(row):
    if isinstance(row, Part | Chapter | Section | Annex):
        return row.place.label
    if isinstance(row, Edition):
        return f"第{row.number}版"
    return f"{row._meta.verbose_name}{getattr(row, 'number', '') or getattr(row, 'code', '')}"
