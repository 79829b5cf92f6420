"""Every page a reader can reach, as the crawler tests walk them."""

from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.urls import get_script_prefix
from lxml import etree, html

from tests.requests import connection_kept

LINKS = "a[href], link[href], script[src], img[src], form[action], use[href]"
HOST = "testserver"


@dataclass
class Visit:
    """What an address answered."""

    status: int
    ids: set[str]
    page: html.HtmlElement | None
    links: list[str] = field(default_factory=list)


def sitemap_of(client, address="/sitemap.xml"):
    """Return the paths that the sitemap lists."""
    sitemap = etree.fromstring(client.get(address).content)
    return [urlsplit(location.text).path for location in sitemap.iter("{*}loc")]


def crawl(client, starts):
    """Follow every link inside from the addresses; return the visits by address."""
    visits, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop()
        if address in visits:
            continue
        visits[address] = visit(client, address)
        waiting += [urldefrag(link).url for link in visits[address].links]
    return visits


def visit(client, address):
    """Ask for a page; files of ours need only be there, since the tests collect none."""
    prefix = f"{get_script_prefix()}static/"
    if address.startswith(prefix):
        return Visit(200 if finders.find(address.removeprefix(prefix)) else 404, set(), None)
    response = client.get(address)
    with connection_kept():
        response.close()
    if not (response.headers["Content-Type"].startswith("text/html") and response.content):
        return Visit(response.status_code, set(), None)
    page = html.fromstring(response.content.decode())
    links = [
        urljoin(f"http://{HOST}{address}", element.get(attribute))
        for element in page.cssselect(LINKS)
        for attribute in ("href", "src", "action")
        if element.get(attribute)
    ]
    inside = [
        link.removeprefix(f"http://{HOST}") for link in links if urlsplit(link).netloc == HOST
    ]
    return Visit(response.status_code, set(page.xpath("//@id")), page, inside)


def broken(visits):
    """Return "page → link" for every link to what does not answer or to an id that is not there."""
    return [
        f"{address} → {link}"
        for address, seen in visits.items()
        for link in seen.links
        if not _works(visits, link)
    ]


def _works(visits, link):
    target, fragment = urldefrag(link)
    seen = visits[target]
    return seen.status in (200, 302) and (not fragment or fragment in seen.ids)
