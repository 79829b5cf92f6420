"""The traditional view: the converter word by word, and its pages."""

import re
from pathlib import Path

import pytest

from chapters.reading.addresses import place_url
from chapters.reading.traditional import to_traditional, to_traditional_page
from tests.html import article_lines, parse

GOLDEN = Path(__file__).parent / "golden" / "traditional.tsv"
QUOTED = re.compile(r"“([^“”]+)”")
SECTION = "/2021-2025/hant/5/2/"


def words_of(document):
    """Every heading, lead phrase, indicator and quoted term of the plan, and its names."""
    yield from (document.title, document.short_title, document.issuer, document.print_issuer)
    yield from (f"{text.place.own_label}{text.title}" for text in document.places())
    yield from (row.printed_name for row in document.indicators)
    for paragraph in document.paragraphs():
        yield from filter(None, [paragraph.lead_phrase, *QUOTED.findall(paragraph.text)])


def pages_of(document):
    slug = document.period
    yield from (f"/{slug}/hant/", f"/{slug}/hant/full/")
    yield from (place_url(slug, text.place, "hant") for text in document.places())


def test_every_heading_and_term_of_the_plan_converts_as_was_read_and_approved(tanggu):
    golden = dict(line.split("\t") for line in GOLDEN.read_text("utf-8").splitlines())

    converted = {word: to_traditional(word) for word in words_of(tanggu)}

    assert converted == golden


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("把握发展机遇", "把握發展機遇"),
        ("掌握发展主动权", "掌握發展主動權"),
        ("理发店", "理髮店"),
        ("北仑里、濒开里和抗震里老旧小区", "北侖里、瀕開里和抗震里老舊小區"),
        ("背街里巷", "背街里巷"),
        ("金元宝于家堡购物中心", "金元寶于家堡購物中心"),
        ("着眼于二〇三五年", "著眼於二〇三五年"),
        ("为高质量发展指明了前进方向", "為高質量發展指明了前進方向"),
        ("机关干部干好工作", "機關幹部幹好工作"),
        ("病媒生物防制", "病媒生物防制"),
        ("污染防治", "污染防治"),
        ("信息平台", "信息平臺"),
    ],
)
def test_a_word_of_many_forms_gets_the_one_that_is_meant(simplified, traditional):
    assert to_traditional(simplified) == traditional


def test_the_conversion_changes_characters_and_never_how_many_there_are(tanggu):
    for paragraph in tanggu.paragraphs():
        assert len(to_traditional(paragraph.text)) == len(paragraph.text)


def test_a_page_keeps_its_scripts_its_citations_and_what_is_marked_as_simplified():
    page = (
        '<html lang="zh-Hans"><script>"发"</script><style>a::after { content: "发" }</style>'
        '<p title="发" data-citation="《规划》">发</p><a lang="zh-Hans" href="/">简体</a></html>'
    )

    converted = to_traditional_page(page)

    assert converted == (
        '<html lang="zh-Hant"><script>"发"</script><style>a::after { content: "发" }</style>'
        '<p title="發" data-citation="《规划》">發</p><a lang="zh-Hans" href="/">简体</a></html>'
    )


def test_every_page_of_text_has_a_traditional_one(client, edition):
    for address in pages_of(edition.document):
        response = client.get(address)

        assert response.status_code == 200
        assert parse(response).get("lang") == "zh-Hant"


def test_the_whole_plan_is_there_in_traditional_characters(client, edition):
    simplified = article_lines(client.get("/2021-2025/full/"))

    traditional = article_lines(client.get("/2021-2025/hant/full/"))

    assert traditional == [to_traditional(line) for line in simplified]


def test_a_traditional_page_says_that_the_simplified_one_prevails(client, edition):
    page = parse(client.get(SECTION))

    notice = page.cssselect(".machine-notice")[0]
    assert "機器轉換，以簡體為準" in notice.text_content()
    assert notice.cssselect('a[href="/2021-2025/5/2/"]')


@pytest.mark.parametrize("address", ["/2021-2025/5/2/", SECTION])
def test_both_views_name_the_simplified_one_as_canonical_and_each_other(client, edition, address):
    page = parse(client.get(address))

    canonical = page.cssselect('link[rel="canonical"]')
    alternates = page.cssselect('link[rel="alternate"][hreflang]')
    assert [link.get("href") for link in canonical] == ["/2021-2025/5/2/"]
    assert {link.get("hreflang"): link.get("href") for link in alternates} == {
        "zh-Hans": "/2021-2025/5/2/",
        "zh-Hant": SECTION,
    }


def test_canonical_is_the_public_address_where_it_is_set(client, edition, settings):
    settings.PUBLIC_URL = "https://plan.example"

    page = parse(client.get(SECTION))

    canonical = page.cssselect('link[rel="canonical"]')[0]
    assert canonical.get("href") == "https://plan.example/2021-2025/5/2/"


@pytest.mark.parametrize("address", ["/", "/2021-2025/indicators/", "/verify/"])
def test_a_page_that_is_not_text_has_no_other_view(client, edition, address):
    assert not parse(client.get(address)).cssselect("[hreflang]")


def test_links_between_pages_of_text_stay_in_the_traditional_view(client, edition):
    page = parse(client.get(SECTION))

    links = [link.get("href") for link in page.cssselect(".contents a, .neighbours a")]
    assert all(link.startswith("/2021-2025/hant/") for link in links)
    assert page.cssselect('.breadcrumbs a[href="/2021-2025/hant/5/"]')
    assert page.cssselect('.site-nav a[href="/2021-2025/indicators/"]')


def test_links_of_the_simplified_view_never_lead_into_the_other(client, edition):
    page = parse(client.get("/2021-2025/5/2/"))

    links = [link for link in page.cssselect("a") if "/hant/" in link.get("href", "")]
    assert [link.text for link in links] == ["繁體"]


def test_a_citation_on_a_traditional_page_stays_as_the_plan_is_printed(client, edition):
    article = parse(client.get(SECTION)).cssselect("article.reading")[0]

    assert article.get("data-citation").startswith("《塘沽街道“十四五”规划纲要》第五章第二节")


@pytest.mark.parametrize("address", ["/2021-2025/hant/9/", "/2026-2030/hant/"])
def test_a_traditional_page_of_nothing_is_not_found(client, edition, address):
    assert client.get(address).status_code == 404
