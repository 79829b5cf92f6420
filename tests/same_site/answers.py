"""Everything a portal answers: the addresses of its sitemap and all that they lead to."""

from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree, html

from tests.same_site import pages
from tests.same_site.files import json_text, pdf_aspects, xlsx_text, xml_text

STARTS = ("/", "/sitemap.xml", "/feed.xml", "/robots.txt", "/favicon.ico", "/healthz")
HEADERS = ("Location", "Content-Type", "Content-Disposition", "Cache-Control", "X-Robots-Tag")
KINDS = {
    "text/html": "page",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/json": "JSON",
    "application/schema+json": "JSON",
    "image/svg+xml": "SVG",
    "application/xml": "XML",
    "application/atom+xml": "XML",
    "text/csv": "CSV",
    "text/plain": "text",
    "text/css": "style or script",
    "text/javascript": "style or script",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered."""

    address: str
    origin: str
    status: int
    headers: dict
    body: bytes

    @property
    def kind(self):
        """What is compared in it, by its media type."""
        return KINDS.get(self.headers.get("Content-Type", "").split(";")[0], "other")

    @property
    def text(self):
        """The body; the portal's own origin, which is only where it was asked, is left out."""
        return self.body.decode().replace(self.origin, "")

    def aspects(self):
        """Return the comparable texts by the name of what they compare."""
        headers = [f"{name}: {pages.plain(value)}" for name, value in self.headers.items()]
        return {"headers": "\n".join(headers)} | self._content()

    def _content(self):
        if not self.body:
            return {}
        match self.kind:
            case "page":
                return pages.aspects(self.text)
            case "PDF":
                return pdf_aspects(self.body)
            case "XLSX":
                return {"cells": xlsx_text(self.body)}
            case "JSON":
                return {"data": json_text(self.text)}
            case "SVG" | "XML":
                return {"nodes": xml_text(etree.fromstring(self.text.encode()))}
            case "CSV" | "text":
                return {"bytes": self.text}
            case "style or script":
                return {}  # no reader reads it
        return {"bytes": sha256(self.body).hexdigest()}

    def links(self):
        """Return the addresses on the same portal to which the answer leads."""
        if self.kind == "page" and self.body:
            found = html.document_fromstring(self.text).xpath(pages.ADDRESSES)
        elif self.address == "/sitemap.xml":
            found = [
                urlsplit(each.text).path for each in etree.fromstring(self.body).iter("{*}loc")
            ]
        else:
            found = [self.headers["Location"]] if "Location" in self.headers else []
        here = urljoin(self.origin, self.address)
        whole = [urldefrag(urljoin(here, address)).url for address in found]
        return [url.removeprefix(self.origin) for url in whole if url.startswith(f"{self.origin}/")]


def ask(origin, address):
    with closing(HTTPConnection(urlsplit(origin).netloc, timeout=60)) as connection:
        connection.request("GET", address)
        response = connection.getresponse()
        headers = {name: response.headers[name] for name in HEADERS if name in response.headers}
        return Answer(address, origin, response.status, headers, response.read())


def crawl(origin, starts=STARTS):
    """Follow every link inside; return the answers by address, static files by plain names."""
    answers, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop(0)
        if (name := pages.plain(address)) not in answers:
            answers[name] = ask(origin, address)
            waiting += answers[name].links()
    return answers


def crawl_both(old, new, starts):
    """Return (before, after) by address: what only one of them leads to is asked of the other."""
    before, after = crawl(old, starts), crawl(new, starts)
    addresses = dict.fromkeys([*before, *after])
    return {
        address: (
            before.get(address) or ask(old, address),
            after.get(address) or ask(new, address),
        )
        for address in addresses
    }
