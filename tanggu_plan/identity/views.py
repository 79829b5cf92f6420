"""网站标识: the identity of the site, and what is missing. For every member of staff."""

from django.conf import settings
from django.contrib import admin
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tanggu_plan.identity.site import VALUES


@require_safe
def identity_page(request):
    values = list(VALUES.values())
    context = admin.site.each_context(request) | {
        "title": "网站标识",
        "values": values,
        "missing": sum(not value.is_set for value in values) + (not settings.PUBLIC_URL),
        "malformed": sum(value.is_malformed for value in values),
        "public_url": settings.PUBLIC_URL,
        "url_prefix": settings.URL_PREFIX,
    }
    return render(request, "admin/site_identity.html", context)
