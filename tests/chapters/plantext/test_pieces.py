"""The text of one box in pieces, as two people's changes of it are merged."""

from hypothesis import given
from hypothesis import strategies as st

from chapters.plantext.blocks import pieces_of, read_blocks, write_blocks
from tests.chapters.strategies import texts_with_indicators

LINES = st.sampled_from(
    ["甲", "", "  ", ":::表 乙", ":::指标表 丙", "| 丁 |", "注：戊", ":::", "\\:::"]
)


@given(st.lists(LINES).map("\n".join))
def test_the_pieces_read_as_the_whole(text):
    assert read_blocks("\n".join(pieces_of(text))) == read_blocks(text)


@given(texts_with_indicators)
def test_each_block_is_one_piece(blocks):
    assert [read_blocks(piece) for piece in pieces_of(write_blocks(blocks))] == [
        (block,) for block in blocks
    ]
