"""Forms of the working copy: what they accept, and why they refuse."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from chapters.models import Plan
from chapters.plantext.blocks import pieces_of
from chapters.plantext.remarks import unseen_characters
from chapters.working_copy import identity
from chapters.working_copy.conflicts import settle, stored_row, version_of
from chapters.working_copy.previews import remarks_on
from tanggu_plan.staff.typed_text import OPENED_AT, PREVIEW_BUTTON
from tanggu_plan.text.pasted_text import tidy_line, tidy_lines, without_empty_lines
from tanggu_plan.text.refusals import refusals_on

LONGEST_TEXT = 30_000  # characters of one text box: four times the longest section of this plan


def refuse_unseen(line):
    """Refuse what readers could not see, or would see elsewhere than it stands."""
    if len(line.splitlines()) > 1:
        raise ValidationError("这里只写一行。请删去换行。")
    if found := unseen_characters(line):
        raise ValidationError([remark.message for remark in found])


def refuse_unseen_in_lines(text):
    if found := unseen_characters(text):
        raise ValidationError([str(remark) for remark in found])


class TidyCharField(forms.CharField):
    """One line without the blanks and invisible characters that come with a paste."""

    default_validators = [refuse_unseen]

    def to_python(self, value):
        return super().to_python(tidy_line(value or ""))


class TidyTextField(forms.CharField):
    """Lines of text, tidied; the empty ones are left out of what is stored."""

    default_validators = [refuse_unseen_in_lines]

    def to_python(self, value):
        return tidy_lines(super().to_python(value) or "")

    def clean(self, value):
        return without_empty_lines(super().clean(value))

    def paragraphs(self, value):
        """Return what two people's changes are merged by."""
        return tuple(without_empty_lines(self.to_python(value)).split("\n"))


class PlanTextField(TidyTextField):
    """Text in 规划文本 marks, refused whole where the reader of plans would refuse it."""

    in_section = False

    def __init__(self, **options):
        super().__init__(**options | {"max_length": LONGEST_TEXT})

    def validate(self, value):
        super().validate(value)
        remarks = remarks_on(value, in_section=self.in_section)
        if refusals := [str(remark) for remark in remarks if remark.stops_saving]:
            raise ValidationError(refusals)

    def paragraphs(self, value):
        return tuple(pieces_of(self.to_python(value)))


class SectionTextField(PlanTextField):
    in_section = True


class OutlineChoiceField(forms.ModelChoiceField):
    """Parts or chapters with their plan: two plans both have a 第一章."""

    def label_from_instance(self, row):
        return f"{row.plan.short_title} · {row}"


def text_box(rows):
    return forms.Textarea(
        attrs={"class": "vLargeTextField plan-text", "rows": rows, "spellcheck": "false"}
    )


class WorkingCopyForm(forms.ModelForm):
    """Its admin names the model and the fields. A posted form wants a transaction around it.

    `conflict` tells after is_valid what somebody else has saved since the form was opened.
    """

    data: MultiValueDict
    opened_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = stored_row(self.instance, lock=self.is_bound)
        self.initial[OPENED_AT] = version_of(self.stored)
        self.conflict = None

    def is_valid(self):
        """Whether the form may be saved: never for a preview, nor over another's newer words."""
        is_valid = super().is_valid()
        self._look_for_a_conflict()
        return is_valid and self.conflict is None and PREVIEW_BUTTON not in self.data

    def _look_for_a_conflict(self):
        opened_at, newest = self.data.get(OPENED_AT, ""), version_of(self.stored)
        if opened_at != newest:
            self.data = self.data.copy()
            self.conflict = settle(self, opened_at)
            self.data[OPENED_AT] = newest

    @property
    def plan_texts(self):
        """The bound fields that hold text in 规划文本 marks."""
        return [field for field in self if isinstance(field.field, PlanTextField)]


class PlanForm(WorkingCopyForm):
    class Meta:
        one_line = ("short_title", "attachment_label", "issuer", "print_issuer", "written_on_text")
        field_classes = {
            "title_lines": TidyTextField,
            **dict.fromkeys(one_line, TidyCharField),
            **dict.fromkeys(("notice_title", "preface_title", "closing_title"), TidyCharField),
            **dict.fromkeys(("notice", "preface", "closing"), PlanTextField),
        }
        widgets = {
            "title_lines": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3}),
            "preface": text_box(12),
            "closing": text_box(12),
            "notice": text_box(6),
        }

    def clean(self):
        """Keep the address for good once the plan is public, and the predecessor before it."""
        super().clean()
        cleaned = self.cleaned_data
        predecessor, start = cleaned.get("predecessor"), cleaned.get("period_start")
        if predecessor and start and predecessor.period_start >= start:
            self.add_error("predecessor", "接续的规划应当比这部规划开始得早。请改选，或者留空。")
        slug = cleaned.get("slug")
        if slug:
            with refusals_on(self, "slug"):
                identity.require_address(slug, f"{start}-{cleaned.get('period_end')}")
        stored = slug and Plan.objects.filter(pk=self.instance.pk).exclude(slug=slug).first()
        if stored and stored.editions.on_record().exists():
            self.add_error("slug", "这部规划已经公开过，网址不能再改，否则别人引用的网址会失效。")


HEADING = {"printed_label": TidyCharField, "title": TidyCharField}


class PartForm(WorkingCopyForm):
    class Meta:
        field_classes = HEADING | {"lead": PlanTextField}
        widgets = {"lead": text_box(6)}


class ChapterForm(WorkingCopyForm):
    class Meta:
        field_classes = HEADING | {"part": OutlineChoiceField, "lead": PlanTextField}
        widgets = {"lead": text_box(12)}


class SectionForm(WorkingCopyForm):
    class Meta:
        field_classes = HEADING | {"chapter": OutlineChoiceField, "text": SectionTextField}
        widgets = {"text": text_box(24)}


class AnnexForm(WorkingCopyForm):
    class Meta:
        field_classes = HEADING | {"text": PlanTextField}
        widgets = {"text": text_box(24)}


class WrongWordingForm(forms.ModelForm):
    class Meta:
        field_classes = dict.fromkeys(("wrong", "right", "reason"), TidyCharField)
