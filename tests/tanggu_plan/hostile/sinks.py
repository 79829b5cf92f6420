"""Every page and file that a hostile string may come out of, and what must not be in it."""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree, html

from tanggu_plan.text.unseen import REFUSED_CHARACTERS as UNSEEN
from tests.requests import connection_kept

DATA_SCRIPTS = {"application/ld+json", "application/json"}
LEADS_TO = ("href", "src", "action", "formaction", "data", "poster", "xlink:href")
SAFE_SCHEMES = {"", "http", "https"}
HOST = "testserver"
MOST_ALIKE = 6
LEFT_ALONE = ("/static/", "/admin/logout/", "/admin/jsi18n/")


@dataclass(frozen=True)
class Answer:
    """What an address gives; `page` is None for what is no HTML."""

    status: int
    headers: dict
    content: bytes
    page: html.HtmlElement | None

    @property
    def text(self) -> str:
        return self.content.decode()


def answer_of(response) -> Answer:
    content = b"".join(response) if response.streaming else response.content
    with connection_kept():
        response.close()
    is_page = response.headers["Content-Type"].startswith("text/html") and content
    page = html.document_fromstring(content.decode()) if is_page else None
    return Answer(response.status_code, response.headers, content, page)


def collect(client, starts) -> dict[str, Answer]:
    """Ask for the addresses and for every one that their pages lead to, queries left out.

    Of addresses that differ in their numbers only, some are enough.
    """
    answers, waiting, alike = {}, list(starts), Counter()
    while waiting:
        address = waiting.pop()
        kind = re.sub("[0-9]+", "0", address)
        if address not in answers and alike[kind] < MOST_ALIKE:
            alike[kind] += 1
            answers[address] = answer_of(client.get(address))
            waiting += [] if answers[address].page is None else _led_to(address, answers[address])
    return answers


def _led_to(address, answer):
    for element in answer.page.cssselect("[href], [src]"):
        link = urljoin(f"http://{HOST}{address}", element.get("href") or element.get("src"))
        parts = urlsplit(urldefrag(link).url)
        if parts.netloc == HOST and not parts.path.startswith(LEFT_ALONE):
            yield parts.path


def faults_of(page) -> list[str]:
    """What of the page came out of a string as more than words."""
    faults = [fault for element in page.iter() for fault in _faults(element)]
    if len(page.xpath("/html/head/title")) != 1:
        faults.append("not one title")
    return faults


def _faults(element):
    if element.tag is etree.Comment:
        if re.search("[<>{]|alert", element.text):
            yield f"a comment: {element.text[:60]}"
        return
    for name, value in element.attrib.items():
        if name.startswith("on") or name in ("srcdoc", "style"):
            yield f"{element.tag} has {name}"
        if name in LEADS_TO and _scheme(value) not in SAFE_SCHEMES:
            yield f"{element.tag} leads to {value}"
        if _hides(value) and element.tag != "input":
            yield f"{element.tag} {name} holds what cannot be seen"
    own = "" if element.tag == "textarea" else element.text or ""  # a box shows what was typed
    if _hides(f"{own}{element.tail or ''}"):
        yield f"{element.tag} has words that cannot be seen"
    if element.tag == "script" and element.get("type") not in DATA_SCRIPTS and _runs(element):
        yield f"a script: {element.text[:60]}"
    if element.tag in ("img", "iframe", "object", "embed", "base") and element.get("src") == "x":
        yield f"{element.tag} of a string"


def _hides(text):
    """U+FFFD, which stands for undecodable bytes, can be seen."""
    return UNSEEN.search(text.replace("\ufffd", ""))


def _scheme(address):
    """As browsers read it: blanks and controls about it do not count."""
    match = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address).lower())
    return match[1] if match else ""


def _runs(script):
    return "alert" in (script.text or "")


def squeezed(text: str) -> str:
    return "".join(text.split())


def said_by(answers) -> str:
    """All that pages say in their texts and attributes, without white space."""
    pages = [answer.page for answer in answers.values() if answer.page is not None]
    texts = [page.text_content() for page in pages]
    attributes = [value for page in pages for value in page.xpath("//@*")]
    return squeezed("\n".join(texts + attributes))


def parts_of(typed: str) -> list[str]:
    """What a page must say of a typed text, line by line and without our marks, squeezed."""
    lines = [re.sub(r"^:::(指标表|表)?|\*\*", "", line) for line in re.split(r"[\n\t]", typed)]
    return [squeezed(line) for line in lines if line]


def of_type(answers, content_type) -> dict[str, Answer]:
    return {
        address: answer
        for address, answer in answers.items()
        if answer.status == 200 and answer.headers["Content-Type"].startswith(content_type)
    }


def strings_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)
