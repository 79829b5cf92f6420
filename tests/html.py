"""Reading our pages in tests."""

from lxml import html


def parse(response):
    return html.fromstring(response.content.decode())


def text_of(element):
    """The element's text without white space, as the completeness tests compare it."""
    return "".join(element.text_content().split())


def main_text(response):
    (main,) = parse(response).cssselect("main")
    return text_of(main)


def article_lines(response):
    """Every heading, paragraph and table row of the page's article, in order."""
    parts = parse(response).cssselect("article.reading :is(h1, h2, h3, p, tr)")
    return [text_of(part) for part in parts]
