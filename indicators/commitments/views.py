from dataclasses import replace

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.editions.queries import context_of, get_published_edition
from indicators.commitments.forms import LedgerForm
from indicators.commitments.ledger import entries_of, totals_of
from indicators.commitments.tables import CommitmentTable
from indicators.public_data import status_history, statuses
from tanggu_plan.serving.answers.queries import asks


@asks("word", "chapter", "kind", "progress", "sort")
@require_safe
def commitment_list(request, plan_slug):
    """The ledger; the form narrows it down and sorts it, as the heads of its columns do."""
    edition = get_published_edition(plan_slug)
    entries = entries_of(edition, statuses(edition.plan))
    form = LedgerForm(request.GET, edition.document, entries)
    shown = form.matching(entries)
    context = context_of(
        edition,
        current=edition,
        section_of_site="commitments",
        form=form,
        totals=totals_of(entries),
        shown=totals_of(shown),
        table=CommitmentTable(shown, order_by=form.order),
    )
    return render(request, "indicators/commitments/commitment_list.html", context)


@require_safe
def commitment_detail(request, plan_slug, number):
    """One commitment, and all that was ever confirmed of it."""
    edition = get_published_edition(plan_slug)
    entries = {entry.number: entry for entry in entries_of(edition, {})}
    if number not in entries:
        raise Http404("没有这项承诺。")
    history = status_history(entries[number].commitment)
    context = context_of(
        edition,
        current=edition,
        section_of_site="commitments",
        entry=replace(entries[number], status=next(iter(history), None)),
        history=history,
        previous=entries.get(max((n for n in entries if n < number), default=0)),
        next=entries.get(min((n for n in entries if n > number), default=0)),
    )
    return render(request, "indicators/commitments/commitment_detail.html", context)
