"""使用手册: the clerks' handbook. What settings and roles decide is printed from them."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.password_validation import password_validators_help_texts
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tanggu_plan.staff.roles import ROLES

DUTIES = (
    ("改工作稿", "chapters.section", "change"),
    ("改指标", "indicators.indicator", "change"),
    ("送审", "chapters.edition", "propose"),
    ("审定、退回", "chapters.edition", "approve"),
    ("发布、撤下、恢复", "chapters.edition", "publish"),
    ("记录和确认数据", "indicators.measurement", "confirm"),
    ("看操作记录", "tanggu_plan.auditentry", "view"),
    ("管账号", "auth.user", "change"),
)


@require_safe
def handbook(request):
    context = admin.site.each_context(request) | {
        "title": "使用手册",
        "duties": [duty for duty, _, _ in DUTIES],
        "roles": [(role, _duties_of(grants)) for role, grants in ROLES.items()],
        "one_person_may_approve": settings.ALLOW_SINGLE_PERSON_APPROVAL,
        "failures": settings.AXES_FAILURE_LIMIT,
        "locked_minutes": settings.AXES_COOLOFF_TIME // timedelta(minutes=1),
        "password_rules": password_validators_help_texts(),
    }
    return render(request, "pages/handbook.html", context)


def _duties_of(grants):
    return [action in grants.get(model, ()) for _, model, action in DUTIES]
