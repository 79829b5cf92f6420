from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from chapters.finding.matters import mentioned_matters
from chapters.models import Edition
from chapters.plan.places import reading_order
from chapters.reading.addresses import place_url

SITE_PAGES = ("home", "verify", "accessibility", "help")
PLAN_PAGES = ("plan_detail", "full_text", "edition_list", "errata", "matter_list")


class PlanSitemap(Sitemap):
    """The site's own pages and every page of text of every published plan."""

    def items(self):
        editions = list(Edition.objects.published().select_related("plan"))
        pages = [(edition, address) for edition in editions for address in _addresses(edition)]
        newest = max(editions, key=lambda edition: edition.plan.period_start, default=None)
        site_pages = [(newest, reverse(f"chapters:{page}")) for page in SITE_PAGES]
        return [*site_pages, *pages] if newest else []

    def location(self, item):
        return item[1]

    def lastmod(self, item):
        return item[0].published_at


def _addresses(edition):
    slug = edition.plan.slug
    yield from (reverse(f"chapters:{page}", args=[slug]) for page in PLAN_PAGES)
    yield from (place_url(slug, place) for place in reading_order(edition.document))
    mentioned = (matter for matter, _ in mentioned_matters(edition))
    yield from (reverse("chapters:matter_detail", args=[slug, m.number]) for m in mentioned)
