"""Admin of evaluation reports; indicators.evaluation.reporting makes them."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html

from chapters.models import Edition, Plan
from indicators.evaluation import reporting
from tanggu_plan.staff.own_pages import OwnPages
from tanggu_plan.staff.read_only import AppendOnly
from tanggu_plan.text.refusals import refusals_on


class ReportForm(forms.Form):
    """Choice of the plan and the day of an evaluation."""

    plan = forms.ModelChoiceField(
        Plan.objects.filter(pk__in=Edition.objects.on_record().values("plan")),
        label="规划",
        empty_label=None,
    )
    day = forms.DateField(
        label="截至日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="到这一天24时为止公开的数据。选今天的，过后可以再生成一次；过去的日子只生成一次。",
    )


class EvaluationReportAdmin(AppendOnly, OwnPages):
    """The reports made, and the page that makes one."""

    change_list_template = "admin/indicators/evaluationreport/list.html"
    list_display = ["__str__", "edition", "made_by", "made_at", "is_final", "pdf"]
    list_filter = ["plan"]
    list_select_related = ["plan", "edition__plan", "made_by"]
    fields = ["plan", "as_of", "edition", "sha256", "made_by", "made_at", "pdf"]
    readonly_fields = ["pdf"]

    def get_queryset(self, request):
        unread = ("content", "edition__document_json")
        return super().get_queryset(request).defer(*unread)

    @admin.display(description="已定", boolean=True)
    def is_final(self, report):
        return report.is_final

    @admin.display(description="PDF")
    def pdf(self, report):
        return format_html('<a href="{}">打开 PDF</a>', report.get_absolute_url())

    def changelist_view(self, request, extra_context=None):
        context = {"tasks": reporting.unfinished()}
        return super().changelist_view(request, context | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        """The page that says what will be made; a POST makes it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ReportForm(request.POST or None, initial={"day": timezone.localdate()})
        if form.is_valid():
            with refusals_on(form):
                task = reporting.request(**form.cleaned_data, by=request.user)
                said = f"正在后台生成，生成后立即公开：{task}。"
                self.message_user(request, said, messages.SUCCESS)
                return redirect(self.address_of("changelist"))
        template = "admin/indicators/evaluationreport/make.html"
        return self.answer(request, template, title="生成终期评估", form=form)
