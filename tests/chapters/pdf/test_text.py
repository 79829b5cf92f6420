import io

import pikepdf
import pytest

from chapters.pdf import text
from chapters.pdf.writing import write


@pytest.fixture(scope="module")
def pages(tanggu_pdf):
    return text.pages_of(tanggu_pdf)


def test_the_text_of_a_plan_is_read_character_for_character(pages, tanggu):
    text = "".join(pages[4:-1])
    for number in range(1, 39):
        text = text.replace(f"—{number}—", "", 1)

    assert "".join("".join(tanggu.printed_lines()).split()) in text


def test_every_page_has_its_own(pages):
    assert "目录" in pages[1]
    assert "电子版次信息" in pages[-1]


def test_how_a_file_is_written_does_not_matter(pages, tanggu_pdf):
    with pikepdf.open(io.BytesIO(tanggu_pdf)) as opened:
        opened.docinfo.Producer = "WeasyPrint"
        rewritten = write(opened)

    assert rewritten != tanggu_pdf
    assert text.pages_of(rewritten) == pages
