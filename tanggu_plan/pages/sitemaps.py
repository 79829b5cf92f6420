from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from chapters.finding.matters import mentioned_matters
from chapters.models import Edition
from chapters.reading.addresses import place_url

SITE_PAGES = ("home", "verify", "accessibility", "help")
PLAN_PAGES = ("plan_detail", "full_text", "edition_list", "errata", "matter_list")


class EditionSitemap(Sitemap):
    """Items are (edition, address): a page is as new as the edition that it shows."""

    def location(self, item):
        return item[1]

    def lastmod(self, item):
        return item[0].published_at


class PlanSitemap(EditionSitemap):
    """The site's own pages and every page of text of every published plan."""

    def items(self):
        editions = list(Edition.objects.published().select_related("plan").newest_plan_first())
        pages = [(edition, address) for edition in editions for address in _addresses(edition)]
        newest = next(iter(editions), None)
        site_pages = [(newest, reverse(f"chapters:{page}")) for page in SITE_PAGES]
        return [*site_pages, *pages] if newest else []


def _addresses(edition):
    slug = edition.plan.slug
    yield from (reverse(f"chapters:{page}", args=[slug]) for page in PLAN_PAGES)
    yield from (place_url(slug, text.place) for text in edition.document.places())
    mentioned = (matter for matter, _ in mentioned_matters(edition))
    yield from (reverse("chapters:matter_detail", args=[slug, m.number]) for m in mentioned)


class IndicatorSitemap(EditionSitemap):
    """The indicator pages of every published plan that has indicators."""

    def items(self):
        return [
            (edition, address)
            for edition in Edition.objects.published().select_related("plan")
            if edition.document.indicators
            for address in _indicator_addresses(edition)
        ]


def _indicator_addresses(edition):
    slug = edition.plan.slug
    yield reverse("indicators:indicator_list", args=[slug])
    yield reverse("indicators:data", args=[slug])
    yield reverse("indicators:evaluation", args=[slug])
    for indicator in edition.document.indicators:
        yield reverse("indicators:indicator_detail", args=[slug, indicator.number])


class CommitmentSitemap(EditionSitemap):
    """The ledger of commitments, and each commitment, of every published plan that has any."""

    def items(self):
        editions = Edition.objects.published().select_related("plan")
        return [
            (edition, address)
            for edition in editions.prefetch_related("plan__commitments")
            for address in _commitment_addresses(edition.plan)
        ]


def _commitment_addresses(plan):
    commitments = plan.commitments.all()
    if commitments:
        yield reverse("indicators:commitment_list", args=[plan.slug])
    yield from (commitment.get_absolute_url() for commitment in commitments)
