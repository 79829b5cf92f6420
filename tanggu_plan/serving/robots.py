"""robots.txt, favicon and what else browsers ask for by themselves."""

from django.http import HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from tanggu_plan.identity.site import public_address


@require_safe
def robots(request):
    """robots.txt: all may read all. The admin is not named: its path may be secret."""
    lines = ["User-agent: *", "Disallow:"]
    if address := public_address(reverse("sitemap")):
        lines.append(f"Sitemap: {address}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    return HttpResponseRedirect(static("img/mark.svg"))
