"""Commitments underlined in the text, and after the text changed."""

import gzip

import pytest

from tests.html import article_lines, parse, text_of
from tests.indicators.commitments.pages import BEDS, LEDGER, SECTION, rows_of, words_in
from tests.indicators.plan_commitments import import_commitments

# In the text


def test_each_quote_is_underlined_once_and_each_commitment_linked_both_ways(client, commitments):
    rows = rows_of(client)

    for commitment in commitments.all():
        (there,) = rows[commitment.number].cssselect(".quote a")
        address, _, anchor = there.get("href").partition("#")
        page = parse(client.get(address))
        (words,) = page.cssselect(f"#{anchor}")
        assert words.get("href") == f"{LEDGER}#k{commitment.number}"
        assert words.text_content() in commitment.anchor
        underlined = [each.text_content() for each in page.cssselect(".commitment")]
        assert underlined.count(commitment.quote) == 1


def test_the_words_to_jump_to_are_within_the_quote_in_its_paragraph(client, commitments):
    page = parse(client.get(SECTION))

    (words,) = page.cssselect("#p1 > .commitment > #k17")
    assert words.text_content() == BEDS


def test_the_text_is_the_same_with_and_without_its_commitments(client, edition):
    addresses = (SECTION, "/2021-2025/4/1/", "/2021-2025/full/")
    before = [article_lines(client.get(address)) for address in addresses]

    import_commitments()

    assert [article_lines(client.get(address)) for address in addresses] == before


def test_the_page_of_the_whole_text_marks_every_commitment_once(client, commitments):
    page = parse(client.get("/2021-2025/full/"))

    ids = [each.get("id") for each in page.cssselect(".commitment a[id]")]
    assert sorted(ids) == sorted(f"k{number}" for number in range(1, 35))
    quotes = set(commitments.values_list("quote", flat=True))
    assert len(page.cssselect(".commitment")) == len(quotes)
    assert {each.text_content() for each in page.cssselect(".commitment")} == quotes


def test_the_record_of_an_edition_is_left_as_it_was(client, commitments):
    assert not parse(client.get("/2021-2025/editions/1/")).cssselect(".commitment")


def test_a_section_lists_its_commitments_under_the_text(client, commitments):
    (section,) = parse(client.get(SECTION)).cssselect(".commitments-here")

    assert text_of(section).startswith("本节的承诺")
    links = [link.get("href") for link in section.cssselect("a")]
    assert links == [f"{LEDGER}#k{number}" for number in range(15, 20)]


def test_a_section_without_commitments_lists_none(client, commitments):
    page = parse(client.get("/2021-2025/1/1/"))

    assert not page.cssselect(".commitments-here, .commitment")


@pytest.mark.parametrize(
    ("address", "count"),
    [(SECTION, 2), ("/2021-2025/full/", 2), ("/2021-2025/5/", 4)],  # the PDF and its chapter
)
def test_a_page_of_text_takes_one_query_for_its_commitments(
    client, commitments, address, count, django_assert_num_queries
):
    with django_assert_num_queries(count):
        client.get(address)


def test_every_section_page_with_its_commitments_is_light_on_the_wire(client, commitments, edition):
    for chapter in edition.document.chapters:
        for section in chapter.sections:
            page = client.get(f"/2021-2025/{chapter.number}/{section.number}/")
            assert len(gzip.compress(page.content)) <= 14_400  # 15 KB with its headers


# After the text changed


def test_a_changed_sentence_is_said_to_be_changed_and_leads_to_the_older_edition(
    client, commitments, republish
):
    republish("每年开展线上线下招聘会", "每年开展招聘会")

    row = rows_of(client)[20]
    (link,) = row.cssselect(".quote a")

    assert "第1版；原文已在第2版改动" in text_of(row)
    assert link.get("href") == "/2021-2025/editions/1/#c5s3-p1"
    assert parse(client.get("/2021-2025/editions/1/")).cssselect("#c5s3-p1")
    assert not parse(client.get("/2021-2025/5/3/")).cssselect(".commitment, .commitments-here")
    assert 20 in rows_of(client, "?chapter=5")
    assert "原文已在第2版改动" in words_in(client, f"{LEDGER}20/")


def test_the_edition_that_changed_the_words_is_named_not_the_last(client, commitments, republish):
    republish("每年开展线上线下招聘会", "每年开展招聘会")
    republish("脱贫摘帽", "脱贫致富")

    assert "原文已在第2版改动" in text_of(rows_of(client)[20])


def test_words_that_are_back_are_linked_again(client, commitments, republish):
    republish("每年开展线上线下招聘会", "每年开展招聘会")
    republish("每年开展招聘会", "每年开展线上线下招聘会")

    (link,) = rows_of(client)[20].cssselect(".quote a")

    assert link.get("href") == "/2021-2025/5/3/#k20"


def test_words_that_no_public_text_has_are_said_to_be_missing(client, commitments):
    commitments.filter(number=20).update(quote="没有印过的话。", anchor="没有印过")

    row = rows_of(client)[20]

    assert "发布过的文本里找不到这句话" in text_of(row)
    assert not row.cssselect(".quote a")


def test_a_changed_text_costs_one_query_more(
    client, commitments, republish, django_assert_num_queries
):
    republish("每年开展线上线下招聘会", "每年开展招聘会")

    with django_assert_num_queries(4):
        client.get(LEDGER)


def test_a_paragraph_that_moved_keeps_its_commitment(client, commitments, republish):
    republish("提高就业质量。", "新的一段。\n提高就业质量。")

    (link,) = rows_of(client)[20].cssselect(".quote a")

    assert link.get("href") == "/2021-2025/5/3/#k20"
    assert parse(client.get("/2021-2025/5/3/")).cssselect("#p2 #k20")
