from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from chapters.models import Edition


class EditionSitemap(Sitemap):
    """Items are (edition, address): a page is as new as the edition that it shows."""

    def location(self, item):
        return item[1]

    def lastmod(self, item):
        return item[0].published_at


class IndicatorSitemap(EditionSitemap):
    """The indicator pages of every published plan that has indicators."""

    def items(self):
        return [
            (edition, address)
            for edition in Edition.objects.published().select_related("plan")
            if edition.document.indicators
            for address in _addresses(edition)
        ]


def _addresses(edition):
    slug = edition.plan.slug
    yield reverse("indicators:indicator_list", args=[slug])
    yield reverse("indicators:data", args=[slug])
    yield reverse("indicators:evaluation", args=[slug])
    for indicator in edition.document.indicators:
        yield reverse("indicators:indicator_detail", args=[slug, indicator.number])


class CommitmentSitemap(EditionSitemap):
    """The ledger of promises, and each promise, of every published plan that has any."""

    def items(self):
        editions = Edition.objects.published().select_related("plan")
        return [
            (edition, address)
            for edition in editions.prefetch_related("plan__commitments")
            for address in _promise_addresses(edition.plan)
        ]


def _promise_addresses(plan):
    commitments = plan.commitments.all()
    if commitments:
        yield reverse("indicators:commitment_list", args=[plan.slug])
    yield from (commitment.get_absolute_url() for commitment in commitments)
