"""Files in comparable texts: PDF by page, XLSX by cell, SVG and other XML by node, JSON parsed."""

import json
import re
import subprocess
from io import BytesIO

from lxml import etree
from openpyxl import load_workbook

WHITE = re.compile(r"[ \t\n\r\f]+")  # not the blanks of Chinese print, which are text
FACTS = ("Title", "Subject", "Keywords", "Author", "Pages", "Page size", "Tagged")


def pdf_aspects(content):
    """Return the text by page, and what pdfinfo tells that does not depend on the day.

    The text is in the order of the file: sorted by place, it would lose blanks between Chinese
    characters.
    """
    pages = _poppler("pdftotext", "-raw", "-", "-", content=content).split("\f")[:-1]
    facts = _poppler("pdfinfo", "-", content=content).splitlines()
    return {
        "PDF text": "\n".join(f"〔{at}〕 {page}" for at, page in enumerate(map(_blanks, pages), 1)),
        "PDF facts": "\n".join(fact for fact in facts if fact.split(":")[0] in FACTS),
    }


def _poppler(tool, *arguments, content):
    command = [tool, "-enc", "UTF-8", *arguments]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def _blanks(text):
    return WHITE.sub(" ", text)


def xlsx_text(content):
    """Return a line for each cell that holds something: where, what and how it is shown."""
    cells = (
        f"{sheet.title}!{cell.coordinate} {cell.value!r} {cell.number_format}"
        for sheet in load_workbook(BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )
    return "\n".join(cells)


def json_text(content):
    """Return the data in one canonical form; the numbers 1 and 1.0 and the text "1" differ."""
    as_written = "number {}".format
    data = json.loads(content, parse_float=as_written, parse_int=as_written)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1)


def xml_text(element):
    """Return a line for each element and text; indentation, comments and classes left out."""
    return "\n".join(_nodes(element))


def _nodes(element):
    if not isinstance(element.tag, str):
        return
    name = etree.QName(element).localname
    said = sorted((etree.QName(key).localname, value) for key, value in element.items())
    yield " ".join([name, *(f'{key}="{value}"' for key, value in said if key != "class")])
    yield from _words(element.text, name)
    for child in element:
        yield from _nodes(child)
        yield from _words(child.tail, name)


def _words(text, name):
    """White space alone is seen between words only, as in an SVG's text."""
    if text and (not WHITE.fullmatch(text) or name in {"text", "tspan"}):
        yield _blanks(text)
