"""Data files in the admin: an import with a preview, an export on record, for any list page.

Nothing is kept between preview and import: the page carries the rows, signed for its reader.
"""

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from import_export.admin import ImportExportMixinBase

from chapters.models import Plan
from indicators.data_files.reading import read
from indicators.data_files.writing import CSV_TYPE, XLSX_TYPE
from tanggu_plan import audit
from tanggu_plan.staff.own_pages import OwnPages
from tanggu_plan.text.csv_files import MOST_BYTES
from tanggu_plan.text.refusals import Refused
from tanggu_plan.text.tables import Row

PREVIEWED = "previewed"  # the field that hands the rows on from preview to import
CONTENT_TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
PAGES = "admin/indicators/data_files"


class PlanForm(forms.Form):
    plan = forms.ModelChoiceField(Plan.objects.all(), label="规划", empty_label=None)


class UploadForm(PlanForm):
    file = forms.FileField(
        label="文件",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text="CSV（UTF-8）或XLSX，不超过2MB、5000行，空行也算。",
    )


class DataFilesAdmin(ImportExportMixinBase, OwnPages):
    """Base admin with import for those who may add rows, export for those who may view them.

    `resource_class` is a RecordedResource.
    """

    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    def own_pages(self):
        yield "import/", "import", self.import_view
        yield "export/", "export", self.export_view

    def changelist_view(self, request, extra_context=None):
        permissions = {
            "has_import_permission": self.has_add_permission(request),
            "has_export_permission": self.has_view_permission(request),
        }
        return super().changelist_view(request, permissions | (extra_context or {}))

    def import_view(self, request):
        """Ask for a file, show what it would do, and do it once that was confirmed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if PREVIEWED in request.POST:
            return self._import(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            return self._preview(request, form)
        return self._import_page(request, form)

    def _preview(self, request, form):
        plan, file = form.cleaned_data["plan"], form.cleaned_data["file"]
        resource = self.resource_class(plan)
        try:
            rows = read(file.name, file.read(MOST_BYTES + 1), resource.columns)
            outcomes = resource.import_rows(rows, user=request.user, name=file.name, dry_run=True)
        except Refused as refusal:
            return self._import_page(request, form, refusal.args)
        stored = [outcome for outcome in outcomes if outcome.import_type != "skip"]
        return self.answer(
            request,
            f"{PAGES}/preview.html",
            title=f"导入{self.opts.verbose_name}：预览",
            file_name=file.name,
            plan=plan,
            columns=resource.columns,
            outcomes=outcomes,
            stored=stored,
            unchanged=len(outcomes) - len(stored),
            remarks=rows.remarks,
            field=PREVIEWED,
            packed=_pack(request.user, plan, file.name, rows),
        )

    def _import(self, request):
        try:
            plan, name, rows = _unpack(request.user, request.POST[PREVIEWED])
            outcomes = self.resource_class(plan).import_rows(
                rows, user=request.user, name=name, dry_run=False
            )
        except (signing.BadSignature, Plan.DoesNotExist):
            self.message_user(request, "预览已经失效，请重新选择文件。", messages.ERROR)
            return redirect(request.path)
        except Refused as refusal:
            return self._import_page(request, UploadForm(), refusal.args)
        stored = sum(outcome.import_type != "skip" for outcome in outcomes)
        self.message_user(
            request,
            f"已从“{name}”记录{stored}条，{len(outcomes) - stored}条无变化。"
            "另一位同事确认以后才会公开。",
            messages.SUCCESS,
        )
        return redirect(self.address_of("changelist"))

    def export_view(self, request):
        """Give what was recorded last, confirmed or not, and enter that in the audit log."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = PlanForm(request.POST or None)
        suffix = request.POST.get("suffix")
        if suffix not in CONTENT_TYPES or not form.is_valid():
            title = f"导出{self.opts.verbose_name}"
            return self.answer(request, f"{PAGES}/export.html", title=title, form=form)
        plan = form.cleaned_data["plan"]
        sheet = self.resource_class(plan).sheet()
        name = f"{plan.slug}-{self.opts.model_name}-{timezone.localdate():%Y%m%d}.{suffix}"
        audit.append(
            audit.Action.EXPORT,
            actor=request.user,
            subject=f"《{plan}》{self.opts.verbose_name}",
            details=f"{name}，{len(sheet.rows)}条",
        )
        response = HttpResponse(getattr(sheet, suffix)(), content_type=CONTENT_TYPES[suffix])
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _import_page(self, request, form, problems=()):
        return self.answer(
            request,
            f"{PAGES}/import.html",
            title=f"导入{self.opts.verbose_name}",
            form=form,
            problems=problems,
            guide=self.resource_class.guide,
        )


def _pack(user, plan, name, rows):
    content = [plan.pk, name, [[row.number, row.cells] for row in rows]]
    return signing.dumps(content, salt=_salt(user), compress=True)


def _unpack(user, packed):
    """Return (plan, name, rows) of what was packed for that user. Raises BadSignature."""
    plan, name, rows = signing.loads(packed, salt=_salt(user))
    return Plan.objects.get(pk=plan), name, [Row(*row) for row in rows]


def _salt(user):
    return f"{__name__}:{user.pk}"
