import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.comparison.character_diff import ISLAND_BUDGET, RunKind, diff
from tests.chapters.comparison.documents import marked, text_of, texts


@given(texts, texts)
def test_both_texts_can_be_read_off_their_difference(old, new):
    runs = diff(old, new)

    assert text_of(runs, RunKind.DELETED) == old
    assert text_of(runs, RunKind.INSERTED) == new


@given(st.text(alphabet="甲乙丙，。", max_size=25), st.text(alphabet="甲乙丙，。", max_size=25))
def test_little_more_is_shown_than_the_smallest_difference(old, new):
    shown = sum(run.size for run in diff(old, new) if run.kind is not RunKind.SAME)

    assert shown <= (1 + ISLAND_BUDGET) * smallest_difference(old, new)


def smallest_difference(old: str, new: str) -> int:
    row = list(range(len(new) + 1))
    for i, a in enumerate(old, 1):
        before, row = row, [i]
        for j, b in enumerate(new, 1):
            row.append(before[j - 1] if a == b else 1 + min(before[j], row[-1]))
    return row[-1]


@given(texts, texts)
def test_no_run_begins_inside_a_character(old, new):
    runs = diff(f"甲{old}", f"甲{new}")

    assert not any(run.text.startswith("\u0301") for run in runs[1:])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("甲，乙。", "甲，丙，乙。", "甲，[+丙，]乙。"),
        (
            "坚持领导，坚持人民。",
            "坚持领导，坚持绿色，坚持人民。",
            "坚持领导，[+坚持绿色，]坚持人民。",
        ),
        ("覆盖率80%以上", "覆盖率85%以上", "覆盖率[-80][+85]%以上"),
        ("2021年0.0075", "2021年0.0175", "2021年[-0.0075][+0.0175]"),
        ("e\u0301度", "e\u0300度", "[-e\u0301][+e\u0300]度"),
        ("好👍🏻的", "好👍🏿的", "好[-👍🏻][+👍🏿]的"),
        ("推进社区养老的发展", "健全街道医疗的服务", "[-推进社区养老的发展][+健全街道医疗的服务]"),
    ],
)
def test_a_difference_reads_as_a_person_would_mark_it(old, new, expected):
    assert marked(old, new) == expected
