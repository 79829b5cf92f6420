"""Shared admin of the working copy: previews, the record of changes, words on saving."""

from contextlib import contextmanager, nullcontext
from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Expression
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from chapters.comparison.text_changes import changed_paragraphs
from chapters.guard import checking as guard
from chapters.models import Chapter, Part, Plan
from chapters.working_copy.links import admin_url
from chapters.working_copy.previews import preview_of, remarks_on
from chapters.working_copy.rows import freeze


@contextmanager
def found_or_404():
    """Answer 404 for the record of a row that was deleted together with what it belonged to."""
    try:
        yield
    except (Plan.DoesNotExist, Part.DoesNotExist, Chapter.DoesNotExist) as missing:
        raise Http404("这一行所属的规划或章已经删除，它的修改记录不能再打开。") from missing


class ChangesHelper(HistoricalRecordContextHelper):
    """Gives the record of changes the paragraphs that differ instead of shortened strings."""

    def stringify_delta_change_values(self, change, old, new):
        return str(old or ""), str(new or "")

    def context_for_delta_changes(self, delta):
        return [
            {
                "field": change["field"],
                "lines": list(changed_paragraphs(change["old"], change["new"])),
            }
            for change in super().context_for_delta_changes(delta)
        ]


class WorkingCopyAdmin(SimpleHistoryAdmin):
    """Base admin of the working copy's rows: previews, history, messages on saving."""

    change_form_template = "admin/chapters/working_copy_form.html"
    annotations: dict[str, Expression] = {}  # what the list shows beside the fields

    class Media:
        css = {"all": ["css/comparison.css"]}
        js = [
            forms.Script("js/admin/preview.js", type="module"),
            forms.Script("js/admin/unsaved.js", type="module"),
            forms.Script("js/admin/autosave.js", type="module"),
        ]

    def plan_of(self, obj):
        """The saved plan that the row belongs to, None where that is not known yet."""
        raise NotImplementedError

    def has_public_page(self, document, obj):
        return document.at(obj.place) is not None

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(**self.annotations)

    def get_deleted_objects(self, objs, request):
        """Name what protects a row, such as a plan's editions; no permission would help then."""
        *deletable, perms_needed, protected = super().get_deleted_objects(objs, request)
        return *deletable, set() if protected else perms_needed, protected

    def view_on_site(self, obj):
        """The row's public page, None where no published edition has one."""
        edition = self.plan_of(obj).editions.current()
        if edition and self.has_public_page(edition.document, obj):
            return obj.get_absolute_url()
        return None

    def message_user(self, request, message, level=messages.INFO, **kwargs):
        if level == messages.SUCCESS:
            message = self._what_saving_did(request, message)
        super().message_user(request, message, level, **kwargs)

    def _what_saving_did(self, request, message):
        """Say in one line that nothing public changed and where to go next."""
        row, form = getattr(request, "saved_row_and_form", (None, None))
        context = {
            "message": message,
            "address": row and admin_url(row),
            "first_text": form and next((field.name for field in form.plan_texts), None),
            "plan": row and self.plan_of(row),
            "user": request.user,
        }
        return render_to_string("admin/chapters/_saved.html", context)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Offer to add a missing parent, but not to change or delete one from its child's form."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        request.saved_row_and_form = obj, form  # for message_user, which gets neither
        guard.remind(request, obj, apart_from=[box.name for box in form.plan_texts])
        for box in form.plan_texts:
            text, typed = form.cleaned_data[box.name], box.value()
            for remark in remarks_on(text, typed, in_section=box.field.in_section):
                self.message_user(request, f"{box.label}{remark}", messages.WARNING)

    def render_change_form(self, request, context, *args, **kwargs):
        self._add_previews(context)
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def render_history_view(self, request, template, context, **kwargs):
        if "adminform" in context:
            self._add_previews(context)
        return super().render_history_view(request, template, context, **kwargs)

    def get_historical_record_context_helper(self, request, historical_record):
        return ChangesHelper(self.model, historical_record)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        may_save = request.method == "POST" and self.has_change_permission(request)
        if may_save and self.get_object(request, unquote(object_id)) is None:
            return self._deleted_meanwhile(request, object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        with found_or_404():
            return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Show a version to whoever may look; bring it back for whoever may change the row."""
        if request.method == "POST" and not self._may_bring_back(request, unquote(object_id)):
            raise PermissionDenied
        with found_or_404(), transaction.atomic() if request.method == "POST" else nullcontext():
            return super().history_form_view(request, object_id, version_id, extra_context)

    def _may_bring_back(self, request, object_id):
        if self.model._default_manager.filter(pk=object_id).exists():
            return self.has_change_permission(request)
        return self.has_change_permission(request) and self.has_add_permission(request)

    def _deleted_meanwhile(self, request, object_id):
        """Give a clerk's words back where the row was deleted while they typed them."""
        opts = self.opts
        form = self.get_form(request, fields=flatten_fieldsets(self.get_fieldsets(request)))
        context = {
            **self.admin_site.each_context(request),
            "title": f"这一{opts.verbose_name}已被删除",
            "opts": opts,
            "boxes": [box for box in form(request.POST) if not box.is_hidden],
            "history_url": reverse(
                f"admin:{opts.app_label}_{opts.model_name}_history", args=[object_id]
            ),
        }
        return render(request, "admin/chapters/edit_conflict.html", context, status=409)

    def _add_previews(self, context):
        """Pair each fieldset with the previews of the texts in it."""
        form = context["adminform"].form
        plan = self.plan_of(form.instance)
        previews = {field.name: preview_of(field) for field in form.plan_texts}
        context["panels"] = [
            (fieldset, [previews[name] for name in fieldset.fields if name in previews])
            for fieldset in context["adminform"]
        ]
        context["first_text"] = next(iter(previews), None)
        context["document"] = plan and SimpleLazyObject(partial(freeze, plan))
