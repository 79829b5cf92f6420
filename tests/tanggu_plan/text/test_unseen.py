"""One table of unseen characters: complete, without overlap, and read by all who need it."""

import re
from itertools import combinations
from unicodedata import category

import pytest

from chapters.finding import search
from chapters.plantext.remarks import unseen_characters
from chapters.proofreading import proofread
from chapters.proofreading.unseen import STANDARD
from tanggu_plan.text import unseen
from tanggu_plan.text.pasted_text import tidy_line

CLASSES = {
    name: re.compile(f"[{getattr(unseen, name)}]")
    for name in (
        "PASTED",
        "VARIATIONS",
        "DIRECTION",
        "CONTROLS",
        "FILLERS",
        "TAGS",
        "SURROGATES",
        "LOST",
        "NOTHING",
        "PRIVATE",
        "LINE_ENDS",
    )
}
EVERY = "".join(map(chr, range(0x110000)))
SAMPLES = {
    "PASTED": "\u200b\ufeff\u00ad",
    "VARIATIONS": "\ufe0f\U000e0100",
    "DIRECTION": "\u202e\u2066\u061c",
    "CONTROLS": "\x00\x1f\u2063\ufff9",
    "FILLERS": "\u3164\u115f\u1160\uffa0\u2800\u034f",
    "TAGS": "\U000e0041\U000e0001",
    "SURROGATES": "\ud800",
    "NOTHING": "\ufdd0\uffff\U0001fffe",
    "LOST": "\ufffd",
}
REFUSED = [(name, character) for name, characters in SAMPLES.items() for character in characters]


def of_class(name):
    return set(CLASSES[name].findall(EVERY))


def test_no_character_is_in_two_classes():
    members = {name: of_class(name) for name in CLASSES}

    assert [(a, b) for a, b in combinations(members, 2) if members[a] & members[b]] == []


def test_every_control_format_and_half_character_of_unicode_is_in_the_table():
    kinds = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}

    missing = [hex(ord(c)) for c in EVERY if category(c) in kinds and not unseen.SHOWN.match(c)]

    assert missing == ["0x9"]  # the tab, white space like any other


def test_nothing_that_print_shows_is_in_the_table():
    shown = {"Lu", "Ll", "Lt", "Lm", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"}

    assert [c for c in unseen.SHOWN.findall(EVERY) if category(c) in shown] == []
    blank = "\u115f\u1160\u3164\uffa0\u2800\ufffc\ufffd"
    others = {c for c in unseen.SHOWN.findall(EVERY) if category(c) in {"Lo", "Sm", "Sc", "So"}}
    assert others == set(blank)


@pytest.mark.parametrize(("name", "character"), REFUSED, ids=[ascii(c) for _, c in REFUSED])
def test_a_refused_character_is_refused_by_every_reader_and_shown_by_its_code(
    tanggu, name, character
):
    code = f"U+{ord(character):04X}"

    assert CLASSES[name].match(character)
    (remark,) = unseen_characters(f"加强{character}建设。")
    assert remark.stops_saving
    assert code in remark.message
    assert remark.excerpt == f"加强〈{code}〉建设。"
    assert unseen.shown(f"加强{character}建设") == f"加强〈{code}〉建设"


@pytest.mark.parametrize(("name", "character"), REFUSED, ids=[ascii(c) for _, c in REFUSED])
def test_search_ignores_what_leaves_no_ink(name, character):
    found = search.normalise(f"养{character}老").text == "养老"

    assert found == (name not in {"LOST", "NOTHING"})
    assert (search.without_unseen(f"养{character}老") == "养老") == (
        found and not character.isspace()
    )


@pytest.mark.parametrize("character", "\u200b\ufeff\u00ad\u2060\ufe0f\ufe0e\U000e0100")
def test_what_comes_with_a_paste_is_dropped(character):
    assert tidy_line(f"电话☎{character}本") == "电话☎本"


@pytest.mark.parametrize("character", "\u202e\u3164\U000e0041\ue001\ufffd\x07")
def test_nothing_else_is_dropped_unasked(character):
    assert tidy_line(f"加强{character}建设") == f"加强{character}建设"


def test_a_private_character_that_gbk_gave_out_is_named_by_its_standard_one():
    assert STANDARD[0xE863] == "䶮"
    assert STANDARD[0xE7C7] == "ḿ"
    two_bytes = [bytes([0xFE, byte]) for byte in range(0x50, 0xA1) if byte != 0x7F]
    since_2000 = dict(zip(range(0xE815, 0xE865), two_bytes, strict=True))
    decoded = {code: pair.decode("gb18030") for code, pair in since_2000.items()}
    known = {code: own for code, own in decoded.items() if not unseen.PRIVATE_USE.match(own)}
    assert len(known) == 66
    assert known.items() <= STANDARD.items()
    assert not any(unseen.PRIVATE_USE.match(standard) for standard in STANDARD.values())


def test_the_clean_plan_has_no_unseen_character(tanggu):
    assert not unseen.SHOWN.search(tanggu.to_json())
    assert not any("U+" in problem.message for problem in proofread(tanggu))
