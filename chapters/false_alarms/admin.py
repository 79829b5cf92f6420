"""Admin of false alarms; chapters.false_alarms.letting_through stores what is decided here."""

from itertools import groupby

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from chapters.false_alarms import letting_through
from chapters.models import FalseAlarm
from chapters.working_copy.forms import TidyCharField, TidyTextField
from tanggu_plan.staff.own_pages import OwnPages
from tanggu_plan.staff.read_only import AppendOnly
from tanggu_plan.text.public_fields import every_field
from tanggu_plan.text.refusals import Refused, refusals_on

CONFIRMED, DROPPED = "已确认：这几个字在这个字段里不再拦下。", "已撤销，照旧拦下。"
# By the name of a step's button: the act, who may take it, what is said then.
STEPS = {
    "confirm": (letting_through.confirm, letting_through.may_confirm, CONFIRMED),
    "drop": (letting_through.drop, letting_through.may_drop, DROPPED),
}


def field_choices():
    """Return the public fields under the names of their models."""
    fields = sorted(every_field(), key=lambda field: field.model._meta.label)
    return [
        (model._meta.verbose_name, [(field.key, field.label) for field in own])
        for model, own in groupby(fields, key=lambda field: field.model)
    ]


class FalseAlarmForm(forms.ModelForm):
    field = forms.ChoiceField(
        label="字段", choices=field_choices, help_text="检查结果里写着是哪一个字段。"
    )

    class Meta:
        field_classes = {"words": TidyCharField, "reason": TidyTextField}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


class FalseAlarmAdmin(AppendOnly, OwnPages):
    form = FalseAlarmForm
    fields = ["field", "words", "reason"]
    list_display = ["words", "field_label", "asked_by", "asked_at", "confirmed_by", "confirmed_at"]
    list_filter = [("confirmed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["asked_by", "confirmed_by"]
    search_fields = ["words", "reason"]
    actions = None

    def add_view(self, request, form_url="", extra_context=None):
        """The form; what a colleague asked at the same moment is refused in words."""
        try:
            return super().add_view(request, form_url, extra_context)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(request.path)

    def save_model(self, request, obj, form, change):
        obj.pk = letting_through.ask(**form.cleaned_data, by=request.user).pk

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one row: a GET shows it, a POST takes the step named."""
        rows = FalseAlarm.objects.select_related("asked_by", "confirmed_by")
        row = self.viewed(request, rows, object_id)
        form = forms.Form(request.POST if request.method == "POST" else None)
        if form.is_valid():
            if request.POST.get("step") not in STEPS:
                raise PermissionDenied
            act, _, done = STEPS[request.POST["step"]]
            with refusals_on(form):
                act(row, by=request.user)
                self.message_user(request, done, messages.SUCCESS)
                return redirect("admin:chapters_falsealarm_changelist")
        return self.answer(
            request,
            "admin/chapters/falsealarm/decide.html",
            title="误报放行",
            row=row,
            steps=[name for name, (_, is_open, _) in STEPS.items() if is_open(request.user, row)],
            form=form,
        )
