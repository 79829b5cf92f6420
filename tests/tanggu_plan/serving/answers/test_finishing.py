"""Answers as they go out: compressed where that helps, in parts where a file has them."""

import gzip
from urllib.parse import quote

import brotli
import pytest

from tanggu_plan.serving.answers import ranges
from tests.tanggu_plan.serving.asking import ask

SEARCH = "/2021-2025/search/"
LEDGER = "/2021-2025/commitments/"
PDF = "/2021-2025/plan.pdf"
QUERY = f"q={quote('养老')}"


@pytest.mark.parametrize(
    ("path", "query", "most"), [(SEARCH, QUERY, 11_000), (LEDGER, "sort=progress", 14_000)]
)
@pytest.mark.parametrize(
    ("coding", "open_"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_what_the_store_does_not_keep_is_compressed(site, path, query, most, coding, open_):
    plain = ask(site, path, query=query)
    packed = ask(site, path, query=query, HTTP_ACCEPT_ENCODING=coding)

    assert packed.headers["Content-Encoding"] == coding
    assert int(packed.headers["Content-Length"]) == len(packed.content) <= most
    assert open_(packed.content) == plain.content
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_an_error_page_is_compressed_and_keeps_its_status(site):
    answer = ask(site, "/2021-2025/9/9/", HTTP_ACCEPT_ENCODING="br")

    assert answer.status.startswith("404")
    assert "没有找到" in brotli.decompress(answer.content).decode()


def test_pages_of_the_staff_are_left_as_they_are(site):
    answer = ask(site, "/admin/login/", HTTP_ACCEPT_ENCODING="br, gzip")

    assert answer.status.startswith("200")
    assert "Content-Encoding" not in answer.headers


def test_head_says_what_get_would(site):
    answer = ask(site, SEARCH, "HEAD", QUERY, HTTP_ACCEPT_ENCODING="br")

    assert (
        answer.headers["Content-Length"] == ask(site, SEARCH, query=QUERY).headers["Content-Length"]
    )
    assert "Accept-Encoding" in answer.headers["Vary"]


# Parts of PDFs


@pytest.mark.parametrize(
    ("asked", "bounds"),
    [
        ("bytes=0-9", (0, 10)),
        ("bytes=90-", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("bytes=90-1000", (90, 100)),
        ("Bytes = 5 - 5", (5, 6)),
        ("bytes=100-", (100, 100)),
        ("bytes=-0", (100, 100)),
        ("bytes=9-5", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("pages=1-2", None),
        ("bytes=a-b", None),
        ("", None),
    ],
)
def test_a_range_is_read_as_the_standard_has_it(asked, bounds):
    assert ranges.part_of(asked, 100) == bounds


@pytest.mark.parametrize(
    "path", [PDF, "/2021-2025/3/chapter.pdf", "/2021-2025/editions/1/plan.pdf"]
)
def test_a_pdf_comes_in_parts_kept_or_not(site, path):
    whole = ask(site, path)
    for _ in range(2):
        part = ask(site, path, HTTP_RANGE="bytes=10-19")

        assert part.status == "206 Partial Content"
        assert part.content == whole.content[10:20]
        assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.content)}"
        assert part.headers["Content-Length"] == "10"
        assert part.headers["ETag"] == whole.headers["ETag"]
    assert whole.headers["Accept-Ranges"] == "bytes"


def test_a_part_that_is_not_there_is_refused_with_the_length(site):
    length = len(ask(site, PDF).content)

    answer = ask(site, PDF, HTTP_RANGE=f"bytes={length}-")

    assert answer.status == "416 Range Not Satisfiable"
    assert answer.headers["Content-Range"] == f"bytes */{length}"


@pytest.mark.parametrize("is_same", [True, False])
def test_a_download_goes_on_only_with_the_same_file(site, is_same):
    etag = ask(site, PDF).headers["ETag"] if is_same else '"another"'

    answer = ask(site, PDF, HTTP_RANGE="bytes=0-4", HTTP_IF_RANGE=etag)

    assert answer.status[:3] == ("206" if is_same else "200")


def test_head_tells_size_and_name_of_a_pdf(site):
    whole = ask(site, PDF)

    answer = ask(site, PDF, "HEAD", HTTP_RANGE="bytes=0-4")

    assert answer.status.startswith("200")
    assert answer.headers["Content-Length"] == str(len(whole.content))
    assert "2021-2025-edition-1.pdf" in answer.headers["Content-Disposition"]


def test_a_page_has_no_parts(site):
    assert ask(site, "/2021-2025/", HTTP_RANGE="bytes=0-4").status.startswith("200")
