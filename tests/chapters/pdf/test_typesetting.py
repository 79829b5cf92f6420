import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.pdf.typesetting import (
    CLOSING,
    MOST_SPACING,
    OPENING,
    compose,
    heading_lines,
)

MEASURE = 27.64
WESTERN = set(string.ascii_letters + string.digits + "+-%.,:/")
CHINESE_PRINT = st.text(
    alphabet="塘沽街道规划目标，。、；：！？（）《》“”‘’—…0123456789%ABcd", max_size=200
)


def width(character, strong=False):
    return 0.5 if character in WESTERN else 1.0


def lines(text, measure=MEASURE, **options):
    return compose(text, width, measure, **options)


def texts(text, measure=MEASURE, **options):
    return [line.text for line in lines(text, measure, **options)]


def set_width(line, *, hanging=False):
    """How far the line reaches; a hanging mark counts only as far as the margin."""
    characters = line.text[:-1] if hanging else line.text
    moved = sum(piece.before + piece.after for piece in line.pieces)
    return sum(map(width, characters)) + moved + line.spacing * (len(characters) - 1)


@given(CHINESE_PRINT)
def test_no_character_is_lost_added_or_moved(text):
    assert "".join(texts(text)) == text


@given(CHINESE_PRINT)
def test_letters_stand_never_further_apart_than_allowed(text):
    assert all(abs(line.spacing) <= MOST_SPACING for line in lines(text))


@given(st.text(alphabet="塘沽街道规划目标，。、《》“”2021%", min_size=1, max_size=300))
def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(text):
    composed = texts("塘沽" + text)

    for before, after in pairwise(composed):
        assert after[0] not in CLOSING
        assert before[-1] not in OPENING


def test_the_first_line_is_indented_by_two():
    assert [len(line) for line in texts("塘" * 60)] == [25, 27, 8]


def test_full_lines_reach_the_margin_and_the_last_keeps_its_width():
    first, second, last = lines("塘" * 60)

    assert set_width(first) == pytest.approx(MEASURE - 2, abs=0.02)
    assert set_width(second) == pytest.approx(MEASURE, abs=0.02)
    assert set_width(last) == 8
    assert last.spacing == 0


@pytest.mark.parametrize("mark", "，。、；：")
def test_a_mark_that_does_not_fit_hangs_in_the_margin(mark):
    (first, _) = lines("塘" * 25 + mark + "沽", 27.2)

    assert first.text.endswith(mark)
    assert set_width(first, hanging=True) == pytest.approx(25.2, abs=0.02)


@pytest.mark.parametrize("mark", "）》”！？")
def test_another_closing_mark_takes_a_character_with_it(mark):
    assert texts("塘" * 25 + mark + "沽", 27.2)[0] == "塘" * 24


def test_an_opening_mark_goes_to_the_next_line():
    assert texts("塘" * 24 + "《沽", 27.2) == ["塘" * 24, "《沽"]


@pytest.mark.parametrize("whole", ["——", "……", "2021", "100%", "3.5%", "1+1", "7×24"])
def test_what_belongs_together_is_not_parted(whole):
    for before in range(20, 27):
        composed = texts("塘" * before + whole + "沽" * 5)

        assert sum(whole in line for line in composed) == 1


@pytest.mark.parametrize("pair", ["”，", "）。", "》、", "”）", "“《"])
def test_the_first_of_two_marks_side_by_side_gives_half_an_em(pair):
    (line,) = lines(f"塘{pair}沽")

    assert [piece.after for piece in line.pieces if piece.text == pair[0]] == [-0.5]


@pytest.mark.parametrize("pair", ["。“", "”“", "“‘"])
def test_other_marks_side_by_side_keep_their_distance(pair):
    (line,) = lines(f"塘{pair}沽")

    assert pair[0] not in [piece.text for piece in line.pieces if piece.after]


def test_single_quotation_marks_stand_on_half_an_em():
    (line,) = lines("创‘三无’街")

    assert set_width(line) == 5


def test_the_marks_of_a_line_give_way_a_little_before_a_character_is_carried_over():
    plain, with_marks = "塘" * 25 + "沽", "塘，" * 12 + "塘沽"

    assert len(texts(plain, 27.8)) == 2
    assert len(texts(with_marks, 27.8)) == 1


def test_room_is_kept_where_chinese_meets_western_characters():
    assert texts("塘" * 10 + "2021" + "沽" * 13 + "街", 27.64)[0].endswith("沽")


def test_a_line_is_not_torn_apart_for_a_long_number():
    loose = "推动行政争议妥善解决，街道负责人行政应诉出庭率达到100%。强化执法。"

    assert texts(loose, 27.64, indent=0)[0].endswith("100%。")


def test_what_letter_spacing_may_not_take_goes_behind_the_marks():
    (first, *_) = lines("塘，" + "沽" * 19 + "2021202120212021年", indent=0)

    assert first.spacing == MOST_SPACING
    assert {piece.after > 0 for piece in first.pieces if piece.text == "，"} == {True}


def test_a_unit_wider_than_the_line_is_parted_anywhere():
    composed = lines(f"见{'a' * 80}。", 20)

    assert len(composed) == 3
    assert "".join(line.text for line in composed) == f"见{'a' * 80}。"
    assert all(set_width(line) <= 20.01 for line in composed)


def test_lead_phrases_are_measured_in_their_own_face_and_marked():
    composed = compose(
        "塘沽街道。" + "规" * 30, lambda _, strong: 1.2 if strong else 1.0, 12, strong=range(5)
    )

    assert composed[0].text == "塘沽街道。规规规规"
    assert [piece.text for piece in composed[0].pieces if piece.strong] == ["塘沽街道。"]


def test_a_face_with_a_short_dash_has_two_em_for_it_all_the_same():
    (line,) = lines("——塘沽", dash_width=1.7)

    (dash, rest) = line.pieces
    assert (dash.text, dash.before, dash.after) == ("——", 0.0, 0.3)
    assert rest.text == "塘沽"


def test_nothing_makes_no_line():
    assert texts("") == []


def test_a_long_heading_is_parted_behind_the_mark_nearest_its_middle():
    heading = "第六章\u3000加快建设法治塘沽街道，推进治理体系和治理能力现代化"

    assert heading_lines(heading, MEASURE) == (heading[:15], heading[15:])
    assert heading_lines("第一节\u3000发展基础", MEASURE) == ("第一节\u3000发展基础",)
    assert heading_lines("长" * 40, MEASURE) == ("长" * 40,)
