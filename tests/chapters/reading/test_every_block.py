"""Pages of a plan with every kind of block."""

import re
from dataclasses import replace
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.html import strip_tags

from chapters.editions import publishing
from chapters.models import Plan
from chapters.plan.blocks import Figure
from chapters.reading.addresses import place_url
from chapters.working_copy.rows import freeze, store
from tanggu_plan.management.commands import export_site
from tests.chapters.rich import annotated, rich_without_pictures
from tests.conftest import publish
from tests.requests import connection_kept

PLAN = "/2026-2030/"


@pytest.fixture
def document(db, tanggu_pdf, monkeypatch):
    """The plan, published."""
    document = rich_without_pictures()
    plan = Plan.objects.create(
        slug="2026-2030", title_lines="规划", period_start=2026, period_end=2030, base_year=2025
    )
    monkeypatch.setattr(publishing, "freeze", lambda plan: document)
    monkeypatch.setattr(publishing, "rows_of", lambda document: iter(()), raising=False)
    publish(plan, tanggu_pdf)
    return document


def text_of(response):
    """What a page says, without any space."""
    assert response.status_code == 200
    return "".join(unescape(strip_tags(response.content.decode())).split())


def without_space(text):
    return "".join(text.split())


def test_every_place_has_a_page_that_prints_all_of_it(client, document):
    for text in document.places():
        page = text_of(client.get(place_url(PLAN.strip("/"), text.place)))

        assert without_space(text.heading) in page
        for _, printed in text.texts([]):
            assert without_space(printed) in page, printed


def test_the_whole_text_is_on_one_page(client, document):
    page = text_of(client.get(f"{PLAN}full/"))

    for line in document.printed_lines():
        assert without_space(line) in page, line


@pytest.mark.parametrize("address", ["preface/", "1/1/", "3/", "full/"])
def test_footnotes_are_linked_both_ways(client, document, address):
    page = client.get(PLAN + address).content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    links = re.findall(r' href="#([^"]+)"', page)
    marks = [each for each in ids if re.search(r"(^|-)r\d+$", each)]
    notes = [each for each in ids if re.search(r"(^|-)n\d+$", each)]

    assert len(marks) == len(notes) > 0
    assert {*marks, *notes} <= set(links) <= set(ids)


def test_an_id_stands_once_on_a_page(client, document):
    for address in ("full/", "1/1/", "1/2/", "2/", "3/", "parts/1/", "annexes/2/", "notice/"):
        ids = re.findall(r' id="([^"]+)"', client.get(PLAN + address).content.decode())

        assert len(ids) == len(set(ids)), address


def test_what_the_plan_does_not_have_is_missing(client, document):
    for address in ("parts/3/", "annexes/3/", "parts/0/"):
        assert client.get(PLAN + address).status_code == 404


@pytest.mark.parametrize(
    "words", ["社区食堂", "框里的脚注", "一条斜线", "名词解释", "全员劳动生产率"]
)
def test_search_finds_what_stands_in_every_kind_of_block(client, document, words):
    page = client.get(f"{PLAN}search/", {"q": words}).content.decode()

    assert f"<mark>{words}</mark>" in page


def test_the_working_copy_holds_it_all(db):
    document = rich_without_pictures()

    assert freeze(store(document)) == document


def test_every_place_has_a_page_in_traditional_characters(client, document):
    for text in document.places():
        page = text_of(client.get(place_url(PLAN.strip("/"), text.place, "hant")))

        assert "測試街道" in page
        assert len(page) >= sum(len(printed) for _, printed in text.texts([])) * 0.9


def test_the_sitemap_lists_every_place(client, document):
    listed = client.get("/sitemap.xml").content.decode()

    for text in document.places():
        assert f"{place_url(PLAN.strip('/'), text.place)}</loc>" in listed


def test_the_plan_is_given_out_as_it_is_stored(client, document):
    assert client.get(f"{PLAN}data/plan.json").content.decode() == document.to_json()


def test_a_copy_of_the_site_has_every_page_of_the_plan(document, tmp_path, monkeypatch):
    monkeypatch.setattr(export_site, "SMALLEST", 1)
    folder = tmp_path / "site"
    with connection_kept():
        call_command("export_site", folder, address="https://testserver", stdout=StringIO())

    for text in document.places():
        address = place_url(PLAN.strip("/"), text.place)
        page = (folder / address.strip("/") / "index.html").read_text("utf-8")
        assert without_space(text.heading) in without_space(unescape(strip_tags(page)))


def test_a_comparison_leads_to_parts_and_annexes(
    client, db, tanggu_pdf, editor, reviewer, publisher
):
    document = rich_without_pictures()
    plan = store(document)
    publish(plan, tanggu_pdf)
    plan.parts.filter(number=1).update(title="开局")
    plan.annexes.filter(number=1).update(title="名词")
    Plan.objects.update(preface_title="前言")
    proposed = publishing.propose(plan, by=editor, kind="CORRECTION", note="按印本更正。")
    publishing.publish(publishing.approve(proposed, by=reviewer), by=publisher)

    page = client.get(f"{PLAN}editions/2/changes/").content.decode()

    for address in ("parts/1/", "annexes/1/", "preface/"):
        assert f'href="{PLAN}{address}' in page


def test_hundreds_of_footnotes_and_figures_keep_their_numbers(client, db, tanggu_pdf):
    notes = tuple(annotated(f"第{n}段正文。", (2, f"注释第{n}条。")) for n in range(1, 301))
    figures = tuple(Figure(f"图{n} 示意", f"第{n}幅") for n in range(1, 61))
    document = rich_without_pictures()
    chapter = replace(document.chapters[1], lead=(*notes, *figures))
    chapters = (document.chapters[0], chapter, document.chapters[2])
    publish(store(replace(document, chapters=chapters)), tanggu_pdf)

    page = client.get(f"{PLAN}2/").content.decode()

    assert re.findall(r'id="n(\d+)"', page) == [str(n) for n in range(1, 301)]
    assert re.findall(r'href="#n(\d+)"', page) == [str(n) for n in range(1, 301)]
    assert re.findall(r'id="f(\d+)"', page) == [str(n) for n in range(1, 61)]
    assert page.count("图未附") == 60
