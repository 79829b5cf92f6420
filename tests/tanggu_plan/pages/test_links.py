"""Every link of every public page leads somewhere."""

import pytest

from chapters.editions import publishing
from tests.crawl import broken, crawl, sitemap_of


@pytest.fixture
def two_editions(publish_change, errata):
    """A site with a superseded edition, changes to show and a list of errata."""
    return publish_change()


def test_every_link_inside_works_from_every_page_of_the_sitemap(client, two_editions):
    visits = crawl(client, [*sitemap_of(client), "/robots.txt", "/favicon.ico"])

    assert len(visits) > 60
    assert broken(visits) == []


def test_every_link_of_an_error_page_works(client, two_editions):
    visits = crawl(client, ["/2021-2025/9/9/"])

    assert visits["/2021-2025/9/9/"].status == 404
    assert broken(visits) == ["/2021-2025/9/9/ → /2021-2025/9/9/#main"]  # to its own text


def test_after_a_withdrawal_no_page_leads_to_what_is_gone_unsaid(client, two_editions, publisher):
    publishing.withdraw(two_editions, by=publisher, reason="有误。")

    visits = crawl(client, ["/"])

    assert "/2021-2025/editions/2/" in visits
    assert broken(visits) == []
