"""What a clerk types comes out as words on every page and in every tag.

One office has typed hostile strings into every field there is and published them. The files that
it then gives: test_hostile_files. What may be typed at all: test_hostile_typing.
"""

import io
import json

import pytest
from django.test import Client
from lxml import html

from chapters.plan.places import numbered_place
from tests.tanggu_plan.hostile.office import words
from tests.tanggu_plan.hostile.sinks import (
    answer_of,
    faults_of,
    parts_of,
    said_by,
    squeezed,
    strings_in,
)
from tests.tanggu_plan.hostile.strings import (
    IDENTITY,
    PAYLOADS,
    is_hostile,
    typed_fields,
    values_of,
)

pytestmark = pytest.mark.django_db

SECTION = "/2021-2025/1/1/"

# Typed for colleagues; readers get to see them nowhere.
FOR_STAFF = {
    "chapters.Plan.attachment_label",  # and on the cover of the PDF
    "chapters.Erratum.suggested_reading",
    "chapters.WrongWording.right",
    "chapters.WrongWording.reason",
    "chapters.FalseAlarm.words",
    "chapters.FalseAlarm.reason",
    "indicators.Measurement.return_reason",
    "indicators.CommitmentStatus.return_reason",
    "tanggu_plan.AuditEntry.subject",
    "tanggu_plan.AuditEntry.details",
    "auth.User.first_name",
    "auth.User.last_name",
}
SHOWN_NOWHERE = {"chapters.Erratum.paragraph"}  # the name of an anchor, read by the portal


def faulty(answers):
    pages = {at: answer.page for at, answer in answers.items() if answer.page is not None}
    assert len(pages) > 30
    return {at: faults for at, page in pages.items() if (faults := faults_of(page))}


# The fields


def test_the_office_has_typed_a_hostile_string_into_every_field(office):
    clean = [name for name in typed_fields() if not any(map(is_hostile, values_of(name)))]

    assert clean == []


def test_a_string_that_gets_out_is_seen():
    raw = "<title>甲</title>" + "".join(PAYLOADS[:2]) + PAYLOADS[9] + f'<a href="{PAYLOADS[4]}">乙'

    faults = faults_of(html.document_fromstring(raw))

    assert len(faults) == 5


# Pages


def test_no_public_page_has_an_element_or_attribute_of_a_string(public):
    assert faulty(public) == {}


def test_no_page_of_the_staff_has_an_element_or_attribute_of_a_string(staff):
    assert faulty(staff) == {}


def test_every_string_is_said_word_for_word(public, staff):
    said = said_by(public) + said_by(staff)

    missing = {
        (name, part)
        for name in typed_fields().keys() - SHOWN_NOWHERE
        for value in filter(is_hostile, values_of(name))
        for part in parts_of(value)
        if part not in said
    }
    assert missing == set()


def test_what_is_for_readers_is_said_in_public(public):
    said = said_by(public)

    unsaid = [
        name
        for name in typed_fields().keys() - FOR_STAFF - SHOWN_NOWHERE
        if not any(
            all(part in said for part in parts_of(value))
            for value in filter(is_hostile, values_of(name))
        )
    ]
    assert unsaid == []


def test_every_answer_comes_with_the_policy_and_is_taken_for_what_it_is(public, staff):
    answers = public | staff

    assert {answer.headers.get("X-Content-Type-Options") for answer in answers.values()} == {
        "nosniff"
    }
    policies = {answer.headers.get("Content-Security-Policy", "") for answer in answers.values()}
    assert all("default-src 'none'" in policy for policy in policies)
    assert not any("unsafe" in policy for policy in policies)


def test_the_traditional_view_holds_the_strings_as_they_are(public):
    converted = {at: answer for at, answer in public.items() if "/hant/" in at}

    assert len(converted) >= 5
    said = said_by(converted)
    assert [payload for payload in PAYLOADS if squeezed(payload) not in said] == []


def test_a_search_shows_its_hits_and_suggestions_as_words(public):
    page = public["/2021-2025/search/?q=onerror"].page

    snippets = squeezed(" ".join(mark.getparent().text_content() for mark in page.iter("mark")))
    assert squeezed(PAYLOADS[1]) in snippets
    assert page.cssselect("main mark")


def test_a_malformed_identity_is_printed_nowhere_and_a_free_one_as_words(public):
    said = said_by(public)

    printed = {setting for setting in IDENTITY if squeezed(IDENTITY[setting]) in said}
    assert printed == {"SITE_NAME", "SITE_SPONSOR", "SITE_OPERATOR", "SITE_CONTACT"}


# Tags


def test_title_and_tags_say_the_strings_exactly(office, public):
    page, section = public[SECTION].page, office.edition.document.at(numbered_place(1, 1))

    tags = {e.get("name") or e.get("property"): e.get("content") for e in page.cssselect("meta")}
    assert section.title in page.findtext("head/title")
    assert tags["ArticleTitle"].endswith(section.title)
    assert tags["og:title"].endswith(section.title)
    assert tags["ContentSource"] == office.edition.document.issuer


def test_the_data_of_every_page_reads_back_as_the_strings(office, public):
    document = office.edition.document

    scripts = [
        script.text
        for answer in public.values()
        if answer.page is not None
        for script in answer.page.cssselect("script[type$=json]")
    ]
    names = {name for text in scripts for name in strings_in(json.loads(text))}
    assert {document.title, document.short_title, document.issuer} <= names
    assert not any("<" in text for text in scripts)


def test_no_figure_holds_what_plotly_takes_for_a_tag(office, public):
    figures = [
        json.loads(script.text)
        for answer in public.values()
        if answer.page is not None
        for script in answer.page.cssselect('script[type="application/json"]')
    ]

    texts = {text for figure in figures for text in strings_in(figure)} - {
        "%{customdata}<extra></extra>"
    }
    assert any("&lt;script&gt;" in text for text in texts)
    assert [text for text in texts if "<" in text or "&quot;" in text] == []


# What a clerk has on the way


def test_the_preview_of_an_import_shows_its_cells_as_words(office, chief):
    address, plan = "/admin/indicators/measurement/{}/", {"plan": office.plan.pk}
    exported = answer_of(chief.post(address.format("export"), {**plan, "suffix": "csv"}))
    file = io.BytesIO(exported.content)
    file.name = f"{PAYLOADS[9]}.csv"

    answer = answer_of(chief.post(address.format("import"), {**plan, "file": file}))

    assert faults_of(answer.page) == []
    note = next(filter(is_hostile, values_of("indicators.Measurement.note")))
    assert squeezed(note) in squeezed(answer.page.text_content())


@pytest.mark.parametrize("is_logged_in", [True, False])
def test_what_a_lost_form_had_comes_back_as_words(office, is_logged_in):
    client, typed = Client(enforce_csrf_checks=is_logged_in), words("chapters.Section.text")
    section = office.plan.chapters.first().sections.first()
    if is_logged_in:
        client.force_login(office.chief)

    address = f"/admin/chapters/section/{section.pk}/change/"
    answer = answer_of(client.post(address, {"opened_at": "", "title": typed, "text": typed}))

    assert answer.status in (200, 403)
    assert faults_of(answer.page) == []
