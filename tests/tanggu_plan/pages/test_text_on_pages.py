"""All 96 paragraphs, 33 headings and 6 table rows, exactly once and in order."""

import pytest

from chapters.reading.addresses import place_url
from tests.html import article_lines


@pytest.fixture
def printed(tanggu):
    return ["".join(line.split()) for line in tanggu.printed_lines()]


def test_the_page_by_page_text_is_the_whole_plan_in_order(client, edition, tanggu, printed):
    lines = []
    for text in tanggu.places():
        lines += article_lines(client.get(place_url(edition.plan.slug, text.place)))

    assert lines == printed


def test_the_full_page_is_the_whole_plan_in_order(client, edition, printed):
    title, *lines = article_lines(client.get("/2021-2025/full/"))

    assert title == edition.document.title
    assert lines == printed


def test_the_plan_has_the_parts_that_the_print_has(tanggu, printed):
    headings = 1 + len(tanggu.chapters) + sum(len(c.sections) for c in tanggu.chapters)

    assert (headings, len(list(tanggu.paragraphs())), len(tanggu.indicators)) == (33, 96, 6)
    assert len(printed) == 33 + 96 + 1 + 6


def test_every_lead_phrase_is_bold(client, edition, tanggu):
    page = client.get("/2021-2025/full/").content.decode()

    bold = [paragraph.lead_phrase for paragraph in tanggu.paragraphs() if paragraph.lead_phrase]
    assert len(bold) == 73
    assert all(f"<strong>{phrase}</strong>" in page for phrase in bold)


def test_every_paragraph_of_the_full_page_has_an_address_of_its_own(client, edition):
    page = client.get("/2021-2025/full/").content.decode()

    for anchor in ("preface-p2", "c1-p1", "c1s1-p9", "c2s3-p6", "c7s3-p2"):
        assert page.count(f'id="{anchor}"') == 1
