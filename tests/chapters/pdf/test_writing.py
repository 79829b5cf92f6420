import io
import zlib

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from chapters.pdf.writing import write

LONG = b"0 0 m 100 100 l S\n" * 200


@pytest.fixture
def pdf():
    """A page with its stream, a stream that is compressed already, an object without a stream."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 100))
    page.Contents = made.make_stream(LONG)
    made.Root.Kept = pikepdf.Stream(made, zlib.compress(b"kept"), Filter=Name.FlateDecode)
    made.Root.Facts = made.make_indirect(Dictionary(Name="名称", Numbers=[1, 2.5, -3]))
    return made


def reopened(written):
    return pikepdf.open(io.BytesIO(written))


def test_what_is_written_reads_back(pdf):
    read = reopened(write(pdf))

    assert read.pages[0].Contents.read_bytes() == LONG
    assert read.Root.Kept.read_bytes() == b"kept"
    assert str(read.Root.Facts.Name) == "名称"
    assert [float(number) for number in read.Root.Facts.Numbers] == [1, 2.5, -3]


def test_it_is_compressed(pdf):
    assert len(write(pdf)) < len(LONG) / 3


def test_equal_objects_give_equal_bytes(pdf):
    first, second = write(pdf), write(pdf)

    assert first == second


def test_reading_and_writing_again_changes_nothing(pdf):
    written = write(pdf)

    assert write(reopened(written)) == written


def test_other_contents_have_another_identifier(pdf):
    before = write(pdf)
    pdf.Root.Facts.Name = "另一名称"

    after = write(pdf)
    assert list(reopened(after).trailer.ID) != list(reopened(before).trailer.ID)
