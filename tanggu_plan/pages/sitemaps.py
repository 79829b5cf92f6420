from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from chapters.finding.matters import mentioned_matters
from chapters.models import Edition
from chapters.reading.addresses import place_url

SITE_PAGES = ("home", "verify", "accessibility", "help")
PLAN_PAGES = ("plan_detail", "full_text", "edition_list", "errata", "matter_list")
INDICATOR_PAGES = ("indicator_list", "data", "evaluation")


class PublicPages(Sitemap):
    """Every page of the site and of every published plan.

    Items are (edition, address): a page is as new as the edition that it shows.
    """

    def items(self):
        published = Edition.objects.published().plan_in_force_first(timezone.localdate())
        editions = published.select_related("plan").prefetch_related("plan__commitments")
        kinds = (_text_pages, _indicator_pages, _commitment_pages)
        pages = [(each, address) for of in kinds for each in editions for address in of(each)]
        site_pages = [
            (each, reverse(f"chapters:{page}")) for each in editions[:1] for page in SITE_PAGES
        ]
        return site_pages + pages

    def location(self, item):
        return item[1]

    def lastmod(self, item):
        return item[0].published_at


def _text_pages(edition):
    slug = edition.plan.slug
    yield from (reverse(f"chapters:{page}", args=[slug]) for page in PLAN_PAGES)
    yield from (place_url(slug, text.place) for text in edition.document.places())
    mentioned = (matter for matter, _ in mentioned_matters(edition))
    yield from (reverse("chapters:matter_detail", args=[slug, m.number]) for m in mentioned)


def _indicator_pages(edition):
    slug, indicators = edition.plan.slug, edition.document.indicators
    if indicators:
        yield from (reverse(f"indicators:{page}", args=[slug]) for page in INDICATOR_PAGES)
    for indicator in indicators:
        yield reverse("indicators:indicator_detail", args=[slug, indicator.number])


def _commitment_pages(edition):
    commitments = edition.plan.commitments.all()
    if commitments:
        yield reverse("indicators:commitment_list", args=[edition.plan.slug])
    yield from (commitment.get_absolute_url() for commitment in commitments)
