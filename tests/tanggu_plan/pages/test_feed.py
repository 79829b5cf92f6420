"""/feed.xml: publications and withdrawals as Atom."""

import pytest
from lxml import etree

from chapters.editions import publishing
from chapters.models import Edition, Section

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def feed(client):
    """Return a function that fetches the feed and returns its root."""

    def fetch(**extra):
        response = client.get("/feed.xml", **extra)
        assert response.status_code == 200
        assert response["Content-Type"].startswith("application/atom+xml")
        assert not response.cookies
        return etree.fromstring(response.content)

    return fetch


def entries(root):
    return [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary"))
        for entry in root.iter(f"{ATOM}entry")
    ]


def test_a_publication_is_told_with_its_note(feed, publish_change):
    publish_change(note="第一章一处错字。")

    assert entries(feed())[0] == (
        "塘沽街道“十四五”规划纲要：第2版发布（更正）",
        "第一章一处错字。",
    )


def test_a_withdrawal_is_an_entry_of_its_own(feed, edition, publisher):
    publishing.withdraw(edition, by=publisher, reason="数字有误。")

    (title, words), *_ = entries(feed())
    assert (title.endswith("第1版撤下"), words) == (True, "数字有误。")
    assert len(entries(feed())) == 2


def test_the_feed_is_what_atom_asks_for(feed, publish_change, publisher):
    publishing.withdraw(publish_change(), by=publisher, reason="数字有误。")
    root = feed()

    for part in ("id", "title", "updated", "author", "link"):
        assert root.find(f"{ATOM}{part}") is not None
    (own,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == "http://testserver/feed.xml"
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 3
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}updated")
        assert entry.findtext(f"{ATOM}author/{ATOM}name")


def test_the_addresses_are_those_of_the_site_that_was_asked(feed, edition, settings):
    settings.ALLOWED_HOSTS = ["plan.example"]

    root = feed(headers={"host": "plan.example"}, secure=True)

    links = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert all(link.startswith("https://plan.example/") for link in links)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>&", "\x01\x0b]]>", "\u202e反写"])
def test_hostile_words_are_escaped_and_break_nothing(feed, publish_change, hostile):
    publish_change(note=f"说明{hostile}")

    _, words = entries(feed())[0]
    assert "<script>" not in words
    assert "\u202e" not in words


def test_an_unpublished_proposal_is_not_told(feed, edition, editor):
    Section.objects.filter(chapter__number=5, number=3).update(text="送审中的文本。")
    publishing.propose(edition.plan, by=editor, kind="CORRECTION", note="说明。")

    assert len(entries(feed())) == 1


def test_nobody_is_named(feed, publish_change):
    publish_change()

    assert not {"bianji", "shenhe", "fabu"} & set(" ".join(feed().itertext()).split())


def test_the_feed_is_there_before_the_first_publication(feed, db):
    assert not Edition.objects.exists()
    assert entries(feed()) == []


def test_pages_name_the_feed(client, edition):
    page = client.get("/2021-2025/").content.decode()

    assert 'type="application/atom+xml"' in page
    assert 'href="/feed.xml"' in page
