from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from chapters.editions.queries import context_of, get_published_edition, missing_page
from indicators import public_data
from indicators.charts.files import svg_file
from indicators.charts.index import index_chart
from indicators.charts.indicator import indicator_chart, public_charts
from indicators.progress.targets import NATURE_MEANING
from indicators.tables import ROWS_A_PAGE, IndicatorTable


@require_safe
def indicator_list(request, plan_slug):
    edition = get_published_edition(plan_slug)
    table, charts = _table_and_charts(request, edition)
    context = context_of(
        edition,
        section_of_site="indicators",
        place_of_table=edition.document.place_of_indicators(),
        table=table,
        charts=charts,
        measured=public_data.count_measured(edition.plan),
        index=index_chart(edition.document, charts),
        index_svg=_index_address(plan_slug, table.page),
    )
    return render(request, "indicators/indicator_list.html", context)


@require_safe
def index_svg(request, plan_slug):
    """The index view of the list page's rows as a file."""
    edition = get_published_edition(plan_slug)
    _, charts = _table_and_charts(request, edition)
    index = index_chart(edition.document, charts)
    notes = [index.sentence, *(f"来源：{source}" for source in index.sources), _origin(edition)]
    return _svg("indicators/charts/_index_view.html", {"index": index}, index.title, notes)


@require_safe
def indicator_detail(request, plan_slug, number):
    edition = get_published_edition(plan_slug)
    document, indicator = edition.document, _indicator(edition, number)
    measured, earlier = public_data.measurement_record(edition.plan, number)
    position = document.indicators.index(indicator)
    context = context_of(
        edition,
        section_of_site="indicators",
        place_of_table=edition.document.place_of_indicators(),
        indicator=indicator,
        chart=indicator_chart(document, indicator, measured),
        earlier=earlier,
        nature_meaning=NATURE_MEANING[indicator.nature],
        previous=document.indicators[position - 1] if position else None,
        next=next(iter(document.indicators[position + 1 :]), None),
    )
    return render(request, "indicators/indicator_detail.html", context)


@require_safe
def indicator_svg(request, plan_slug, number):
    edition = get_published_edition(plan_slug)
    indicator = _indicator(edition, number)
    measured, _ = public_data.measurement_record(edition.plan, number)
    chart = indicator_chart(edition.document, indicator, measured)
    if not chart.is_drawn:
        raise Http404("这项指标没有可画的数值。")
    notes = [chart.sentence, *chart.notes, _origin(edition)]
    return _svg("indicators/charts/_drawing.html", {"chart": chart}, indicator.name, notes)


def _indicator(edition, number):
    indicator = edition.document.indicator(number)
    if indicator is None:
        raise missing_page(edition, lambda document: document.indicator(number), "")
    return indicator


def _table_and_charts(request, edition):
    """Return the table at the page asked for and the charts of its rows."""
    table = IndicatorTable(edition.document, lambda row: _address(edition.plan.slug, row))
    RequestConfig(request, paginate={"per_page": ROWS_A_PAGE}).configure(table)
    rows = [row.record for row in table.paginated_rows]
    charts = public_charts(edition.plan, edition.document, rows)
    table.show_latest(charts)
    return table, charts


def _svg(template, context, heading, notes):
    content = svg_file(template, context, heading, notes)
    return HttpResponse(content, content_type="image/svg+xml")


def _origin(edition):
    return f"《{edition.document.title}》，本网第{edition.number}版"


def _index_address(plan_slug, page):
    address = reverse("indicators:index_svg", args=[plan_slug])
    return f"{address}?page={page.number}" if page.has_other_pages() else address


def _address(plan_slug, indicator):
    return reverse("indicators:indicator_detail", args=[plan_slug, indicator.number])
