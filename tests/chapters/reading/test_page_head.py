"""The tags that inspections look for: each once on its page, never empty."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from chapters.models import Edition
from chapters.plan.places import numbered_place
from tests.crawl import sitemap_of
from tests.html import parse

SECTION = "/2021-2025/5/2/"
SITE = {"SiteName": "某区政府网", "SiteDomain": "www.plan.example", "SiteIDCode": "1234567890"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
ARTICLE = {"ArticleTitle", "PubDate", "ContentSource"}
DISCLOSED = [
    "索引号",
    "主题分类",
    "发文机关",
    "成文日期",
    "标题",
    "发文字号",
    "发布日期",
    "有效性",
]
LISTS = (
    "/",
    "/2021-2025/",
    "/2021-2025/indicators/",
    "/2021-2025/editions/",
    "/2021-2025/errata/",
    "/verify/",
    "/accessibility/",
)
TEXTS = ("/2021-2025/preface/", "/2021-2025/5/", SECTION, "/2021-2025/full/")


@pytest.fixture
def identified(settings):
    settings.SITE_NAME, settings.SITE_DOMAIN, settings.SITE_ID_CODE = SITE.values()
    settings.PUBLIC_URL = "https://www.plan.example"


def tags_of(page):
    """Return (name, content) of every meta element that has either."""
    return [
        (element.get("name") or element.get("property"), element.get("content"))
        for element in page.cssselect("meta[name], meta[property]")
    ]


def structured(page):
    return json.loads(page.cssselect('script[type="application/ld+json"]')[0].text)["@graph"]


def test_every_tag_stands_once_and_says_something_on_every_page(client, edition, identified):
    faults = []

    for address in sitemap_of(client):
        page = parse(client.get(address))
        tags = tags_of(page)
        counts = Counter(name.lower() for name, _ in tags)
        faults += [(address, name) for name, content in tags if not content.strip()]
        faults += [(address, name) for name, count in counts.items() if count != 1]
        faults += [(address, name) for name in SITE if dict(tags)[name] != SITE[name]]
        names = {name for name, _ in tags}
        faults += [] if (names >= COLUMN) != (names >= ARTICLE) else [(address, "kind")]
        faults += [] if len(page.cssselect("link[rel=canonical]")) == 1 else [(address, "address")]

    assert faults == []


@pytest.mark.parametrize("address", LISTS)
def test_a_list_has_the_tags_of_a_column(client, edition, address):
    names = {name for name, _ in tags_of(parse(client.get(address)))}

    assert names >= COLUMN
    assert not names & ARTICLE


@pytest.mark.parametrize("address", TEXTS)
def test_a_text_has_the_tags_of_an_article(client, edition, address):
    names = {name for name, _ in tags_of(parse(client.get(address)))}

    assert names >= ARTICLE
    assert not names & COLUMN


def test_a_section_tells_its_title_its_source_and_when_its_edition_was_published(client, edition):
    tags = dict(tags_of(parse(client.get(SECTION))))

    section = edition.document.at(numbered_place(5, 2))
    assert tags["ArticleTitle"] == f"第五章第二节 {section.title}"
    assert tags["PubDate"] == f"{edition.published_at.astimezone():%Y-%m-%d %H:%M}"
    assert tags["ContentSource"] == edition.document.issuer
    assert tags["Description"][:20] == section.blocks[0].text[:20]
    assert section.title in tags["Keywords"]


def test_without_an_identity_no_page_names_one(client, edition):
    tags = dict(tags_of(parse(client.get(SECTION))))

    assert not tags.keys() & SITE.keys()
    assert "Url" not in tags
    assert "og:url" not in tags


def test_a_page_has_one_address_whatever_is_asked_of_it(client, edition, identified):
    page = parse(client.get("/verify/?sha256=0"))

    (canonical,) = page.cssselect("link[rel=canonical]")
    assert canonical.get("href") == "https://www.plan.example/verify/"


def test_without_a_public_address_the_canonical_one_is_a_path(client, edition):
    page = parse(client.get(f"{SECTION}?mark=养老"))

    (canonical,) = page.cssselect("link[rel=canonical]")
    assert canonical.get("href") == SECTION


def test_search_engines_learn_the_report_and_the_way_to_the_section(client, edition, identified):
    part, trail = structured(parse(client.get(SECTION)))

    assert part["isPartOf"]["@type"] == "Report"
    assert part["isPartOf"]["name"] == edition.document.title
    assert trail["@type"] == "BreadcrumbList"
    assert [
        step["item"].removeprefix("https://www.plan.example") for step in trail["itemListElement"]
    ] == ["/", "/2021-2025/", "/2021-2025/5/", SECTION]


def test_the_contents_are_a_report(client, edition):
    report, _ = structured(parse(client.get("/2021-2025/")))

    assert report["@type"] == "Report"
    assert report["temporalCoverage"] == "2021/2025"
    assert report["publisher"]["name"] == edition.document.issuer


HOSTILE = "</script><script>alert(1)</script>\"'&\u202e\u200b"


@pytest.mark.parametrize("address", ["/", SECTION])
def test_hostile_words_stay_words_in_every_tag(client, edition, address):
    hostile = replace(edition.document, short_title=HOSTILE, issuer=HOSTILE)
    Edition.objects.update(document_json=hostile.to_json())

    page = parse(client.get(address))

    assert "alert(1)" not in [script.text for script in page.cssselect("script")]
    assert "</script><script>alert(1)" in json.dumps(structured(page))
    said = [content for _, content in tags_of(page)] + [json.dumps(structured(page))]
    assert not any(mark in words for mark in ("\u202e", "\u200b") for words in said)


def test_an_error_page_has_the_sites_tags_only(client, edition, identified):
    page = parse(client.get("/2021-2025/9/9/"))

    names = {name for name, _ in tags_of(page)} - {"viewport", "color-scheme"}
    assert names == set(SITE)


@pytest.mark.parametrize("address", ["/2021-2025/", SECTION, "/2021-2025/preface/"])
def test_the_disclosure_block_shows_what_the_source_does_not_give_as_missing(
    client, edition, address
):
    page = parse(client.get(address))

    rows = page.cssselect(".disclosure dl div")
    shown = {row[0].text_content(): row[1].text_content() for row in rows}
    assert list(shown) == DISCLOSED
    assert shown["索引号"] == shown["主题分类"] == shown["发文字号"] == "未标注"
    assert shown["发文机关"] == "天津市滨海新区塘沽街道"
    assert shown["成文日期"] == "二〇二一年八月"
    assert shown["标题"] == edition.document.title
    assert shown["有效性"].startswith("未标注（规划期2021—2025年")


def test_links_to_the_pdf_tell_its_size(client, edition, tanggu_pdf):
    size = f"{len(tanggu_pdf) / 1024 / 1024:.1f}"

    for address in ("/", "/2021-2025/editions/", "/2021-2025/editions/1/"):
        text = parse(client.get(address)).text_content().replace("\xa0", " ")
        assert f"{size} MB" in text or f"{len(tanggu_pdf) / 1024:.1f} KB" in text


def test_the_first_door_leads_to_the_full_text(client, edition):
    door = parse(client.get("/")).cssselect(".doors a")[0]

    assert door.text_content().startswith("读全文")
    assert door.get("href") == "/2021-2025/full/"
