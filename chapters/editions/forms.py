"""The forms of the steps from working copy to public edition.

What a step requires is said by chapters.editions.steps; these forms keep what was typed, also
over an expired log-in (see tanggu_plan.staff.typed_text).
"""

from typing import Any

from django import forms

from chapters.editions.steps import PROPOSE
from chapters.models import Edition
from chapters.working_copy.forms import TidyTextField
from tanggu_plan.staff.typed_text import OPENED_AT, PREVIEW_BUTTON

KINDS = [
    (Edition.Kind.CORRECTION, "更正：改正错字、漏字，让文本更接近印发的原文；规划的内容没有变。"),
    (Edition.Kind.AMENDMENT, "调整：办事处改变了规划的内容，如目标、任务、指标。"),
]


class WordsField(TidyTextField):
    """Words for readers or colleagues."""

    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "required": True})


class StepForm(forms.Form):
    """Form of a step; `opened_at` tells what the page showed when it was read."""

    fields: dict[str, Any]  # django-stubs knows them as Field only

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[OPENED_AT] = forms.CharField(required=False, widget=forms.HiddenInput)

    def is_valid(self):
        """Whether the step may be taken: never when a page is only opened again with its words."""
        return super().is_valid() and PREVIEW_BUTTON not in self.data


class ProposalForm(StepForm):
    kind = forms.ChoiceField(
        label="性质",
        choices=KINDS,
        widget=forms.RadioSelect(attrs={"required": True}),
        required=False,
    )
    note = WordsField(label=PROPOSE.asks, required=False, help_text=PROPOSE.help_text)


class ReasonForm(StepForm):
    """A box for the words that a step asks for, none where it asks for none."""

    words = WordsField(required=False)

    def __init__(self, *args, label, help_text, **kwargs):
        super().__init__(*args, **kwargs)
        if label:
            self.fields["words"].label, self.fields["words"].help_text = label, help_text
        else:
            del self.fields["words"]
