"""A page in comparable texts: what a reader sees, links, headings, head, forms, drawings, data."""

import re

from lxml import html

from tests.same_site.files import WHITE, json_text, xml_text

INLINE = re.compile(
    "a|abbr|b|bdi|bdo|button|cite|code|data|del|dfn|em|i|img|input|ins|kbd|label|mark|meter|output|"
    "progress|q|rp|rt|ruby|s|samp|select|small|span|strong|sub|sup|svg|textarea|time|tspan|u|var|wbr"
)
NOT_READ = {"script", "style", "template"}
KEEPS_LINES = "pre, textarea, .typed, .unit-text, .unit-cells dd"  # by our style sheets
READ_ATTRIBUTE = re.compile(
    "aria-.*|alt|title|placeholder|value|label|lang|role|hidden|open|checked|selected|disabled|"
    "colspan|rowspan|start|reversed"
)
BLOCK, START, LINE = "\x1e", "\x01", "↵"
HASHED = re.compile(r"(/static/[^\s\"?#]+)\.[0-9a-f]{12}(\.\w+)")
ADDRESSES = "//@href | //@src | //@action | //@*[starts-with(name(), 'data-')][starts-with(., '/')]"


def aspects(text):
    """Return the comparable texts of a page by the name of what they compare."""
    page = html.document_fromstring(text)
    drawings = page.xpath("//svg[not(ancestor::svg)]")
    return {
        "text": visible_text(page.body),
        "links": "\n".join(links(page)),
        "headings": "\n".join(headings(page)),
        "head": "\n".join(head(page)),
        "anchors": "\n".join(page.xpath("//body//@id")),
        "forms": "\n".join(forms(page)),
        "drawings": "\n".join(map(xml_text, drawings)),
        "data": "\n".join(map(json_text, page.xpath("//script[contains(@type, 'json')]/text()"))),
    }


def visible_text(element):
    """Return what is read out of an element, attributes that are seen or heard included.

    Each block stands on a line of its own. A run of white space is one blank, and none at the edge
    of a block, as in a browser: indentation makes no difference, a blank between characters does.
    """
    lines = set(element.cssselect(KEEPS_LINES))
    text = WHITE.sub(" ", "".join(_read(element, lines))).replace(f"{START} ", "")
    return re.sub(f" ?{BLOCK}[ {BLOCK}]*", "\n", text.replace(START, "")).strip(" \n")


def _read(element, lines, keeps_lines=False):
    if not isinstance(element.tag, str) or element.tag in NOT_READ:
        return
    keeps_lines = keeps_lines or element in lines
    edge = "" if INLINE.fullmatch(element.tag) else BLOCK
    yield edge
    yield from (f"[{name}: {value}]" for name, value in element.items() if _is_read(name, value))
    yield START if edge else ""
    yield _kept(element.text, keeps_lines)
    for child in element:
        yield from _read(child, lines, keeps_lines)
        yield _kept(child.tail, keeps_lines)
    yield edge


def _is_read(name, value):
    if name.startswith("data-"):  # words and numbers that a style sheet or script shows
        return value.isdecimal() or not value.isascii()
    return READ_ATTRIBUTE.fullmatch(name)


def _kept(text, keeps_lines):
    return (text or "").replace("\n", LINE) if keeps_lines else text or ""


def links(page):
    """Return each address in the page with its element, and with its words where it is a link."""
    for address in page.xpath(ADDRESSES):
        element = address.getparent()
        words = visible_text(element) if element.tag == "a" else ""
        yield f"{element.tag} {plain(address)} {words}".rstrip()


def plain(address):
    """Return the address with the plain names of static files, whose digests come and go."""
    return HASHED.sub(r"\1\2", address)


def headings(page):
    return [f"{each.tag} {visible_text(each)}" for each in page.cssselect("h1, h2, h3, h4, h5, h6")]


def head(page):
    """Return the tags of the head in order of the alphabet: theirs in the page means nothing."""
    tags = page.xpath("//head/meta | //head/link | //head/base")
    title = page.findtext("head/title") or ""
    return [f"title {title}", f"lang {page.get('lang')}", *sorted(map(_tag, tags))]


def forms(page):
    return [_tag(each) for each in page.cssselect("form, input, select, option, button, textarea")]


def _tag(element):
    """The element and its attributes, without those that only scripts and style sheets read."""
    said = sorted((name, plain(value)) for name, value in element.items() if name != "class")
    return " ".join([element.tag, *(f'{name}="{value}"' for name, value in said)])
