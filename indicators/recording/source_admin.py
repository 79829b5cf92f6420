"""Admin of source documents and of commitments, to which records refer."""

from django import forms
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.validators import URLValidator
from django.http import Http404
from simple_history.admin import SimpleHistoryAdmin

from chapters.guard import checking as guard
from chapters.working_copy.admin import ChangesHelper
from chapters.working_copy.conflicts import stored_row
from chapters.working_copy.forms import TidyCharField, refuse_unseen
from indicators.models import Source
from indicators.recording import rules
from tanggu_plan.staff.read_only import ReadOnly
from tanggu_plan.text.refusals import refusals_on


class RecordOfChangesAdmin(SimpleHistoryAdmin):
    """Shows what changed when by whom; no earlier version is brought back."""

    def get_historical_record_context_helper(self, request, historical_record):
        return ChangesHelper(self.model, historical_record)

    def revert_disabled(self, request, obj=None):
        return True

    def render_history_view(self, request, template, context, **kwargs):
        context["versions_stay_closed"] = True
        return super().render_history_view(request, template, context, **kwargs)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        raise Http404


class AddressField(forms.URLField):
    """An address that a browser may be led to, without characters that hide where it leads."""

    default_validators = [URLValidator(["http", "https"]), refuse_unseen]


class SourceForm(forms.ModelForm):
    address = Source._meta.get_field("address").formfield(
        form_class=AddressField, assume_scheme="https", widget=AdminURLFieldWidget
    )

    class Meta:
        field_classes = {"title": TidyCharField, "publisher": TidyCharField}
        widgets = {"dated_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_dated_on(self):
        dated_on = self.cleaned_data["dated_on"]
        with refusals_on(self, "dated_on"):
            rules.check_source_date(dated_on)
        return dated_on


class SourceAdmin(RecordOfChangesAdmin):
    form = SourceForm
    popup_response_template = "admin/indicators/source/registered.html"
    list_display = ["title", "publisher", "dated_on", "plan"]
    list_filter = ["plan", "publisher"]
    list_select_related = ["plan"]
    search_fields = ["title", "publisher"]
    fields = ["plan", "title", "publisher", "dated_on", "address"]

    def get_object(self, request, object_id, from_field=None):
        """Lock the source: nothing is recorded on it between the look at it and its change."""
        source = super().get_object(request, object_id, from_field)
        if source and request.method == "POST":
            stored_row(source, lock=True)
        return source

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        guard.remind(request, obj)

    def get_readonly_fields(self, request, obj=None):
        is_in_use = obj is not None and obj.is_in_use
        return ["plan", "title", "publisher", "dated_on"] if is_in_use else []

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["is_in_use"] = obj is not None and obj.is_in_use
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


class CommitmentAdmin(ReadOnly, RecordOfChangesAdmin):
    """The commitments as imported: looked at here, recorded on under 承诺进展."""

    list_display = ["number", "measure", "operator", "value", "unit", "deadline", "deadline_basis"]
    list_display_links = ["number", "measure"]
    list_filter = ["plan", "kind"]
    search_fields = ["measure", "quote"]
