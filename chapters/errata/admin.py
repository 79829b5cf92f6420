"""Admin of possible faults of the original: what is doubtful, why, and what to decide.

What a decision does is chapters.errata.deciding's; these pages show the place and ask it to decide.
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from chapters.errata import deciding
from chapters.errata.deciding import positions, stored_paragraph
from chapters.models import Erratum
from chapters.working_copy.forms import TidyCharField
from chapters.working_copy.links import admin_url
from tanggu_plan.staff.own_pages import OwnPages
from tanggu_plan.text.refusals import refusals_on

Decision = Erratum.Decision

DONE = {
    "keep": "{}已决定照原文，工作稿没有变。",
    "accept": "{}已采纳，工作稿已经改好，公开页面尚未改变。要公开，请送审。",
    "take_back": "{}的决定已撤回，重新待定，工作稿是原来的读法。",
}


class ReadingForm(forms.Form):
    """The reading that a decision is to publish; chapters.errata.deciding judges it."""

    reading = TidyCharField(required=False)


class ErratumAdmin(OwnPages):
    """All errata to look at; those in doubt with the buttons that decide them."""

    list_display = ["code", "place", "reading", "suggestion", "category", "decision"]
    list_filter = ["decision", "category", "plan"]
    list_select_related = ["plan"]
    search_fields = ["code", "source_reading", "published_reading", "reason"]
    search_help_text = "输入编号或几个字，如 Q03。"

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="位置")
    def place(self, erratum):
        return f"{erratum.chapter}{erratum.section}"

    @admin.display(description="现在的读法")
    def reading(self, erratum):
        return erratum.published_reading or "（删去）"

    @admin.display(description="建议")
    def suggestion(self, erratum):
        return erratum.suggested_reading

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page on which a question is decided, the other errata are read."""
        errata = Erratum.objects.select_related("plan", "edition", "decided_by")
        erratum = self.viewed(request, errata, object_id)
        if request.method == "POST":
            return self._decide(request, erratum)
        return self._page(request, erratum, ReadingForm(initial={"reading": _prefilled(erratum)}))

    def _decide(self, request, erratum):
        """Take the step asked for; where it is refused, say why and keep what was typed."""
        step = request.POST.get("step")
        if step not in DONE or not self.has_change_permission(request, erratum):
            raise PermissionDenied
        form = ReadingForm(request.POST)
        if form.is_valid():
            with refusals_on(form):
                deciding.take(step, erratum, by=request.user, **form.cleaned_data)
                self.message_user(request, DONE[step].format(erratum.code), messages.SUCCESS)
                return redirect("admin:chapters_erratum_change", erratum.pk)
        return self._page(request, erratum, form)

    def _page(self, request, erratum, form):
        paragraph = stored_paragraph(erratum)
        return self.answer(
            request,
            "admin/chapters/erratum/decide.html",
            title=f"勘误{erratum.code}",
            erratum=erratum,
            where=deciding.where(erratum),
            excerpt=paragraph and _marked(paragraph.text, erratum),
            form_address=_form_of(erratum, paragraph),
            steps=self.has_change_permission(request, erratum) and deciding.open_steps(erratum),
            form=form,
            next=_open_after(erratum),
        )


def _marked(text, erratum):
    """The paragraph as (before, reading, after); without a reading where it stands not once."""
    reading = erratum.published_reading
    places = positions(reading, text) if reading else []
    if len(places) != 1:
        return text, "", ""
    end = places[0] + len(reading)
    return text[: places[0]], reading, text[end:]


def _prefilled(erratum):
    """The suggestion where it is a reading; one in brackets is only advice."""
    suggested = erratum.suggested_reading
    is_advice = suggested.startswith("（") and suggested.endswith("）")
    return erratum.published_reading if is_advice else suggested


def _form_of(erratum, paragraph):
    """Return the address of the form in which the place is changed by hand."""
    if paragraph:
        return admin_url(paragraph.row)
    if "-t" in erratum.paragraph:
        return reverse("admin:indicators_indicator_changelist")
    return admin_url(erratum.plan)


def _open_after(erratum):
    """The next open question, from the first again after the last; None where none is left."""
    others = erratum.plan.errata.questions().filter(decision=Decision.OPEN).exclude(pk=erratum.pk)
    return (
        others.filter(code__gt=erratum.code).order_by("code").first()
        or others.order_by("code").first()
    )
