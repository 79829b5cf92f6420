"""Numbers, dates and ranges in a difference: whole, and never beside a part of another."""

import re
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters.comparison.character_diff import RunKind, diff
from chapters.comparison.text_changes import changed_paragraphs
from tests.chapters.comparison.documents import marked
from tests.counts import counted

FIGURES = r"[0-9０-９]+(?:[.．][0-9０-９]+|,[0-9]{3}(?![0-9]))*(?:[万亿]+)?"
NUMERALS = "[〇零一二三四五六七八九十百千万亿]+"
NUMBERS = re.compile(f"{FIGURES}(?:—{FIGURES})?|{NUMERALS}(?:—{NUMERALS})?")

figures = st.from_regex(
    r"[1-9][0-9]{0,3}(\.[0-9]{1,2})?|[1-9],[0-9]{3}|[１-９][０-９]?", fullmatch=True
)
numerals = st.text("〇一二三十百", min_size=1, max_size=4)
ranges = st.builds("{}—{}".format, figures, figures) | st.builds("{}—{}".format, numerals, numerals)
words = st.sampled_from(["年", "月", "日", "%", "万元", "，", "提高", "。", "GDP", "\n", "个"])
texts = st.lists(words | figures | numerals | ranges, max_size=12).map("".join)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "自2020年11月21日起",
            "自2020年12月11日起",
            "自2020年[-11][+12]月[-21][+11]日起",
        ),
        ("增长3.5个百分点", "增长13.5个百分点", "增长[-3.5][+13.5]个百分点"),
        ("到2020年", "到2025年", "到[-2020][+2025]年"),
        ("投资1,200万元", "投资1,500万元", "投资[-1,200万][+1,500万]元"),
        ("产值3亿元", "产值3万元", "产值[-3亿][+3万]元"),
        ("二〇二一年", "二〇二五年", "[-二〇二一][+二〇二五]年"),
        ("十二项任务", "二十一项任务", "[-十二][+二十一]项任务"),
        ("百分之八十五", "百分之九十五", "[-百分之八十五][+百分之九十五]"),
        ("２０２１年", "２０２５年", "[-２０２１][+２０２５]年"),
        ("规划期2021—2025年", "规划期2016—2021年", "规划期[-2021—2025][+2016—2021]年"),
        ("增长5%—8%", "增长8%—9%", "增长[-5%—8][+8%—9]%"),
        ("2021-03-05前", "2021-05-03前", "[-2021-03-05][+2021-05-03]前"),
        ("从2021年至2025年", "从2016年至2021年", "从[-2021年至2025][+2016年至2021]年"),
        ("达到5%", "达到5家", "达到[-5%][+5家]"),
        ("GDP增长", "GNP增长", "[-GDP][+GNP]增长"),
    ],
)
def test_a_number_changes_as_a_whole(old, new, expected):
    assert marked(old, new) == expected


@settings(max_examples=counted(2000))
@given(texts, texts)
def test_no_run_begins_or_ends_within_a_number(old, new):
    runs = diff(old, new)

    assert not torn(old, runs, RunKind.DELETED)
    assert not torn(new, runs, RunKind.INSERTED)


def torn(text, runs, own: RunKind) -> list[str]:
    """Return the numbers of a text that a run's end stands in."""
    ends = set(accumulate(len(run.text) for run in runs if run.kind in (RunKind.SAME, own)))
    return [
        number[0]
        for number in NUMBERS.finditer(text)
        if ends & set(range(number.start() + 1, number.end()))
    ]


def test_what_stayed_is_not_shortened_within_a_number():
    stayed = "自2021年起" + "稳步推进" * 20 + "，投资1,200万元，覆盖全部二十一个社区的居民和各商户"

    (shown,) = changed_paragraphs(f"甲{stayed}乙", f"丙{stayed}丁")

    (kept,) = (run.text for run in shown if run.kind is RunKind.SAME)
    head, tail = kept.split("……")
    assert head == "自2021年起稳步推进稳步推进稳步推进稳步推进稳"
    assert tail == "1,200万元，覆盖全部二十一个社区的居民和各商户"
