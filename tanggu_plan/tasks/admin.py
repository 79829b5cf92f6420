"""Admin of background tasks (后台任务): what waits, runs or has failed, and trying again."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe
from django_tasks_db.models import DBTaskResult

from tanggu_plan.models import BackgroundTask
from tanggu_plan.staff.own_pages import OwnPages
from tanggu_plan.staff.read_only import ReadOnly
from tanggu_plan.tasks import kinds, queue
from tanggu_plan.tasks.states import state_of

PAGES = "admin/tanggu_plan/backgroundtask"

admin.site.unregister(DBTaskResult)  # says in English what BackgroundTask says


@admin.register(BackgroundTask)
class BackgroundTaskAdmin(ReadOnly, OwnPages):
    list_display = ["label", "state", "reason", "asked_by", "asked_at", "finished_at", "attempts"]
    list_filter = ["state", "kind"]
    list_select_related = ["asked_by"]
    fields = ["label", "state", "reason", "asked_by", "asked_at", "started_at", "finished_at"]
    change_form_template = f"{PAGES}/task.html"

    def own_pages(self):
        yield "<int:pk>/state/", "state", require_safe(self.state)
        yield "<int:pk>/again/", "again", require_POST(self.again)

    def state(self, request, pk):
        """The state alone, which stands on the pages where the result will be."""
        task = self._task(request, pk)
        return TemplateResponse(request, f"{PAGES}/_state.html", state_of(task, request))

    def again(self, request, pk):
        """Queue a task once more that has failed; one that is under way stays as it is."""
        task = self._task(request, pk)
        if not kinds.kind_of(task).is_for(request.user):
            raise PermissionDenied
        queue.again(task, by=request.user)
        self.message_user(request, f"已经重新排队：{task}。", messages.SUCCESS)
        return redirect(kinds.kind_of(task).page(task))

    def _task(self, request, pk):
        task = self.found(BackgroundTask.objects, pk)
        if not (self.has_view_permission(request) or kinds.kind_of(task).is_for(request.user)):
            raise PermissionDenied
        return task
