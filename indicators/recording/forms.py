"""Forms to record measurements and statuses; indicators.recording.acts judges them.

What was typed survives an expired log-in (see tanggu_plan.staff.typed_text).
"""

from collections.abc import Callable

from django import forms

from chapters.editions.forms import StepForm
from chapters.working_copy.forms import TidyCharField, TidyTextField
from indicators.models import CommitmentStatus, Measurement, Source
from indicators.recording import acts
from indicators.recording.rules import years_open

STATUSES = [
    (Measurement.Status.PRELIMINARY, "初步：来源说以后还会核定"),
    (Measurement.Status.FINAL, "最终：来源已经核定"),
    (Measurement.Status.REVISED, "修订：更正以前公布的数"),
    (Measurement.Status.MISSING, "缺：来源没有这一年的数，数值留空"),
]


def _like(model, name, field_class=TidyCharField, **options):
    """A form's field with the words and limits of the model's."""
    field = model._meta.get_field(name)
    return field.formfield(form_class=field_class, **options)


class RecordForm(StepForm):
    """Form of one indicator or commitment. `record` stores it, or is refused."""

    act: Callable
    field_order: tuple[str, ...]
    note = _like(
        Measurement,
        "note",
        TidyTextField,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="口径、范围、缺数的原因等；没有就留空。公开，读者会看到。",
    )

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.fields["source"].queryset = Source.objects.filter(plan=subject.plan_id)

    def record(self, by):
        said = {name: self.cleaned_data[name] for name in self.field_order}
        return self.act(self.subject, by=by, **said)


class MeasurementForm(RecordForm):
    year = forms.TypedChoiceField(label="年度", coerce=int)
    value = _like(
        Measurement,
        "value",
        help_text="照来源写，如 0.0075 或 1,234；只写数字，不写单位和百分号。",
    )
    status = forms.ChoiceField(label="数据性质", choices=STATUSES, widget=forms.RadioSelect)
    source = _like(Measurement, "source", forms.ModelChoiceField)

    act = staticmethod(acts.record_measurement)
    field_order = Measurement.SAID

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = [(year, f"{year}年") for year in years_open(self.subject.plan)]
        self.fields["year"].choices = [("", "请选择"), *years]


class StatusForm(RecordForm):
    progress = forms.ChoiceField(
        label="进展", choices=CommitmentStatus.Progress, widget=forms.RadioSelect
    )
    as_of = forms.DateField(
        label="截至日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="依据文件说的是到哪一天的情况。",
    )
    value = _like(
        CommitmentStatus, "value", help_text="照来源的写法，只写数字，不写单位；没有就留空。"
    )
    responsible = _like(
        CommitmentStatus, "responsible", help_text="照依据文件或分工文件写；不清楚就留空。"
    )
    source = _like(CommitmentStatus, "source", forms.ModelChoiceField)

    act = staticmethod(acts.record_status)
    field_order = CommitmentStatus.SAID
