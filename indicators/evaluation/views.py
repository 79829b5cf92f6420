"""Views of the evaluation: a page, a workbook, the PDF that the office has made of it."""

from datetime import date
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from chapters.editions.queries import (
    context_of,
    current_among,
    editions_on_record,
    get_published_edition,
)
from indicators.data_files.writing import XLSX_TYPE
from indicators.days import end_of
from indicators.evaluation.evaluating import evaluate, evaluation_on
from indicators.evaluation.tables import tables_of
from indicators.evaluation.workbook import workbook_of
from indicators.models import EvaluationReport
from tanggu_plan.serving.answers.queries import asks
from tanggu_plan.text.refusals import Refused


def _telling_why_there_is_none(view):
    """Answer Refused with a page that tells its reason."""

    @wraps(view)
    def telling(request, plan_slug, *args, **kwargs):
        try:
            return view(request, plan_slug, *args, **kwargs)
        except Refused as reason:
            return _refusal(request, plan_slug, reason)

    return telling


@asks("on")
@require_safe
@_telling_why_there_is_none
def evaluation_today(request, plan_slug):
    """The evaluation as things stand; ?on= leads to that of another day."""
    if "on" in request.GET:
        return redirect("indicators:evaluation_on", plan_slug, _day(request.GET["on"]))
    evaluation = evaluate(get_published_edition(plan_slug), timezone.localdate())
    return _page(request, evaluation, is_today=True)


@require_safe
@_telling_why_there_is_none
def evaluation_as_at(request, plan_slug, day):
    return _page(request, evaluation_on(plan_slug, day), is_today=False)


@require_safe
@_telling_why_there_is_none
def evaluation_xlsx(request, plan_slug, day):
    response = HttpResponse(workbook_of(evaluation_on(plan_slug, day)), content_type=XLSX_TYPE)
    return _named(response, f"{plan_slug}-evaluation-{day}.xlsx")


@require_safe
def evaluation_pdf(request, plan_slug, day):
    """The report that the office has made; 304 without reading it where it is known."""
    reports = EvaluationReport.objects.filter(plan__slug=plan_slug, as_of=day).defer("content")
    report = reports.first()
    if report is None:
        raise Http404("没有生成过这一天的评估报告。")

    @condition(etag_func=lambda request: quote_etag(report.sha256))
    def answer(request):
        return HttpResponse(bytes(report.content), content_type="application/pdf")

    return _named(answer(request), f"{plan_slug}-evaluation-{day}.pdf")


def _refusal(request, plan_slug, reason):
    editions = editions_on_record(plan_slug)
    if not editions:
        raise Http404(str(reason))
    current = current_among(editions)
    context = context_of(
        current or editions[0], current=current, section_of_site="evaluation", reason=reason
    )
    return render(request, "indicators/evaluation/no_evaluation.html", context, status=404)


def _page(request, evaluation, *, is_today):
    edition = evaluation.edition
    reports = EvaluationReport.objects.filter(plan=edition.plan, as_of=evaluation.on)
    context = context_of(
        edition,
        **tables_of(evaluation),
        current=edition,
        section_of_site="evaluation",
        evaluation=evaluation,
        report=reports.exists(),
        is_today=is_today,
        is_over=end_of(evaluation.on) < timezone.now(),
    )
    return render(request, "indicators/evaluation/evaluation.html", context)


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("没有这样的日期。请照年-月-日来写，例如2025-12-31。") from None


def _named(response, name):
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
