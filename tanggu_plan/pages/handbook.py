"""使用手册: the clerks' handbook. What settings, roles and steps decide is printed from them."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.password_validation import password_validators_help_texts
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.editions.steps import NEEDS_ANOTHER_PERSON, STEPS
from tanggu_plan.staff.roles import ROLES, roles_with


@require_safe
def handbook(request):
    duties = _duties()
    context = admin.site.each_context(request) | {
        "title": "使用手册",
        "steps": {step.name: step for step in STEPS},
        "needs_another_person": NEEDS_ANOTHER_PERSON,
        "duties": duties,
        "roles": [(role, [role in roles_with(each) for each in duties]) for role in ROLES],
        "one_person_may_approve": settings.ALLOW_SINGLE_PERSON_APPROVAL,
        "failures": settings.AXES_FAILURE_LIMIT,
        "locked_minutes": settings.AXES_COOLOFF_TIME // timedelta(minutes=1),
        "password_rules": password_validators_help_texts(),
    }
    return render(request, "pages/handbook.html", context)


def _duties():
    """Return what there is to do, by the permission that it takes; steps by their labels."""
    labels: dict[str, list[str]] = {}
    for step in STEPS:
        labels.setdefault(step.permission, []).append(step.label)
    return {
        "chapters.change_section": "改工作稿",
        "indicators.change_indicator": "改指标",
        **{permission: "、".join(each) for permission, each in labels.items()},
        "indicators.confirm_measurement": "记录和确认数据",
        "tanggu_plan.view_auditentry": "看操作记录",
        "auth.change_user": "管账号",
    }
