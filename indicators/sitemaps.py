from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from chapters.models import Edition


class IndicatorSitemap(Sitemap):
    """The indicator pages of every published plan that has indicators."""

    def items(self):
        return [
            (edition, address)
            for edition in Edition.objects.published().select_related("plan")
            if edition.document.indicators
            for address in _addresses(edition)
        ]

    def location(self, item):
        return item[1]

    def lastmod(self, item):
        return item[0].published_at


def _addresses(edition):
    slug = edition.plan.slug
    yield reverse("indicators:indicator_list", args=[slug])
    for indicator in edition.document.indicators:
        yield reverse("indicators:indicator_detail", args=[slug, indicator.number])
