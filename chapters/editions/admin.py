"""Admin of editions: propose, review, publish, undo.

Only chapters.editions.publishing makes an edition or changes its state; these pages show what is
decided and ask it to take the steps.
"""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from chapters.editions import pdfs, publishing, readiness
from chapters.editions.forms import ProposalForm, ReasonForm
from chapters.editions.queries import context_of
from chapters.editions.steps import (
    APPROVE,
    PROPOSE,
    STEPS,
    WAITS_FOR,
    changes_since,
    reason_against,
    steps_open_to,
)
from chapters.guard import checking as guard
from chapters.models import Edition, EditionFile, Plan
from chapters.working_copy.links import with_links
from chapters.working_copy.rows import freeze
from tanggu_plan.staff.own_pages import OwnPages
from tanggu_plan.staff.read_only import ReadOnly
from tanggu_plan.staff.typed_text import OPENED_AT
from tanggu_plan.text.refusals import Refused, refusals_on

PAGES = "admin/chapters/edition"
CHANGED_MEANWHILE = (
    "您打开这一页以后，工作稿又有改动，所以没有送审。请看过下面最新的改动，再送审一次。"
)


class EditionAdmin(ReadOnly, OwnPages):
    """The record of editions, and the pages of their steps."""

    list_display = ["__str__", "state", "kind", "proposed_by", "published_at", "digest", "pdf"]
    list_filter = ["plan", "state"]
    list_select_related = ["plan", "proposed_by"]
    date_hierarchy = "published_at"

    def own_pages(self):
        yield "propose/<int:plan_id>/", "propose", self.propose
        yield "<int:pk>/text/", "text", require_safe(self.text)
        yield "<int:pk>/plan.pdf", "pdf", require_safe(self.stored_pdf)
        for step in STEPS:
            if step != PROPOSE:
                yield f"<int:pk>/{step.name}/", step.name, partial(self.step, step=step)

    def get_queryset(self, request):
        pdf = EditionFile.objects.filter(edition=OuterRef("pk"), kind=EditionFile.Kind.PDF)
        return super().get_queryset(request).defer("document_json").annotate(has_pdf=Exists(pdf))

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.published_at else None

    @admin.display(description="文本摘要", ordering="sha256")
    def digest(self, edition):
        return f"{edition.sha256[:12]}…"

    @admin.display(description="PDF")
    def pdf(self, edition):
        if edition.has_pdf:
            return format_html('<a href="{}">打开 PDF</a>', pdf_address(edition))
        task = pdfs.task_of(edition)
        return task.get_state_display() if task else "没有"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page on which an edition is reviewed; what can be done stands on it as buttons."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        edition = self._edition(request, object_id)
        before = edition.before
        return self.answer(
            request,
            f"{PAGES}/review.html",
            title=str(edition),
            edition=edition,
            before=before,
            comparison=changes_since(before, edition.document),
            steps=[
                (step, _reason_form(step), step.url_name)
                for step in steps_open_to(request.user, edition)
            ],
            waits_for=WAITS_FOR[edition.state],
            objection=edition.state in APPROVE.states
            and reason_against(APPROVE, request.user, edition),
            file=edition.files.defer("content").filter(kind=EditionFile.Kind.PDF).first(),
            task=pdfs.task_of(edition),
            pdf_address=pdf_address(edition),
        )

    def text(self, request, pk):
        """The frozen text exactly as the reader will see it."""
        edition = self._edition(request, pk)
        return TemplateResponse(request, f"{PAGES}/text.html", context_of(edition))

    def stored_pdf(self, request, pk):
        """The edition's own PDF, public or not."""
        edition = self._edition(request, pk)
        stored = get_object_or_404(edition.files, kind=EditionFile.Kind.PDF)
        response = HttpResponse(bytes(stored.content), content_type="application/pdf")
        name = f"{edition.plan.slug}-edition-{edition.number}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response

    def propose(self, request, plan_id):
        """The proposal page: the changes, the findings of proofreading, and the form."""
        if not PROPOSE.is_for(request.user):
            raise PermissionDenied
        plan = get_object_or_404(Plan, pk=plan_id)
        if request.method != "POST":
            return self._proposal_page(request, plan, ProposalForm())
        form = ProposalForm(request.POST)
        if form.is_valid():
            with refusals_on(form):
                edition = _propose(form, plan, request.user)
                self.message_user(request, PROPOSE.done.format(edition.number), messages.SUCCESS)
                guard.remind(request, edition)
                return redirect(review_address(edition))
        return self._proposal_page(request, plan, form)

    def _proposal_page(self, request, plan, form):
        document, public = freeze(plan), plan.editions.latest_public()
        problems = with_links(plan, readiness.problems(plan, document))
        errors = [(problem, address) for problem, address in problems if problem.is_error]
        return self.answer(
            request,
            f"{PAGES}/propose.html",
            title=f"{PROPOSE.label}《{plan}》",
            step=PROPOSE,
            plan=plan,
            public=public,
            waiting=plan.editions.under_review().defer("document_json"),
            comparison=changes_since(public, document),
            has_changed=not (
                public
                and public.state == Edition.State.PUBLISHED
                and public.sha256 == document.sha256
            ),
            errors=errors,
            hints=[pair for pair in problems if pair not in errors],
            form=form,
            opened_at=document.sha256,
        )

    def step(self, request, pk, *, step):
        """The page of one step: what it does is said first, a POST takes it."""
        edition = self._edition(request, pk)
        if not step.is_for(request.user):
            raise PermissionDenied
        if request.method != "POST" and step not in steps_open_to(request.user, edition):
            return redirect(review_address(edition))
        form = _reason_form(step, request.POST if request.method == "POST" else None)
        if form.is_valid():
            with refusals_on(form):
                words = form.cleaned_data.get("words", "")
                moved = publishing.take(step, edition, by=request.user, words=words)
                self.message_user(request, step.done.format(moved.number), messages.SUCCESS)
                guard.remind(request, moved)
                return redirect(review_address(moved))
        return self.answer(
            request,
            f"{PAGES}/step.html",
            title=f"{step.button_label}：{edition}",
            edition=edition,
            step=step,
            step_url=step.url_name,
            confirm_label=step.confirm_label,
            form=form,
        )

    def _edition(self, request, pk):
        people = ("proposed_by", "approved_by", "published_by")
        editions = Edition.objects.select_related("plan", "restores", *people)
        return self.viewed(request, editions, pk)


def review_address(edition):
    return reverse("admin:chapters_edition_change", args=[edition.pk])


def pdf_address(edition):
    """The public address where it is open to all, else the one for staff."""
    if edition.state in (Edition.State.PUBLISHED, Edition.State.SUPERSEDED):
        return reverse("chapters:edition_pdf", args=[edition.plan.slug, edition.number])
    return reverse("admin:chapters_edition_pdf", args=[edition.pk])


def _reason_form(step, data=None):
    return ReasonForm(data, label=step.asks, help_text=step.help_text)


def _propose(form, plan, user):
    """Propose what the form says, if the working copy is what the person has looked at."""
    if form.cleaned_data[OPENED_AT] != freeze(plan).sha256:
        raise Refused(CHANGED_MEANWHILE)
    kind, note = form.cleaned_data["kind"], form.cleaned_data["note"]
    return publishing.propose(plan, by=user, kind=kind, note=note)
