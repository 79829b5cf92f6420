import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggu_plan.text.pasted_text import tidy_line, tidy_lines, without_empty_lines
from tanggu_plan.text.unseen import PASTED, VARIATIONS


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u000b", "\u2028", "\u2029"])
def test_every_line_end_becomes_one_newline(line_end):
    assert tidy_lines(f"第一段。{line_end}第二段。") == "第一段。\n第二段。"


def test_a_blank_that_keeps_words_together_stays_a_blank():
    assert tidy_line("GDP\u00a0增长") == "GDP 增长"


def test_empty_lines_count_until_they_are_taken_out():
    assert tidy_lines("第一段。\n \u200b\n第三行。") == "第一段。\n\n第三行。"
    assert without_empty_lines("第一段。\n\n第三行。") == "第一段。\n第三行。"


@given(st.text())
def test_no_visible_character_is_lost_or_moved(text):
    unseen = f"[\\s\x1c-\x1f{PASTED}{VARIATIONS}]"

    tidied = without_empty_lines(tidy_lines(text))

    assert normalize("NFC", re.sub(unseen, "", tidied)) == normalize(
        "NFC", re.sub(unseen, "", text)
    )


@given(st.text())
def test_what_is_tidy_stays_as_it_is(text):
    tidied = without_empty_lines(tidy_lines(text))

    assert without_empty_lines(tidy_lines(tidied)) == tidied
