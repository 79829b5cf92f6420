from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggu_plan.text.composed import composed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("e\u0301n\u030c", "éň"),
        ("lu\u0308\u030c", "lǚ"),
        ("か\u3099", "が"),
        ("\u1112\u1161\u11ab", "한"),
        ("组合e\u0301）。", "组合é）。"),
    ],
)
def test_letters_in_two_pieces_become_one(typed, kept):
    assert composed(typed) == kept


@pytest.mark.parametrize("kept", ["\uf9d0", "\uf900\u0301", "\u2126", "\u212b", "\U0002f800"])
def test_no_character_becomes_another_one(kept):
    assert composed(f"组合e\u0301{kept}。") == f"组合é{kept}。"


@given(st.text())
def test_composed_text_stays_as_it_is(text):
    assert composed(normalize("NFC", text)) == normalize("NFC", text)
    assert composed(composed(text)) == composed(text)
    assert normalize("NFC", composed(text)) == normalize("NFC", text)
