"""Compressed forms, and which of them a client wants."""

import gzip

import brotli
import pytest

from tanggu_plan.serving.content_codings import compressed_forms, is_compressible, preferred_coding


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP, deflate", "gzip"),
        ("gzip ; q=1.0, br; q=0.9", "gzip"),
        ("br;q=0.001", "br"),
        ("br;q=0, *", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("gzip;q=0.000", "identity"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("*;q=0, identity;q=0", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("gzip;q=x", "identity"),
        ("gzip;q=1.1.1", "identity"),
        ("identity", "identity"),
        ("deflate", "identity"),
        ("", "identity"),
    ],
)
def test_the_weights_of_accept_encoding_are_obeyed(accepted, coding):
    assert preferred_coding(accepted) == coding


def test_text_has_both_forms_and_they_hold_it():
    content = "规划".encode() * 100

    forms = compressed_forms(content)

    assert brotli.decompress(forms["br"]) == gzip.decompress(forms["gzip"]) == content


def test_what_would_not_shrink_has_none():
    assert compressed_forms(b"a") == compressed_forms(b"") == {}


@pytest.mark.parametrize(
    ("content_type", "compressible"),
    [
        ("text/html; charset=utf-8", True),
        ("application/atom+xml", True),
        ("image/svg+xml", True),
        ("application/pdf", False),
        ("image/png", False),
        ("", False),
    ],
)
def test_what_is_compressed_already_is_known_by_its_type(content_type, compressible):
    assert is_compressible(content_type) is compressible
