"""Admin of the audit log (审计): searched, filtered, verified, exported, never changed."""

from django.contrib import admin, messages
from django.contrib.admin.utils import label_for_field
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from tanggu_plan import audit
from tanggu_plan.models import AuditEntry
from tanggu_plan.staff.own_pages import OwnPages
from tanggu_plan.staff.read_only import ReadOnly
from tanggu_plan.text.csv_export import csv_lines

COLUMNS = ("number", "at", "actor", "action", "subject", "details", "previous_digest", "digest")
EXPORT = "tanggu_plan.export_auditentry"


class ActorFilter(admin.SimpleListFilter):
    """The accounts there are: to ask the log itself would read all of it."""

    title = "操作人"
    parameter_name = "actor"

    def lookups(self, request, model_admin):
        names = get_user_model().objects.order_by("username").values_list("username", flat=True)
        return [(name, name) for name in [*names, audit.SYSTEM, audit.NOBODY]]

    def queryset(self, request, queryset):
        return queryset.filter(actor=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, OwnPages):
    change_list_template = "admin/audit_list.html"
    list_display = ["number", "at_second", "actor", "action", "subject", "details"]
    list_display_links = ["number"]
    list_filter = ["action", ActorFilter, "at"]
    search_fields = ["actor", "subject", "details"]
    show_full_result_count = False
    list_per_page = 50
    fields = COLUMNS

    def own_pages(self):
        yield "export/", "export", require_POST(self.export)
        yield "verify/", "verify", require_POST(self.verify)

    def export(self, request):
        """Give the entries of the list, as it is filtered and searched, and log that."""
        if not request.user.has_perm(EXPORT):
            raise PermissionDenied
        entries = self.get_changelist_instance(request).get_queryset(request)
        last = AuditEntry.objects.latest("number")
        audit.append(
            audit.Action.EXPORT,
            actor=request.user,
            subject=str(AuditEntry._meta.verbose_name),
            details=f"{entries.count()}条，截至第{last.number}条 {last.digest}",
        )
        entries = entries.filter(number__lte=last.number)
        name = f"audit-{timezone.localdate():%Y%m%d}.csv"
        return StreamingHttpResponse(
            csv_lines(_rows(entries.order_by("number"))),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def verify(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if fault := audit.first_fault():
            self.message_user(request, f"操作记录断在{fault}", messages.ERROR)
        else:
            self.message_user(request, f"操作记录完整，共{AuditEntry.objects.count()}条。")
        return redirect("admin:tanggu_plan_auditentry_changelist")

    def changelist_view(self, request, extra_context=None):
        context = {"may_export": request.user.has_perm(EXPORT)}
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description="时间", ordering="at")
    def at_second(self, entry):
        return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"


def _rows(entries):
    yield [label_for_field(name, AuditEntry) for name in COLUMNS]
    for entry in entries.iterator():
        at = timezone.localtime(entry.at).isoformat(sep=" ", timespec="microseconds")
        values = [entry.subject, entry.details, entry.previous_digest, entry.digest]
        yield [entry.number, at, entry.actor, entry.get_action_display(), *values]
