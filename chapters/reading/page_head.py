"""Meta tags of a page for inspectors, search engines and social networks.

The names are those of 《政府网站发展指引》, 网页标签规范: site tags on every page, column tags on
lists, article tags on text.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from chapters.models import Edition
from chapters.plan.blocks import Block, Paragraph
from chapters.plan.passages import PlaceText
from chapters.reading.addresses import place_url
from tanggu_plan.identity.site import public_address, site_identity
from tanggu_plan.text.unseen import shown

COLUMN_TYPE = "规划计划"
LONGEST_DESCRIPTION = 120
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PageTags:
    """The tags of a page: (name, content) pairs without an empty one."""

    tags: Pairs
    address: str = ""
    social: tuple[tuple[str, str], ...] = ()
    structured: dict | None = None


def site_tags() -> PageTags:
    return PageTags(_tags())


def column_tags(path: str, name: str, description: str, keywords: str, edition) -> PageTags:
    """Return the tags of a list. `edition` is whose list it is, None for the site's own pages."""
    column = [
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", keywords),
        ("ColumnType", COLUMN_TYPE),
    ]
    trail = [] if path == reverse("chapters:home") else [(name, path)]
    return PageTags(
        _tags(*column),
        _item(path),
        tuple(_social(path, "website", name, description)),
        _graph(trail, *([_report(edition)] if edition else [])),
    )


def article_tags(
    path: str, title: str, edition: Edition, text: PlaceText | None, blocks: tuple[Block, ...]
) -> PageTags:
    """Return the tags of a page. `title` and `blocks`, whose first words describe the page, are
    those of a place's `text` where there is one."""
    document = edition.document
    title = title or (text.full_heading if text else "")
    description = _opening(text.blocks if text else blocks)
    above = document.at(text.place.above) if text else None
    headings = [each for each in (above, text) if each]
    article = [
        ("ArticleTitle", title),
        ("PubDate", f"{timezone.localtime(edition.published_at):%Y-%m-%d %H:%M}"),
        ("ContentSource", document.issuer),
        ("Keywords", ",".join([document.short_title, *(each.title for each in headings)])),
        ("Author", document.issuer),
        ("Description", description),
        ("Url", public_address(path)),
    ]
    slug = edition.plan.slug
    trail = [("目录", reverse("chapters:plan_detail", args=[slug]))] if text else []
    trail += [(above.full_heading, place_url(slug, above.place))] if above else []
    return PageTags(
        _tags(*article),
        _item(path),
        tuple(_social(path, "article", title, description, edition)),
        _graph([*trail, (title, path)], _part(edition, title, path)),
    )


def _tags(*own: tuple[str, str]) -> Pairs:
    """Return the site's tags and a page's own."""
    identity = site_identity()
    return _filled(
        ("SiteName", identity.name),
        ("SiteDomain", identity.domain),
        ("SiteIDCode", identity.id_code),
        *own,
    )


def _social(path, kind, title, description, edition=None):
    return _filled(
        ("og:type", kind),
        ("og:locale", "zh_CN"),
        ("og:site_name", site_identity().name),
        ("og:title", title),
        ("og:description", description),
        ("og:url", public_address(path)),
        ("article:published_time", _published(edition) if edition else ""),
    )


def _filled(*pairs: tuple[str, str]) -> Pairs:
    """The pairs that say something; invisible characters, which could forge, are escaped."""
    return [(name, shown(content)) for name, content in pairs if content.strip()]


def _opening(blocks: tuple[Block, ...]) -> str:
    """The beginning of the first paragraph, "" where there is none."""
    text = next((block.text for block in blocks if isinstance(block, Paragraph)), "")
    return text if len(text) <= LONGEST_DESCRIPTION else f"{text[: LONGEST_DESCRIPTION - 1]}…"


def _graph(steps, *nodes: dict) -> dict:
    """Return the page's data: its nodes, and the steps from home to it."""
    steps = [("首页", reverse("chapters:home")), *steps]
    trail = [
        {"@type": "ListItem", "position": position, "name": shown(name), "item": _item(path)}
        for position, (name, path) in enumerate(steps, start=1)
    ]
    trail_node = {"@type": "BreadcrumbList", "itemListElement": trail}
    return {"@context": "https://schema.org", "@graph": [*nodes, trail_node]}


def _item(path):
    """Return the absolute address where the public one is known, else the path."""
    return public_address(path) or path


def _report(edition: Edition) -> dict:
    document = edition.document
    issuer = {"@type": "GovernmentOrganization", "name": shown(document.issuer)}
    return {
        "@type": "Report",
        "name": shown(document.title),
        "alternateName": shown(document.short_title),
        "url": _item(reverse("chapters:plan_detail", args=[edition.plan.slug])),
        "inLanguage": "zh-Hans",
        "author": issuer,
        "publisher": issuer,
        "datePublished": _published(edition),
        "version": str(edition.number),
        "temporalCoverage": f"{document.period_start}/{document.period_end}",
    }


def _part(edition: Edition, title: str, path: str) -> dict:
    report = _report(edition)
    return {
        "@type": "CreativeWork",
        "name": shown(title),
        "url": _item(path),
        "inLanguage": "zh-Hans",
        "datePublished": _published(edition),
        "isPartOf": {name: report[name] for name in ("@type", "name", "url", "publisher")},
    }


def _published(edition):
    return timezone.localtime(edition.published_at).isoformat("T", "seconds")
