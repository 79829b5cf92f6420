from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from chapters.finding.matters import mentioned_matters
from chapters.models import Edition
from chapters.reading.addresses import place_url

SITE_PAGES = ("home", "verify", "accessibility", "help")
PLAN_PAGES = ("plan_detail", "full_text", "edition_list", "errata", "matter_list")
INDICATOR_PAGES = ("indicator_list", "data", "evaluation")


class EditionSitemap(Sitemap):
    """Sitemap of (edition, address): a page is as new as the edition that it shows."""

    def editions(self):
        return Edition.objects.published().select_related("plan")

    def addresses(self, edition):
        raise NotImplementedError

    def items(self):
        return [(edition, at) for edition in self.editions() for at in self.addresses(edition)]

    def location(self, item):
        return item[1]

    def lastmod(self, item):
        return item[0].published_at


class PlanSitemap(EditionSitemap):
    """The site's own pages and every page of text of every published plan."""

    def editions(self):
        return super().editions().newest_plan_first()

    def items(self):
        pages = super().items()
        if not pages:
            return []
        newest, _ = pages[0]
        return [*((newest, reverse(f"chapters:{page}")) for page in SITE_PAGES), *pages]

    def addresses(self, edition):
        slug = edition.plan.slug
        yield from (reverse(f"chapters:{page}", args=[slug]) for page in PLAN_PAGES)
        yield from (place_url(slug, text.place) for text in edition.document.places())
        mentioned = (matter for matter, _ in mentioned_matters(edition))
        yield from (reverse("chapters:matter_detail", args=[slug, m.number]) for m in mentioned)


class IndicatorSitemap(EditionSitemap):
    """The indicator pages of every published plan that has indicators."""

    def addresses(self, edition):
        slug, indicators = edition.plan.slug, edition.document.indicators
        for page in INDICATOR_PAGES if indicators else ():
            yield reverse(f"indicators:{page}", args=[slug])
        for indicator in indicators:
            yield reverse("indicators:indicator_detail", args=[slug, indicator.number])


class CommitmentSitemap(EditionSitemap):
    """The ledger of commitments, and each commitment, of every published plan that has any."""

    def editions(self):
        return super().editions().prefetch_related("plan__commitments")

    def addresses(self, edition):
        commitments = edition.plan.commitments.all()
        if commitments:
            yield reverse("indicators:commitment_list", args=[edition.plan.slug])
        yield from (commitment.get_absolute_url() for commitment in commitments)
