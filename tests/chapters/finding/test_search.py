"""Finding words: exact for every length, blind to what a reader does not mean."""

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.finding import search
from chapters.finding.entries import LEAD_PHRASE, PARAGRAPH, TABLE, text_items
from chapters.finding.search import Item, Piece
from tests.chapters.strategies import documents
from tests.counts import counted


@pytest.fixture(scope="module")
def entries(tanggu):
    return search.index(text_items("2021-2025", tanggu))


def scanned(text):
    """The text as the slow scan compares it, by other means than the search's own."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


def asked(stretch):
    """A stretch as a reader asks for it: in quotes where it has spaces or quotation marks."""
    return f'"{stretch}"' if re.search(r"[\s“”]", stretch) else stretch


def one(text, **more):
    return search.index([Item(PARAGRAPH, text, "/", (), **more)])


def found(text, query):
    hits = search.find(one(text), search.parse(query))
    return hits[0].found if hits else []


def test_random_stretches_are_found_exactly_where_a_slow_scan_finds_them(entries):
    rng = random.Random(20210810)
    items = [entry.item for entry in entries if not entry.item.is_part]
    texts = [scanned(item.text) for item in items]
    text_lengths = [len(item.text) for item in items]

    for _ in range(counted(5000)):
        (item,) = rng.choices(items, text_lengths)
        start = rng.randrange(len(item.text))
        stretch = item.text[start : start + rng.randint(1, 6)]
        needle = scanned(stretch)
        hits = search.find(entries, search.parse(asked(stretch)))

        by_scan = [
            (item, text.count(needle))
            for item, text in zip(items, texts, strict=True)
            if needle and needle in text
        ]
        assert [(hit.item, hit.count) for hit in hits] == by_scan, stretch
        assert all(scanned(word) == needle for hit in hits for word in hit.found), stretch


@given(st.text(), st.integers(0, 40), st.integers(1, 8))
def test_a_stretch_of_any_text_is_found_in_it(text, start, length):
    needle = search.normalise(text[start : start + length]).text

    assert needle in search.normalise(text).text


@given(documents())
def test_any_plan_can_be_searched_and_shown(document):
    entries = search.index(text_items("1953-1957", document))

    for hit in search.find(entries, search.parse("甲")):
        assert {piece.text for piece in search.snippet(hit) if piece.is_marked} == {"甲"}
        assert {piece.text for piece in search.excerpt(hit) if piece.is_marked} == {"甲"}


@given(st.text(min_size=1, max_size=30), st.text("甲，。 b", min_size=300, max_size=400))
def test_marked_pieces_put_together_are_text_of_the_unit(query, text):
    for hit in search.find(one(text), search.parse(query)):
        for pieces in (search.snippet(hit), search.excerpt(hit)):
            shown = "".join(piece.text for piece in pieces).split("……")
            assert all(part in text for part in shown)


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("新增养老床位48张", "養老", ["养老"]),
        ("新增養老床位", "养老", ["養老"]),
        ("新增养老床位48张", "４８", ["48"]),
        ("科技园ＡＢ角", "ab", ["ＡＢ"]),
        ("养老　床位", "养老床位", ["养老　床位"]),
        ("养老床位", "养 老 床 位", ["养", "老", "床", "位"]),
        ("养老床位", '"养 老 床 位"', ["养老床位"]),
        ("面积㎡", "m2", ["㎡"]),
        ("养老\u200b床位", "老床", ["老\u200b床"]),
        ("养老床位", "老\u202e床", ["老床"]),
        ("把握发展", "把握髮展", ["把握发展"]),
    ],
)
def test_what_a_reader_does_not_mean_makes_no_difference(text, query, words):
    assert found(text, query) == words


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("0.9 ｜ 1.35", "91"),
        ("no where", "nowhere"),
        ("养老", "老养"),
        ("养老", "养老."),
        ("甲", ""),
    ],
)
def test_what_is_not_in_the_text_is_not_found(text, query):
    assert found(text, query) == []


def test_several_words_have_to_stand_in_one_unit(entries):
    hits = search.find(entries, search.parse("养老 床位"))

    assert len(hits) == 1
    assert all("养老" in hit.item.text and "床位" in hit.item.text for hit in hits)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("养老 床位", ("养老", "床位")),
        ("养老 养老", ("养老",)),
        ('"ab cd" 养老', ("ab cd", "养老")),
        ("“双城”", ("双城",)),
        ("“双城”发展", ("“双城”发展",)),
        ("坚持“战区", ("坚持“战区",)),
        ('""', ('""',)),
        (" \u200b ", ()),
    ],
)
def test_a_query_is_words_between_spaces_and_phrases_in_quotes(query, words):
    assert search.parse(query) == words


def test_adding_lifts_to_old_houses_is_findable(entries):
    (hit,) = search.find(entries, search.parse("加装电梯"))

    assert hit.item.address == "/2021-2025/4/3/#p2"
    assert hit.item.path == ("第四章　" + hit.item.path[0][4:], "第三节　" + hit.item.path[1][4:])
    assert Piece("加装电梯", is_marked=True) in search.snippet(hit)


def test_a_lead_phrase_is_found_in_its_paragraph_and_alone_only_when_asked_for(entries):
    words = search.parse("增加优质养老服务供给")

    everywhere = search.find(entries, words)
    lead_phrases = search.find(entries, words, kind=LEAD_PHRASE)

    assert [hit.item.kind for hit in everywhere] == [PARAGRAPH]
    assert [hit.item.kind for hit in lead_phrases] == [LEAD_PHRASE]


def test_a_chapter_can_be_searched_alone(entries):
    hits = search.find(entries, search.parse("养老"), chapter=5)

    assert {hit.item.chapter for hit in hits} == {5}


def test_words_that_overlap_count_once():
    (hit,) = search.find(one("社区养老服务"), search.parse("社区养老 养老服务"))

    assert (hit.count, hit.spans) == (1, [(0, 6)])


def test_a_snippet_leaves_out_what_is_far_from_the_words():
    text = "甲" * 200 + "养老" + "乙" * 200

    (hit,) = search.find(one(text), ("养老",))

    assert search.snippet(hit, around=3) == [
        Piece("……"),
        Piece("甲甲甲"),
        Piece("养老", is_marked=True),
        Piece("乙乙乙"),
        Piece("……"),
    ]


def test_an_excerpt_has_whole_sentences():
    text = "甲" * 200 + "。先说“养老。”再说别的。" + "乙" * 200 + "。"

    (hit,) = search.find(one(text), ("养老",))

    shown = "".join(piece.text for piece in search.excerpt(hit))
    assert shown == "……先说“养老。”……"


def test_a_table_is_found_by_its_caption(entries):
    hits = search.find(entries, search.parse("指标名称"), kind=TABLE)

    assert [hit.item.address for hit in hits] == ["/2021-2025/2/3/#t1"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("新增养老床位多少张", ["新增养老床位"]),
        ("养老床未", ["养老床"]),
        ("养老床位", []),
        ("甲乙丙丁", []),
        ("床", []),
    ],
)
def test_of_a_word_that_is_not_there_the_parts_that_are_can_be_told(entries, word, parts):
    assert search.parts_found(entries, word) == parts


def test_a_digit_with_its_point_is_no_part_worth_telling():
    assert search.parts_found(one("共12.45亿元。"), "PM2.5") == []
