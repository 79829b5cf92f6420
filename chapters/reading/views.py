from django.http import Http404
from django.shortcuts import render
from django.urls import resolve
from django.views.decorators.http import require_safe

from chapters.reading.qr_code import qr_code
from tanggu_plan.identity.site import public_address


@require_safe
def accessibility(request):
    return render(request, "chapters/reading/accessibility.html")


@require_safe
def reading_help(request):
    return render(request, "chapters/reading/reading_help.html")


@require_safe
def page_qr_code(request, page):
    """The code of the page whose address this one begins with, if that page answers."""
    suffix = "qr.svg"
    view, args, kwargs = resolve(request.path_info.removesuffix(suffix))
    view(request, *args, **kwargs)
    address = public_address(request.path.removesuffix(suffix))
    if not address:
        raise Http404("没有设置公众访问的网址。")
    context = {"code": qr_code(address)}
    return render(request, "chapters/reading/qr_code.svg", context, content_type="image/svg+xml")
