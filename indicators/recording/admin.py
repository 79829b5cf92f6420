"""Admin of live data: recorded, confirmed, returned; nothing is edited or deleted.

Only indicators.recording.acts stores or moves a row; these pages show what there is and ask it.
"""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Manager, Value, When
from django.forms import model_to_dict
from django.shortcuts import redirect

from chapters.editions.forms import ReasonForm, StepForm
from chapters.guard import checking as guard
from chapters.working_copy.links import admin_url
from indicators.data_files.admin import DataFilesAdmin
from indicators.models import Commitment, Indicator
from indicators.models.recorded import Recorded
from indicators.recording import acts
from indicators.recording.forms import MeasurementForm, StatusForm
from indicators.recording.overviews import standing_of_commitments, years_of_indicators
from indicators.recording.resources import CommitmentStatusResource, MeasurementResource
from tanggu_plan.staff.read_only import AppendOnly
from tanggu_plan.text.refusals import refusals_on

State = Recorded.State
PAGES = "admin/indicators/recorded"
PENDING_FIRST = Case(When(state=State.PENDING, then=Value(0)), default=Value(1)).asc()
PEOPLE = ("recorded_by", "confirmed_by", "returned_by")
ORIGIN = ("source", "recorded_by", "confirmed_by", "confirmed_at")
WAITS_FOR = {
    State.PENDING: "等待另一位有“数据”角色的同事确认或退回。公开页面还没有这一条。",
    State.CONFIRMED: "已经公开，不能再改。数据有变化，请另外记录一条。",
    State.RETURNED: "已经退回，不会公开。请照理由改正以后重新记录。",
}


class WaitingFilter(admin.SimpleListFilter):
    """Filter by who has to act: this person, or a colleague."""

    title = "等谁"
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [("me", "待我确认"), ("others", "我记录的，等同事确认")]

    def queryset(self, request, queryset):
        match self.value():
            case "me":
                return queryset.pending().exclude(recorded_by=request.user)
            case "others":
                return queryset.pending().filter(recorded_by=request.user)


