"""Which PDF files tests.same_site takes for the same (by pdftotext of poppler-utils)."""

from weasyprint import HTML

from tests.same_site.files import pdf_aspects


def aspects_of(body, *, identifier=b"1"):
    return pdf_aspects(HTML(string=f"<body>{body}</body>").write_pdf(pdf_identifier=identifier))


def differing(before, after):
    return {name for name in before if before[name] != after[name]}


def test_other_bytes_with_the_same_text_are_no_difference():
    before, after = (aspects_of("<p>塘沽街道</p>", identifier=each) for each in (b"1", b"2"))

    assert differing(before, after) == set()


def test_a_blank_between_chinese_characters_is_found():
    assert differing(aspects_of("<p>塘沽街道"), aspects_of("<p>塘沽 街道")) == {"PDF text"}


def test_another_page_is_found():
    broken = "<p>塘沽<p style='break-before: page'>街道"

    assert differing(aspects_of("<p>塘沽<p>街道"), aspects_of(broken)) == {"PDF text", "PDF facts"}
