"""Error pages. They touch neither database nor session, so that they work when those fail.

Except for 410 Gone: what was public once is never answered as if it had not been.
"""

from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

LONGEST_ADDRESS = 16_000  # characters; most servers in front of us refuse less


def server_error(request):
    return render(request, "500.html", status=500)


def refuse_long_addresses(get_response):
    def middleware(request):
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            return render(request, "414.html", status=414)
        return get_response(request)

    return middleware


class Gone(Exception):
    """The address had a page once; the template tells the reader what became of it."""

    def __init__(self, template: str, context: dict):
        super().__init__(template)
        self.template, self.context = template, context


class GoneMiddleware(MiddlewareMixin):
    """Answers a view's Gone, so that no view has to catch it."""

    def process_exception(self, request, exception):
        if isinstance(exception, Gone):
            return render(request, exception.template, exception.context, status=410)
        return None
