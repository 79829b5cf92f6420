"""Views of search and of matters."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from chapters.editions.queries import context_of, get_published_edition
from chapters.finding import search
from chapters.finding.entries import entries_of, kinds
from chapters.finding.forms import SearchForm
from chapters.finding.matters import matters_of, mentioned_matters, terms_of
from chapters.finding.results import grouped
from chapters.models import Edition
from chapters.reading.qr_code import qr_code
from tanggu_plan.identity.site import public_address
from tanggu_plan.serving.answers.queries import asks
from tanggu_plan.serving.visitors import limited

HITS_A_PAGE = 40
MOST_NEAR_NAMES = 12


@asks("q", "chapter", "kind", "page")
@require_safe
@limited("SEARCHES_A_MINUTE")
def search_plan(request, plan_slug):
    """Search results for ?q=; without it, how to search and what for."""
    edition = get_published_edition(plan_slug)
    form = SearchForm(edition.document, kinds(edition), request.GET)
    is_valid = form.is_valid()
    query = form.cleaned_data.get("q", "")
    context = context_of(
        edition,
        form=form,
        query=query,
        quoted_query=search.in_quotes(query),
        matters=_by_kind(edition),
        names=_names(edition),
    )
    if is_valid and (words := search.parse(query)):
        context |= _answer(edition, words, form.cleaned_data, request.GET.get("page"))
    response = render(
        request, "chapters/finding/search.html", context, status=200 if is_valid else 400
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@asks("q", "chapter", "kind", "page")
@require_safe
def search_newest(request):
    """Search of the newest plan, from a page that knows no plan, such as the 404."""
    editions = Edition.objects.published().plan_in_force_first(timezone.localdate())
    slug = editions.values_list("plan__slug", flat=True).first()
    if slug is None:
        return redirect("chapters:home")
    query = request.GET.urlencode()
    return redirect(reverse("chapters:search", args=[slug]) + (f"?{query}" if query else ""))


@require_safe
def matter_list(request, plan_slug):
    """与我有关: every matter and every quoted term with its occurrences."""
    edition = get_published_edition(plan_slug)
    context = context_of(edition, matters=_by_kind(edition), terms=terms_of(edition))
    return render(request, "chapters/finding/matter_list.html", context)


@require_safe
def matter_detail(request, plan_slug, number):
    """All that the plan says and commits to of one matter, to be read or put on a notice board."""
    edition = get_published_edition(plan_slug)
    matter = next((each for each in matters_of(plan_slug) if each.number == number), None)
    if matter is None:
        raise Http404("没有这个事项。")
    hits = matter.hits(entries_of(edition))
    address = public_address(request.path)
    context = context_of(
        edition,
        matter=matter,
        groups=grouped(hits, search.excerpt),
        count=dict(mentioned_matters(edition)).get(matter, 0),
        address=address,
        qr_code=qr_code(address),
    )
    return render(request, "chapters/finding/matter_detail.html", context)


def _answer(edition, words, asked, page):
    """Return what the page says of the hits; where there are none, how each word alone fares."""
    entries = entries_of(edition)
    hits = search.find(entries, words, kind=asked["kind"], chapter=asked["chapter"])
    shown = Paginator(hits, HITS_A_PAGE).get_page(page)
    answer = {
        "words": words,
        "count": sum(hit.count for hit in hits),
        "page": shown,
        "groups": grouped(shown, search.snippet),
    }
    if not hits:
        answer["alone"] = _counted(entries, words)
        parts = [part for word in words for part in search.parts_found(entries, word)]
        answer["parts"] = _counted(entries, dict.fromkeys(parts))
        near = _near(_names(edition), "".join(words))
        answer["near"] = [name for name in near if name not in parts]
    return answer


def _counted(entries, words):
    return [(word, len(search.find(entries, (word,)))) for word in words]


def _names(edition):
    """Return what is worth looking for: the matters' names and the quoted terms."""
    names = [matter.name for matter, _ in mentioned_matters(edition)]
    return list(dict.fromkeys(names + [term.text for term in terms_of(edition)]))


def _near(names, letters):
    """Return the names that have half of the letters or more, those with most first."""
    shared = {name: len(set(search.normalise(name).text) & set(letters)) for name in names}
    near = [name for name in names if 2 * shared[name] >= len(set(letters))]
    return sorted(near, key=lambda name: -shared[name])[:MOST_NEAR_NAMES]


def _by_kind(edition):
    mentioned = mentioned_matters(edition)
    return [
        (kind, list(members)) for kind, members in groupby(mentioned, key=lambda each: each[0].kind)
    ]
