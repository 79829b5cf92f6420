"""A commitment in the third goal of 第二章第三节 stands in 第4段 wherever its place is named."""

import csv
import io

import pytest

from chapters.plan.places import parse
from tests.html import parse as parsed
from tests.html import text_of
from tests.indicators.plan_commitments import import_commitments

NAMED = "第二章第三节第4段"


@pytest.fixture
def ledger(edition):
    import_commitments()
    return edition


def test_it_is_the_third_goal(tanggu):
    spot, _ = tanggu.paragraph(parse("c2s3-g3"))

    assert spot.label == NAMED


@pytest.mark.parametrize("page", ["commitments/", "commitments/1/"])
def test_the_ledger_and_its_page_name_the_fourth_paragraph(client, ledger, page):
    response = client.get(f"/2021-2025/{page}")

    assert NAMED in text_of(parsed(response))


def test_the_data_name_the_fourth_paragraph(client, ledger):
    text = client.get("/2021-2025/data/commitments.csv").content.decode("utf-8-sig")

    first = next(csv.DictReader(io.StringIO(text)))
    assert NAMED in first.values()


def test_the_words_are_linked_in_the_fourth_paragraph(client, ledger):
    page = parsed(client.get("/2021-2025/2/3/"))

    assert page.cssselect("#p4 #k1")