class RecordedAdmin(AppendOnly, DataFilesAdmin):
    """Base admin of measurements and statuses."""

    subject_field: str
    subjects: Manager
    record_form: type[MeasurementForm | StatusForm]
    overview: Callable

    actions = None
    ordering = [PENDING_FIRST, "-recorded_at", "-pk"]
    list_per_page = 50

    def own_pages(self):
        yield from super().own_pages()
        yield "<int:pk>/confirm/", "confirm", self.confirm
        yield "<int:pk>/return/", "return", self.return_

    # Recording

    def add_view(self, request, form_url="", extra_context=None):
        """The overview of all indicators or commitments; with one named, the form to record it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if self.subject_field not in request.GET:
            title = f"记录{self.opts.verbose_name}"
            overview = f"admin/indicators/{self.opts.model_name}/overview.html"
            return self.answer(request, overview, title=title, plans=self.overview())
        subjects = self.subjects.select_related("plan")
        subject = self.found(subjects, request.GET[self.subject_field])
        if request.method == "POST":
            form = self.record_form(request.POST, subject=subject)
        else:
            form = self.record_form(subject=subject, initial=self._initial(request, subject))
        if form.is_valid():
            with refusals_on(form):
                row = form.record(request.user)
                done = f"已记录：{row}，{row.shown}。另一位同事确认以后才会公开。"
                self.message_user(request, done, messages.SUCCESS)
                guard.remind(request, row)
                return redirect(self.address_of("add"))
        return self.answer(
            request,
            f"{PAGES}/record.html",
            title=f"记录{self.opts.verbose_name}：{subject}",
            subject=subject,
            form=form,
            rows=self._rows().filter(**{self.subject_field: subject}),
        )

    def _initial(self, request, subject):
        """Return the values of a returned row, else the year asked for and the last source."""
        rows = self.model.objects.filter(recorded_by=request.user).order_by("recorded_at")
        if again := request.GET.get("again", ""):
            row = self.found(rows.filter(**{self.subject_field: subject}), again)
            return model_to_dict(row, fields=self.record_form.base_fields)
        latest = rows.filter(source__plan=subject.plan_id).last()
        return {"year": request.GET.get("year"), "source": latest and latest.source_id}

    # Confirming and returning

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page on which a row is reviewed; what can be done stands on it as buttons."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return self._review(request, self._row(request, object_id))

    def confirm(self, request, pk):
        def take(row, form):
            acts.confirm(row, request.user)
            return "已确认，从现在起公开。"

        return self._step(request, pk, StepForm(request.POST), take)

    def return_(self, request, pk):
        def take(row, form):
            returned = acts.return_(row, request.user, form.cleaned_data["words"])
            if returned.recorded_by == request.user:
                return "已撤回，不会公开。要改正，请点“重新记录”。"
            return "已退回，记录人会在工作台看到您写的理由。"

        return self._step(request, pk, _reason_form(request.POST), take)

    def _step(self, request, pk, form, take):
        row = self._row(request, pk)
        if request.method != "POST":
            return redirect(admin_url(row))
        if form.is_valid():
            with refusals_on(form):
                self.message_user(request, take(row, form), messages.SUCCESS)
                return redirect(admin_url(row))
        return self._review(request, self._row(request, pk), form)

    def _review(self, request, row, form=None):
        may_confirm = acts.may_confirm(request.user, row)
        is_own = row.recorded_by_id == request.user.pk
        return self.answer(
            request,
            f"{PAGES}/review.html",
            title=f"{self.opts.verbose_name}：{row}",
            row=row,
            subject=row.subject,
            subject_field=self.subject_field,
            waits_for=WAITS_FOR[row.state],
            is_own=is_own,
            needs_another_person=is_own and row.state == State.PENDING,
            rows=self._rows().filter(pk__in=row.same_place()),
            current=row.same_place().latest_public(),
            confirm_address=may_confirm and self.address_of("confirm", row.pk),
            return_address=acts.may_return(request.user, row) and self.address_of("return", row.pk),
            reason=form if isinstance(form, ReasonForm) else _reason_form(),
            form=form,
            may_record_again=row.state == State.RETURNED
            and is_own
            and self.has_add_permission(request),
        )

    # Shared

    def _row(self, request, pk):
        """The row, for those who may look at such rows."""
        return self.viewed(request, self._rows(), pk)

    def _rows(self):
        return self.model.objects.select_related(
            *PEOPLE, "source", f"{self.subject_field}__plan"
        ).order_by("-recorded_at", "-pk")


class MeasurementAdmin(RecordedAdmin):
    subject_field = "indicator"
    subjects = Indicator.objects
    record_form = MeasurementForm
    resource_class = MeasurementResource
    overview = staticmethod(years_of_indicators)
    list_display = ["indicator", "year", "number", "status", "state", *ORIGIN]
    list_filter = [WaitingFilter, "state", "status", "year", "indicator__plan"]
    list_select_related = ["indicator", "source", *PEOPLE]
    search_fields = ["indicator__name", "source__title", "note"]
    search_help_text = "输入指标名称、来源名称或说明里的几个字。"

    @admin.display(description="数值")
    def number(self, row):
        return row.value and f"{row.value}{row.indicator.unit}"


class CommitmentStatusAdmin(RecordedAdmin):
    subject_field = "commitment"
    subjects = Commitment.objects
    record_form = StatusForm
    resource_class = CommitmentStatusResource
    overview = staticmethod(standing_of_commitments)
    list_display = ["commitment", "shown", "as_of", "state", "responsible", *ORIGIN]
    list_filter = [WaitingFilter, "state", "progress", "commitment__plan"]
    list_select_related = ["commitment", "source", *PEOPLE]
    search_fields = ["commitment__measure", "commitment__quote", "source__title", "note"]
    search_help_text = "输入承诺、来源名称或说明里的几个字。"

    @admin.display(description="进展", ordering="progress")
    def shown(self, row):
        return row.shown


def _reason_form(data=None):
    help_text = "写清楚哪里不对、应当怎样。记录人要照它改正，理由会留在记录里。"
    return ReasonForm(data, label="理由", help_text=help_text)
