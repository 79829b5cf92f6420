"""Nothing stale comes out of the page store: versions, midnight, tags."""

from datetime import datetime

import pytest
from django.utils import timezone

from tanggu_plan.serving import public_version
from tanggu_plan.serving.page_store import is_among
from tests.tanggu_plan.serving.asking import ask


def test_a_new_public_version_shows_at_once(site, django):
    ask(site)
    public_version.bump()

    ask(site)

    assert django.count == 2
    assert len(site.answers) == 1


def test_a_page_rendered_across_a_publication_is_not_given_again(site, monkeypatch):
    render = site.application.application

    def render_slowly(environ, start_response):
        body = render(environ, start_response)
        public_version.bump()  # while the page is being rendered
        return body

    monkeypatch.setattr(site.application, "application", render_slowly)
    ask(site)
    monkeypatch.setattr(site.application, "application", render)

    ask(site)

    assert site.application.count == 2


def test_at_midnight_every_page_is_rendered_anew(site, django, time_machine):
    ask(site)
    time_machine.move_to(timezone.make_aware(datetime(2100, 1, 1, 0, 0, 1)))

    ask(site)
    ask(site)

    assert django.count == 2


def test_a_page_is_revalidated_by_its_tag(site):
    page = ask(site)

    again = ask(site, HTTP_IF_NONE_MATCH=page.headers["ETag"])

    assert page.headers["Cache-Control"] == "no-cache"
    assert (again.status, again.content) == ("304 Not Modified", b"")
    assert again.headers.keys() == {"ETag", "Cache-Control", "Vary"}


def test_a_stored_tag_does_not_keep_a_page_from_being_kept(site, django):
    tag = ask(site, "/2021-2025/plan.pdf").headers["ETag"]
    public_version.bump()

    answers = [ask(site, "/2021-2025/plan.pdf", HTTP_IF_NONE_MATCH=tag) for _ in range(2)]

    assert [answer.status for answer in answers] == ["304 Not Modified", "304 Not Modified"]
    assert django.count == 2


def test_a_tag_from_before_a_change_gets_the_new_page(site, edition):
    tag = ask(site).headers["ETag"]
    edition.document_json = edition.document_json.replace("塘沽街道", "某某街道")
    edition.save()
    public_version.bump()

    answer = ask(site, HTTP_IF_NONE_MATCH=tag)

    assert answer.status == "200 OK"
    assert answer.headers["ETag"] != tag


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", W/"a" , "c"', True),
        ("*", True),
        (" * ", True),
        ('"b"', False),
        ('"ab"', False),
        ("a", False),
        ("", False),
    ],
)
def test_tags_are_compared_weakly(asked, found):
    assert is_among('"a"', asked) is found
