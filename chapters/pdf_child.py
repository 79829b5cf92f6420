"""The process that sets a PDF: HTML on standard input, the PDF on standard output.

`chapters.pdf` starts it as `python -m chapters.pdf_child SECONDS MEGABYTES`. It is the only
importer of weasyprint and knows neither Django nor its settings, so what goes wrong here can
reach nothing of the portal.
"""

import resource
import sys
from importlib.util import find_spec
from pathlib import Path

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

STYLE_SHEET = Path(__file__).resolve().parent.parent / "static" / "css" / "pdf.css"
FONT_FOLDER = Path(find_spec("pylopdf_fonts_zh_cn").origin).parent
OWN_FILES = {
    "plan:pdf.css": (STYLE_SHEET, "text/css"),
    "plan:fonts/NotoSerifSC-Regular.otf": (FONT_FOLDER / "NotoSerifSC-Regular.otf", "font/otf"),
    "plan:fonts/NotoSansSC-Regular.otf": (FONT_FOLDER / "NotoSansSC-Regular.otf", "font/otf"),
}


class OwnFilesFetcher(URLFetcher):
    """Serves our style sheet and fonts by their names and refuses every other address.

    WeasyPrint leaves out what is refused and goes on.
    """

    def fetch(self, url, headers=None):
        if url not in OWN_FILES:
            raise URLFetchingError(f"not one of our own files: {url}")
        path, content_type = OWN_FILES[url]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})


def set_pdf(html: str) -> bytes:
    """Return the tagged PDF of the page; equal pages give equal bytes."""
    return HTML(string=html, url_fetcher=OwnFilesFetcher()).write_pdf(pdf_tags=True)


def limit_this_process(seconds: int, megabytes: int) -> None:
    """Let the kernel end this process at its limits, even when nobody waits for it any more.

    RLIMIT_DATA counts what the process allocates and, unlike RLIMIT_AS, neither libraries nor
    the mapped fonts.
    """
    allowed = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit_this_process(*map(int, sys.argv[1:]))
    sys.stdout.buffer.write(set_pdf(sys.stdin.buffer.read().decode()))
