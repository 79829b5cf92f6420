"""Evaluation reports: the only code that makes their PDF and stores it."""

from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from chapters.models import Plan
from indicators.evaluation.evaluating import evaluation_on
from indicators.evaluation.pdf import render
from indicators.models import EvaluationReport
from tanggu_plan import audit
from tanggu_plan.serving import public_version
from tanggu_plan.text.refusals import Refused, require_permission


def make(plan: Plan, day: date, *, by) -> EvaluationReport:
    """Make the report as at the end of a day and publish it. Takes seconds.

    What was made while its day was not yet over may be made again; a final one stays for good.
    """
    require_permission(by, "生成评估报告", "indicators.add_evaluationreport")
    _refuse_a_second_final_one(plan, day)
    made_at = timezone.now()
    evaluation = evaluation_on(plan.slug, day)
    return _store(evaluation, render(evaluation, made_at), by=by, made_at=made_at)


@transaction.atomic
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
    return report


def _refuse_a_second_final_one(plan, day):
    report = plan.evaluation_reports.filter(as_of=day).defer("content").first()
    if report and report.is_final:
        made_at = timezone.localtime(report.made_at)
        raise Refused(
            f"{day:%Y-%m-%d}的评估报告已经有了，是{made_at:%Y-%m-%d %H:%M}生成的。"
            "同一天的评估以后内容不变，不用再生成。"
        )
