"""The open data: the page that explains it, and its files."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.editions.queries import context_of, get_published_edition
from indicators.open_data.files import FORMATS
from indicators.open_data.tables import open_data


@require_safe
def data_page(request, plan_slug):
    edition = get_published_edition(plan_slug)
    context = context_of(edition, current=edition, data=open_data(edition), section_of_site="data")
    return render(request, "indicators/open_data/data.html", context)


@require_safe
def data_file(request, plan_slug, table, suffix):
    """A table in one of its formats; scripts of other sites may read it."""
    data = open_data(get_published_edition(plan_slug))
    write, content_type = FORMATS[suffix]
    response = HttpResponse(write(data, data.table(table)), content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Disposition"] = f'inline; filename="{plan_slug}-{table}.{suffix}"'
    return response
