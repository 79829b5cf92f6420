"""Views of the public list of errata, and of the text as received."""

from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.editions.queries import context_of, get_published_edition
from chapters.errata.listing import groups_of


@require_safe
def errata(request, plan_slug):
    """Every difference between the text as received and the published one, with its reason."""
    edition = get_published_edition(plan_slug)
    listed = edition.plan.errata.of_text(edition)
    context = context_of(
        edition,
        current=edition,
        groups=groups_of(listed, edition.document),
        has_source=_source_of(plan_slug) is not None,
    )
    return render(request, "chapters/errata/errata.html", context)


@require_safe
def errata_source(request, plan_slug):
    """The text as received, so that everybody can check the list against it."""
    get_published_edition(plan_slug)
    source = _source_of(plan_slug)
    if source is None:
        raise Http404("没有保存这部规划的原件。")
    return FileResponse(source.open("rb"), content_type="text/plain; charset=utf-8")


def _source_of(plan_slug):
    """The plan's received text among the fixtures; a slug has no characters of a pattern."""
    return next(settings.FIXTURES_DIR.glob(f"*{plan_slug}.source.txt"), None)
