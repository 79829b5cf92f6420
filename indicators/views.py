from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chapters import document as shape
from chapters.editions import get_published_edition, missing_page
from chapters.outline import find
from indicators.charts import index_chart, indicator_chart
from indicators.progress import NATURE_MEANING, formulas
from indicators.tables import IndicatorTable


@require_safe
def indicator_list(request, plan_slug):
    edition = get_published_edition(plan_slug)
    document = edition.document
    context = _context(edition) | {
        "table": IndicatorTable(document, lambda row: _address(plan_slug, row)),
        "index": index_chart(document),
    }
    return render(request, "indicators/indicator_list.html", context)


@require_safe
def indicator_detail(request, plan_slug, number):
    edition = get_published_edition(plan_slug)
    document = edition.document
    indicator = document.indicator(number)
    if indicator is None:
        raise missing_page(edition, lambda document: document.indicator(number), "")
    position = document.indicators.index(indicator)
    context = _context(edition) | {
        "indicator": indicator,
        "chart": indicator_chart(document, indicator),
        "formulas": formulas(indicator, document.base_year),
        "nature_meaning": NATURE_MEANING[indicator.nature],
        "previous": document.indicators[position - 1] if position else None,
        "next": next(iter(document.indicators[position + 1 :]), None),
    }
    return render(request, "indicators/indicator_detail.html", context)


def _context(edition):
    return {
        "edition": edition,
        "plan": edition.plan,
        "document": edition.document,
        "section_of_site": "indicators",
        "place_of_table": _place_of_table(edition.document),
    }


def _address(plan_slug, indicator):
    return reverse("indicators:indicator_detail", args=[plan_slug, indicator.number])


def _place_of_table(document):
    """Return the section that prints the indicator table, None where none does."""
    for chapter in document.chapters:
        for section in chapter.sections:
            if any(isinstance(block, shape.IndicatorTable) for block in section.blocks):
                return find(document, "section", chapter.number, section.number)
    return None
