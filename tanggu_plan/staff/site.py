"""The admin site: Django's own, except that an expired log-in takes no typed text with it."""

from functools import update_wrapper

from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from tanggu_plan.staff import typed_text
from tanggu_plan.staff.login import LoginForm


class StaffSite(admin.AdminSite):
    login_form = LoginForm

    def each_context(self, request):
        return super().each_context(request) | {"idle_minutes": settings.SESSION_COOKIE_AGE // 60}

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def keeping_typed_text(request, *args, **kwargs):
            is_typed = request.method == "POST" and typed_text.OPENED_AT in request.POST
            if is_typed and not self.has_permission(request):
                return self._ask_to_log_in_again(request)
            return guarded(request, *args, **kwargs)

        return update_wrapper(keeping_typed_text, guarded)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        packed = request.POST.get(typed_text.TYPED, "")
        typed = typed_text.unpack(packed)
        context = {"packed": packed if typed else "", **(extra_context or {})}
        response = super().login(request, context)
        is_logged_in = response.status_code == 302
        if typed and is_logged_in:
            context = {**self.each_context(request), "title": "您写的文字还在", "typed": typed}
            return render(request, "admin/resume.html", context)
        return response

    # The new password and its audit entry, or neither.
    password_change = transaction.atomic(admin.AdminSite.password_change)

    def _ask_to_log_in_again(self, request):
        context = {
            **self.each_context(request),
            "title": "登录已过期",
            "form": self.login_form(request),
            "packed": typed_text.pack(typed_text.typed_in(request)),
            "next": reverse("admin:index"),
        }
        return render(request, "admin/login.html", context, status=403)
