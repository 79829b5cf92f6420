"""410 Gone: what was public once is never answered as if it had not been."""

from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin


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
