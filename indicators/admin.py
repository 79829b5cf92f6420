"""Admin of indicators, and of what is recorded of them and of the commitments.

Values are kept as printed and never turned into numbers.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote

from chapters.working_copy.admin import WorkingCopyAdmin
from chapters.working_copy.forms import TidyCharField, WorkingCopyForm
from indicators.evaluation.admin import EvaluationReportAdmin
from indicators.models import (
    Commitment,
    CommitmentStatus,
    EvaluationReport,
    Indicator,
    Measurement,
    Source,
)
from indicators.progress.kinds import Kind, kind_of
from indicators.recording.admin import CommitmentStatusAdmin, MeasurementAdmin
from indicators.recording.source_admin import CommitmentAdmin, SourceAdmin


class IndicatorForm(WorkingCopyForm):
    class Meta:
        texts = ("name", "unit", "base_value", "target_value")
        field_classes = dict.fromkeys(texts, TidyCharField)
        widgets = {"nature": forms.RadioSelect}


@admin.register(Indicator)
class IndicatorAdmin(WorkingCopyAdmin):
    form = IndicatorForm
    list_display = ["number", "name", "unit", "base_value", "target_value", "nature", "plan"]
    list_display_links = ["number", "name"]
    list_filter = ["plan", "nature"]
    list_select_related = ["plan"]
    search_fields = ["name"]
    fieldsets = [
        (None, {"fields": ["plan", "number", "name", "unit"]}),
        ("数值", {"fields": ["base_value", "target_value", "nature"]}),
    ]

    def plan_of(self, obj):
        return obj.plan if obj.plan_id else None

    def has_public_page(self, document, obj):
        return document.indicator(obj.number) is not None

    def delete_view(self, request, object_id, extra_context=None):
        indicator = self.get_object(request, unquote(object_id))
        if indicator and indicator.is_measured:
            self.message_user(
                request,
                "已有监测值的指标不能删除：监测值要一直留着。指标写错了，请改它的名称或数值。",
                messages.WARNING,
            )
        return super().delete_view(request, object_id, extra_context)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if kind_of(obj.as_printed) in (Kind.TEXT, Kind.RELATIONAL):
            self.message_user(
                request,
                "基期值或目标值不是单纯的数字。页面会照原样引用，不计算，也不画图；请对照原文核对。",
                messages.WARNING,
            )


admin.site.register(Measurement, MeasurementAdmin)
admin.site.register(Source, SourceAdmin)
admin.site.register(Commitment, CommitmentAdmin)
admin.site.register(CommitmentStatus, CommitmentStatusAdmin)
admin.site.register(EvaluationReport, EvaluationReportAdmin)
