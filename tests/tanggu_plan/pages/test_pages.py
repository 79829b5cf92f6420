import gzip
import json
from datetime import UTC, datetime

import pytest

from chapters.models import Chapter, Edition, Plan, Section
from tests.html import parse, text_of

SECTION = "/2021-2025/5/2/"
PAGES = (
    "/",
    "/2021-2025/",
    "/2021-2025/preface/",
    "/2021-2025/5/",
    SECTION,
    "/2021-2025/full/",
    "/2021-2025/editions/",
    "/2021-2025/editions/1/",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_public_sets_no_cookie_and_asks_little_of_the_database(
    client, edition, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_section_page_takes_two_queries(client, edition, django_assert_num_queries):
    with django_assert_num_queries(2):  # the edition, and the commitments that its text makes
        client.get(SECTION)


def test_every_section_page_is_light_on_the_wire(client, edition):
    sizes = {
        (chapter.number, section.number): len(
            gzip.compress(client.get(f"/2021-2025/{chapter.number}/{section.number}/").content)
        )
        for chapter in edition.document.chapters
        for section in chapter.sections
    }

    assert max(sizes.values()) <= 14_400  # 15 KB with its headers


@pytest.mark.parametrize(
    "address",
    [
        "/2026-2030/",
        "/2021-2025/8/",
        "/2021-2025/5/7/",
        "/2021-2025/closing/",
        "/2021-2025/editions/2/",
        "/2021-2025/editions/2/plan.pdf",
        "/keine/",
    ],
)
def test_an_unknown_address_is_a_chinese_404_with_a_way_home(client, edition, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "没有找到这一页" in response.content.decode()
    assert parse(response).cssselect('main a[href="/"]')


def test_posting_to_a_page_is_refused(client, edition):
    assert client.post(SECTION).status_code == 405


def test_before_the_first_publication_home_says_so(client, db):
    response = client.get("/")

    assert response.status_code == 200
    assert "还没有发布规划" in response.content.decode()


def test_an_unpublished_plan_has_no_page(client, plan):
    assert client.get("/2021-2025/").status_code == 404


def test_a_change_in_the_working_copy_is_not_on_the_public_page(client, edition):
    Section.objects.filter(chapter__number=5, number=2).update(text="改动。", title="改动")
    Chapter.objects.filter(number=5).update(title="改动")

    page = client.get(SECTION).content.decode() + client.get("/").content.decode()

    assert "改动" not in page.replace("改动。", "改动")


def test_a_new_title_in_the_working_copy_is_on_no_public_page(client, edition):
    Plan.objects.update(short_title="改了的简称", title_lines="改了的标题", issuer="改了的单位")

    for address in (*PAGES, "/2021-2025/indicators/", "/2021-2025/errata/", "/feed.xml"):
        assert "改了的" not in client.get(address).content.decode(), address


def test_the_contents_marks_the_current_place_once(client, edition):
    page = parse(client.get(SECTION))

    (current,) = page.cssselect('.contents [aria-current="page"]')
    assert current.get("href") == SECTION
    assert len(page.cssselect(".contents a")) == 33


def test_breadcrumbs_lead_from_home_to_the_section(client, edition):
    page = parse(client.get(SECTION))

    links = [link.get("href") for link in page.cssselect(".breadcrumbs a")]
    assert links == ["/", "/2021-2025/", "/2021-2025/5/"]


@pytest.mark.parametrize(
    ("address", "before", "after"),
    [
        ("/2021-2025/preface/", None, "/2021-2025/1/"),
        ("/2021-2025/5/", "/2021-2025/4/3/", "/2021-2025/5/1/"),
        ("/2021-2025/5/6/", "/2021-2025/5/5/", "/2021-2025/6/"),
        ("/2021-2025/7/3/", "/2021-2025/7/2/", None),
    ],
)
def test_previous_and_next_follow_the_printed_order(client, edition, address, before, after):
    page = parse(client.get(address))

    links = {link.get("rel"): link.get("href") for link in page.cssselect(".neighbours a")}
    assert (links.get("prev"), links.get("next")) == (before, after)


def test_the_second_paragraph_has_the_anchor_p2(client, edition):
    page = parse(client.get(SECTION))

    (paragraph,) = page.cssselect("#p2")
    assert text_of(paragraph).startswith("加强基础性服务业供给。")


@pytest.mark.parametrize(("year", "ended"), [(2025, False), (2026, True)])
def test_the_notice_says_that_the_period_has_ended_once_it_has(
    client, edition, time_machine, year, ended
):
    time_machine.move_to(datetime(year, 6, 1, tzinfo=UTC))

    assert ("已届满" in client.get(SECTION).content.decode()) == ended


def test_the_period_ends_with_the_year_in_tianjin(client, edition, time_machine):
    time_machine.move_to(datetime(2025, 12, 31, 16, 0, tzinfo=UTC))

    assert "已届满" in client.get(SECTION).content.decode()


def test_markup_in_the_text_stays_text(client, edition):
    hostile = "<script>alert(1)</script>"
    Edition.objects.update(
        document_json=edition.document_json.replace("多元养老", hostile).replace("居家、", hostile)
    )

    page = client.get(SECTION).content.decode()

    assert hostile not in page
    assert "&lt;script&gt;" in page


def test_the_pdf_is_the_stored_file(client, edition, tanggu_pdf):
    response = client.get("/2021-2025/plan.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content == tanggu_pdf


def test_a_known_pdf_is_not_sent_again(client, edition):
    etag = client.get("/2021-2025/plan.pdf")["ETag"]

    response = client.get("/2021-2025/plan.pdf", headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_reading_the_pdf_never_renders_it(client, edition, monkeypatch):
    monkeypatch.setattr("chapters.pdf.rendering.render", None)

    assert client.get("/2021-2025/plan.pdf").status_code == 200
    assert client.get("/2021-2025/editions/1/plan.pdf").status_code == 200


def test_the_plan_as_data_has_the_hash_on_record(client, edition):
    response = client.get("/2021-2025/data/plan.json")

    assert response.content.decode() == edition.document_json
    assert response["ETag"] == f'"{edition.sha256}"'
    assert [row["target_value"] for row in json.loads(response.content)["indicators"]] == [
        "1.35",
        "0.3",
        "12.45",
        "0.0075",
        "1.6228",
        "2000",
    ]


def test_the_record_of_an_edition_states_its_hashes(client, edition):
    page = client.get("/2021-2025/editions/1/").content.decode()

    assert edition.sha256 in page
    assert edition.files.get(kind="PDF").sha256 in page
