"""What the server contributes to the reading tools; what they do is in tests/browser."""

import hashlib
from base64 import b64encode

import pytest

from chapters.plan.citations import citation
from chapters.plan.places import CLOSING, PREFACE, Spot, numbered_place
from tanggu_plan.serving import early_script
from tests.html import parse

SECTION = "/2021-2025/5/2/"


@pytest.mark.parametrize(
    ("spot", "expected"),
    [
        (Spot(numbered_place(5, 2), 1), "《塘沽街道“十四五”规划纲要》第五章第二节第1段，第2版"),
        (Spot(numbered_place(5, 2)), "《塘沽街道“十四五”规划纲要》第五章第二节，第2版"),
        (Spot(numbered_place(5), 1), "《塘沽街道“十四五”规划纲要》第五章第1段，第2版"),
        (Spot(PREFACE, 2), "《塘沽街道“十四五”规划纲要》前言第2段，第2版"),
        (Spot(CLOSING, 1), "《塘沽街道“十四五”规划纲要》结束语第1段，第2版"),
    ],
)
def test_a_paragraph_is_cited_by_place_number_and_edition(tanggu, spot, expected):
    assert citation(tanggu, 2, spot.label) == expected


def test_the_whole_plan_is_cited_by_title_and_edition(tanggu):
    assert citation(tanggu, 2) == "《塘沽街道“十四五”规划纲要》，第2版"


def test_on_the_page_of_the_whole_plan_each_place_has_its_own_citation(client, edition):
    page = parse(client.get("/2021-2025/full/"))

    cited = page.get_element_by_id("c5s2-p1").getparent()
    assert cited.get("data-citation").replace("¶", "1") == citation(
        edition.document, 1, Spot(numbered_place(5, 2), 1).label
    )


def test_the_policy_allows_the_script_of_the_page_by_its_hash_and_no_other(client, edition):
    response = client.get(SECTION)

    script = parse(response).cssselect("script:not([src]):not([type])")
    assert len(script) == 1
    digest = b64encode(hashlib.sha256(script[0].text.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}'" in response["Content-Security-Policy"]


def test_the_early_script_comes_before_the_style_sheets(client, edition):
    head = list(parse(client.get(SECTION)).find("head"))

    script = next(part for part in head if part.tag == "script")
    style = next(part for part in head if part.tag == "style")
    assert head.index(script) < head.index(style)


def test_the_early_script_is_too_small_to_be_felt():
    assert len(early_script.SOURCE) < 700


@pytest.mark.parametrize(
    "address", ["/", "/2021-2025/", SECTION, "/2021-2025/indicators/", "/verify/", "/nichts/"]
)
def test_every_page_offers_the_settings_and_the_help(client, edition, address):
    page = parse(client.get(address))

    assert page.cssselect('button[data-setting="mode"]')
    assert page.cssselect("#reading-settings")
    assert page.cssselect('a[rel="help"][href="/help/"]')


def test_without_scripts_no_control_of_the_tools_can_be_used(client, edition):
    page = parse(client.get(SECTION))

    for control in page.cssselect("button[type=button]"):
        hidden = control.xpath("ancestor-or-self::*[@hidden]")
        assert hidden or control.get("disabled") is not None


def test_a_section_offers_the_code_of_its_address_where_the_public_address_is_known(
    client, edition, settings
):
    settings.PUBLIC_URL = "https://plan.example"

    page = parse(client.get(SECTION))

    assert page.cssselect("details.scan img")[0].get("src") == f"{SECTION}qr.svg"


def test_without_a_public_address_there_is_no_code(client, edition):
    assert not parse(client.get(SECTION)).cssselect("details.scan")
    assert client.get(f"{SECTION}qr.svg").status_code == 404


def test_the_code_of_a_page_is_a_drawing(client, edition, settings):
    settings.PUBLIC_URL = "https://plan.example"

    response = client.get(f"{SECTION}qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert b"<path" in response.content


@pytest.mark.parametrize("page", ["/2021-2025/5/9", "/nichts", "/2021-2025/5/2/qr.svg"])
def test_what_is_no_page_has_no_code(client, edition, settings, page):
    settings.PUBLIC_URL = "https://plan.example"

    assert client.get(f"{page}/qr.svg").status_code == 404


def test_the_code_of_a_traditional_page_leads_to_the_simplified_one(client, edition, settings):
    settings.PUBLIC_URL = "https://plan.example"

    page = parse(client.get("/2021-2025/hant/5/2/"))

    assert page.cssselect("details.scan img")[0].get("src") == f"{SECTION}qr.svg"


def test_the_help_lists_every_shortcut_there_is(client, edition):
    listed = parse(client.get("/help/")).cssselect("kbd")

    pages = [parse(client.get(address)) for address in (SECTION, "/2021-2025/")]
    offered = {
        control.get("aria-keyshortcuts").upper()
        for page in pages
        for control in page.cssselect("[aria-keyshortcuts]")
    }
    assert offered <= {key.text for key in listed}
