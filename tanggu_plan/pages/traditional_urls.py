"""The addresses of tanggu_plan.pages.urls again, the pages of text in traditional characters.

Included as the namespace "hant", under which {% url %} and {% place_url %} keep a reader of the
traditional view in it: a page of text is reversed to /<plan>/hant/…, any other as it always is.
"""

from functools import wraps

from django.urls import path

from chapters.reading.traditional import to_traditional_page
from tanggu_plan.pages import urls

app_name = "chapters"

WHOLE_PLAN = {"plan_detail", "full_text"}
PLACES = {"notice", "preface", "closing"}
NUMBERED_PLACES = {"part_detail", "chapter_detail", "section_detail", "annex_detail"}
TEXT_PAGES = WHOLE_PLAN | PLACES | NUMBERED_PLACES


def _in_traditional(view):
    @wraps(view)
    def traditional_view(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.content = to_traditional_page(response.content.decode())
        return response

    return traditional_view


def _traditional(page):
    route = str(page.pattern).replace("<slug:plan_slug>/", "<slug:plan_slug>/hant/", 1)
    return path(route, _in_traditional(page.callback), name=page.name)


urlpatterns = [_traditional(page) if page.name in TEXT_PAGES else page for page in urls.urlpatterns]
