"""Log-in: who may try, and what is said to those who may not."""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.db.models import Sum
from django.shortcuts import render
from django.utils import timezone

from tanggu_plan.staff import typed_text

FAILURES_OF_AN_ADDRESS = 50
BY_STRANGERS = ("Origin checking failed", "Referer checking failed")


class LoginForm(AdminAuthenticationForm):
    """Log-in with one message for unknown names, wrong passwords, accounts switched off."""

    fields: dict[str, Any]  # django-stubs knows them as Field only

    error_messages = {
        "invalid_login": (
            "用户名或密码不对，或者这个账号不能登录。连续输错 5 次，要等 15 分钟再试。"
        ),
    }

    def clean_username(self):
        """Refuse what is longer than any name: it would not fit into the record of failures."""
        name = self.cleaned_data["username"]
        if len(name) > self.fields["username"].max_length:
            raise self.get_invalid_login_error()
        return name


def lockout_parameters(request_or_attempt, credentials=None):
    """Lock a name for one address only: nobody can lock a clerk out from elsewhere.

    An address that has tried very many times, whatever the names, is locked as a whole.
    """
    subject = request_or_attempt
    address = getattr(subject, "axes_ip_address", None) or getattr(subject, "ip_address", None)
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tries = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=since)
    if (tries.aggregate(n=Sum("failures_since_start"))["n"] or 0) >= FAILURES_OF_AN_ADDRESS:
        return ["ip_address"]
    return [["username", "ip_address"]]


def locked_out(request, response, credentials):
    """Answer a log-in that is refused unread. The text that was to be resumed is shown again."""
    minutes = settings.AXES_COOLOFF_TIME // timedelta(minutes=1)
    packed = request.POST.get(typed_text.TYPED, "")
    context = {
        **admin.site.each_context(request),
        "title": "登录已锁定",
        "minutes": minutes,
        "typed": typed_text.unpack(packed),
        "packed": packed,
    }
    answer = render(request, "admin/locked_out.html", context, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def csrf_failure(request, reason=""):
    """Answer a form whose token does not fit, as after a new log-in in another window.

    What was typed comes back with it, unless another site has sent the form.
    """
    typed = None if reason.startswith(BY_STRANGERS) else typed_text.typed_in(request)
    return render(request, "csrf_failure.html", {"typed": typed}, status=403)
