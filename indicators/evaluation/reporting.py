"""Evaluation reports: the only code that makes their PDF, in the queue, and stores it."""

from datetime import date
from hashlib import sha256

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from chapters.models import Plan
from indicators.evaluation.evaluating import evaluation_on
from indicators.evaluation.pdf import render
from indicators.models import EvaluationReport
from tanggu_plan import audit
from tanggu_plan.models import BackgroundTask
from tanggu_plan.serving import public_version
from tanggu_plan.tasks import kinds, queue
from tanggu_plan.text.refusals import Refused, require_permission

KIND = "evaluation-report"
PERMISSION = "indicators.add_evaluationreport"


def request(plan: Plan, day: date, *, by) -> BackgroundTask:
    """Queue the report as at the end of a day; it is public as soon as it is made.

    What was made while its day was not yet over may be made again; a final one stays for good.
    """
    require_permission(by, "生成评估报告", PERMISSION)
    _refuse_a_second_final_one(plan, day)
    evaluation_on(plan.slug, day)
    return queue.request(
        KIND,
        f"{plan.pk}-{day}",
        label=f"《{plan}》终期评估（截至{day:%Y-%m-%d}）",
        by=by,
        plan=plan.pk,
        day=day.isoformat(),
    )


def make(task: BackgroundTask) -> kinds.Store:
    """Evaluate and render what a task asks for. Takes seconds."""
    plan = Plan.objects.get(pk=task.arguments["plan"])
    made_at = timezone.now()
    evaluation = evaluation_on(plan.slug, date.fromisoformat(task.arguments["day"]))
    content = render(evaluation, made_at)
    return lambda: _store(evaluation, content, by=task.asked_by, made_at=made_at)


def unfinished() -> QuerySet[BackgroundTask]:
    """Return the tasks of reports that wait, run, or have failed."""
    return BackgroundTask.objects.filter(kind=KIND).exclude(state=BackgroundTask.State.DONE)


def _store(evaluation, content, *, by, made_at):
    plan = Plan.objects.select_for_update().get(pk=evaluation.edition.plan_id)
    _refuse_a_second_final_one(plan, evaluation.on)
    report, _ = EvaluationReport.objects.update_or_create(
        plan=plan,
        as_of=evaluation.on,
        defaults={
            "edition": evaluation.edition,
            "content": content,
            "sha256": sha256(content).hexdigest(),
            "made_by": by,
            "made_at": made_at,
        },
    )
    public_version.bump()
    audit.append(
        audit.Action.REPORT,
        actor=by,
        subject=str(report),
        details=f"依据第{evaluation.edition.number}版；PDF 摘要 {report.sha256}",
    )


def _refuse_a_second_final_one(plan, day):
    report = plan.evaluation_reports.filter(as_of=day).defer("content").first()
    if report and report.is_final:
        made_at = timezone.localtime(report.made_at)
        raise Refused(
            f"{day:%Y-%m-%d}的评估报告已经有了，是{made_at:%Y-%m-%d %H:%M}生成的。"
            "同一天的评估以后内容不变，不用再生成。"
        )


def _address(task):
    plan = Plan.objects.get(pk=task.arguments["plan"])
    day = date.fromisoformat(task.arguments["day"])
    return reverse("indicators:evaluation_pdf", args=[plan.slug, day])


kinds.register(
    KIND,
    make,
    page=lambda task: reverse("admin:indicators_evaluationreport_changelist"),
    result=_address,
    permissions=(PERMISSION,),
)
