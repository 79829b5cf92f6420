"""The process that sets a PDF: a job of chapters.pdf.pages on standard input, the PDF on output.

`chapters.pdf.rendering` starts it as `python -m chapters.pdf.child SECONDS MEGABYTES`. It is
the only importer of weasyprint and knows neither Django nor its settings, so what goes wrong here
can reach nothing of the portal.
"""

import gc
import io
import json
import resource
import sys
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
from weasyprint import HTML, Attachment
from weasyprint.layout import block
from weasyprint.pdf import tags
from weasyprint.pdf.fonts import Font
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

from chapters.pdf.subsetting import subset
from chapters.pdf.tagging import complete
from chapters.pdf.writing import write

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
STYLE_SHEET = STYLES / "pdf.css"
STYLE_SHEETS = {
    "plan:pdf.css": (STYLE_SHEET, "text/css"),
    "plan:pdf-report.css": (STYLES / "pdf-report.css", "text/css"),
}
PDFUA_EXTENSION = Path(__file__).with_name("pdfua_extension.xml")


class OwnFilesFetcher(URLFetcher):
    """Serves our style sheets, the job's fonts and its pictures, and refuses every other address.

    WeasyPrint leaves out what is refused and goes on.
    """

    def __init__(self, fonts: dict[str, str], pictures: Mapping[str, str] = {}):
        super().__init__()
        self._pictures = pictures
        self._files = STYLE_SHEETS | {url: (Path(at), "font/otf") for url, at in fonts.items()}

    def fetch(self, url, headers=None):
        if url in self._pictures:
            return URLFetcherResponse(url, b64decode(self._pictures[url]))
        if url not in self._files:
            raise URLFetchingError(f"not one of our own files: {url}")
        path, kind = self._files[url]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def set_pdf(job: dict) -> bytes:
    """Return a PDF/A-3a that is a PDF/UA-1 as well; equal jobs give equal bytes."""
    fetcher = OwnFilesFetcher(job["fonts"], job.get("pictures", {}))
    document = HTML(string=job["html"], url_fetcher=fetcher).render(
        pdf_variant="pdf/a-3a", pdf_tags=True
    )
    _declare_pdfua(document.metadata)
    if job["plan"]:
        document.metadata.attachments.append(_plan(job))
    pdf = document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True, uncompressed_pdf=True)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        complete(opened)
        return write(opened)


def _subset(font: Font, glyphs: dict[int, str], hinting: bool) -> None:
    """Keep the glyphs that the text has, with the lock file's HarfBuzz on every machine."""
    if glyphs:
        font.file_content = subset(font.file_content, glyphs)


def _tag_of(html_name: str | None) -> str:
    """Return the tag of an HTML element: small print is a note, ISO 32000-1 table 333."""
    return "Note" if html_name == "small" else GENERIC_TAG_OF(html_name)


class _FootnotesStay:
    """A layout's context that tells the lines to move none of the page's footnotes to the next.

    WeasyPrint 70 moves them to make room for a paragraph's first line, whose own it then loses.
    It never does in columns.
    """

    in_column = True

    def __init__(self, context):
        self.__dict__["_context"] = context

    def __getattr__(self, name):
        return getattr(self._context, name)

    def __setattr__(self, name, value):
        setattr(self._context, name, value)


def _layout_lines(context, *where):
    return GENERIC_LINE_LAYOUT(_FootnotesStay(context), *where)


GENERIC_LINE_LAYOUT = block._linebox_layout
block._linebox_layout = _layout_lines
GENERIC_TAG_OF = tags._get_pdf_tag
tags._get_pdf_tag = _tag_of
Font.subset = _subset  # not the public full_fonts: it takes the text of —— from the PDF


def _plan(job: dict) -> Attachment:
    """The plan's data in the PDF, dated like the plan."""
    dated = datetime.fromisoformat(job["dated"])
    return Attachment(
        string=job["plan"],
        name="plan.json",
        description="规划全文的数据（JSON）",
        created=dated,
        modified=dated,
        relationship="Source",
    )


def _declare_pdfua(metadata) -> None:
    """Let the file's metadata claim PDF/UA-1 beside PDF/A.

    WeasyPrint writes one claim only, so what it generates is added to; PDF/A wants a schema for
    each property that is not its own.
    """
    generate = metadata.generate_rdf_metadata

    def generate_both(*args):
        rdf = ElementTree.fromstring(generate(*args))  # noqa: S314, of our own making
        rdf.extend(ElementTree.parse(PDFUA_EXTENSION).getroot())  # noqa: S314
        return ElementTree.tostring(rdf, encoding="utf-8")

    metadata.generate_rdf_metadata = generate_both


for prefix, namespace in {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}.items():
    ElementTree.register_namespace(prefix, namespace)


def limit_this_process(seconds: int, megabytes: int) -> None:
    """Let the kernel end this process at its limits, even when nobody waits for it any more.

    RLIMIT_DATA counts what the process allocates and, unlike RLIMIT_AS, neither libraries nor
    the mapped fonts.
    """
    allowed = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # at the soft one it is told
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit_this_process(*map(int, sys.argv[1:]))
    gc.disable()  # a collection costs more than it frees
    sys.stdout.buffer.write(set_pdf(json.load(sys.stdin.buffer)))
