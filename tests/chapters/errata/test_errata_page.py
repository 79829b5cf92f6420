"""The public list of errata: published text minus errata equals the source."""

import re

import pytest

from chapters.errata import deciding as rule
from chapters.errata.deciding import unsigned
from chapters.models import Edition, Erratum
from chapters.plan import places
from tests.chapters.errata.texts import DOUBLED, SINGLE
from tests.chapters.plan.test_fixture import SOURCE, plan_as_printed, uncorrected
from tests.html import parse, text_of

PAGE = "/2021-2025/errata/"


class Correction:
    """A stored erratum as the proof of tests.chapters.plan.test_fixture reads one."""

    def __init__(self, erratum):
        self.place = erratum.source_line, erratum.source_column
        self.source_reading = unsigned(erratum.source_reading)
        self.published_reading = unsigned(erratum.published_reading)


def text_before_acceptance(edition):
    """The edition's text with the accepted readings put back to those of the print."""
    printed, paragraphs = plan_as_printed(edition.document), {}
    for erratum in edition.plan.errata.of_text(edition).questions():
        spot, paragraph = edition.document.paragraph(places.parse(erratum.paragraph))
        text = paragraphs.get(spot, paragraph.text)
        assert text.count(erratum.published_reading) == 1, erratum
        before = text.replace(erratum.published_reading, erratum.printed_reading)
        printed = printed.replace(text, before)
        paragraphs[spot] = before
    return printed


def source_made_again(edition):
    listed = edition.plan.errata.of_text(edition).exclude(category="QUESTION")
    corrections = sorted(map(Correction, listed), key=lambda correction: correction.place)
    return uncorrected(text_before_acceptance(edition), corrections)


@pytest.fixture
def source():
    return SOURCE.read_bytes().decode()


# Published text minus errata equals the source


def test_the_published_text_minus_the_listed_errata_is_the_source(edition, errata, source):
    assert source_made_again(edition) == source


def test_with_accepted_questions_the_text_minus_errata_is_still_the_source(
    edition, errata, source, editor, publish_working_copy
):
    for code in ("Q03", "Q15", "Q21", "Q26", "Q31", "Q33"):
        erratum = errata.get(code=code)
        reading = erratum.suggested_reading if code != "Q26" else "ME大厦商业楼"
        rule.accept(erratum, by=editor, reading=reading)

    second = publish_working_copy()

    assert second.plan.errata.of_text(second).questions().count() == 6
    assert source_made_again(second) == source
    assert source_made_again(Edition.objects.get(number=1)) == source


def test_the_list_is_that_of_its_own_plan(edition, errata):
    stranger = Edition(plan_id=edition.plan_id + 1, number=1)

    assert not Erratum.objects.of_text(stranger).exists()


# The public page


def test_the_page_counts_by_category(client, edition, errata):
    page = parse(client.get(PAGE))

    counts = [text_of(each) for each in page.cssselect(".errata-counts li")]
    assert counts == ["规范化121处", "识别更正82处"]


def test_every_occurrence_stands_on_the_page_once_with_its_place(client, edition, errata):
    page = parse(client.get(PAGE))

    places = [text_of(each) for each in page.cssselect(".erratum-place")]
    shown = sorted(re.search(r"原件第(\d+)行第(\d+)列", place).groups() for place in places)
    listed = errata.of_text(edition).values_list("source_line", "source_column")
    assert shown == sorted((str(line), str(column)) for line, column in listed)


def test_every_reason_stands_on_the_page(client, edition, errata):
    text = text_of(parse(client.get(PAGE)))

    reasons = set(errata.of_text(edition).values_list("reason", flat=True))
    assert all("".join(reason.split()) in text for reason in reasons)


def test_corrections_made_alike_are_folded_into_one(client, edition, errata):
    page = parse(client.get(PAGE))

    folded = [text_of(each) for each in page.cssselect(".errata summary")]
    assert "逐处列出（40处）" in folded  # spaces
    assert "逐处列出（59处）" in folded  # traditional characters
    assert len(page.cssselect(".errata > li")) == 11 + 3


def test_an_occurrence_leads_to_its_paragraph(client, edition, errata):
    page = parse(client.get(PAGE))

    (link,) = page.cssselect('.erratum-place a[href="/2021-2025/2/2/#p2"]')
    assert text_of(link) == "第二章第二节第2段"


def test_open_questions_are_not_on_the_public_page(client, edition, errata):
    assert DOUBLED not in client.get(PAGE).content.decode()


def test_an_accepted_question_is_listed_once_it_is_published(
    client, question, edition, editor, publish_working_copy
):
    rule.accept(question, by=editor, reading=SINGLE)
    before = client.get(PAGE).content.decode()

    publish_working_copy()

    page = client.get(PAGE).content.decode()
    assert DOUBLED not in before
    assert "采纳的勘误" in page
    assert DOUBLED in page
    assert SINGLE in page


def test_the_received_text_is_offered(client, edition, errata, source):
    response = client.get(f"{PAGE}source.txt")

    assert f'href="{PAGE}source.txt"' in client.get(PAGE).content.decode()
    assert b"".join(response.streaming_content).decode() == source


def test_a_plan_without_a_kept_source_offers_none(client, edition, settings, tmp_path):
    settings.FIXTURES_DIR = tmp_path

    assert "source.txt" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}source.txt").status_code == 404


def test_the_page_takes_two_queries_and_sets_no_cookie(
    client, edition, errata, django_assert_num_queries
):
    with django_assert_num_queries(2):
        response = client.get(PAGE)

    assert not response.cookies


def test_a_plan_without_errata_says_so(client, edition):
    assert "没有登记" in client.get(PAGE).content.decode()
