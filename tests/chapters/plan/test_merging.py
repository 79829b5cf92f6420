"""Three-way merging: both sides' changes are there or a conflict is named, never a third text."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters.plan.blocks import Paragraph
from chapters.plan.document import Indicator
from chapters.plan.merging import merge, merge_text
from chapters.plan.outline import Annex, Chapter, Part, Section
from tests.chapters.comparison.documents import plan, section_of
from tests.chapters.plan.changed_plans import documents, texts_of, titles_of, triples
from tests.counts import counted

PLAN_FIELDS = ("issuer", "short_title", "written_on_text")

# Any three plans


@settings(max_examples=counted(2000))
@given(triples())
def test_both_sides_changes_are_there_or_a_conflict_is_named(triple):
    merged = merge(*triple)

    in_conflict = {block for conflict in merged.conflicts for block in blocks_in(conflict)}
    texts = [texts_of(document) for document in (*triple, merged.result)]
    for address in set().union(*texts):
        counts = [Counter(text.get(address, ())) for text in texts]
        for block in set().union(*counts) - in_conflict:
            *versions, there = (count[block] for count in counts)
            assert there in meant(*versions), (address, block)
    for block in {block for text in texts for each in text.values() for block in each}:
        *versions, there = (sum(each.count(block) for each in t.values()) for t in texts)
        assert block in in_conflict or there in meant(*versions), block


@settings(max_examples=counted(2000))
@given(triples())
def test_nothing_stands_where_neither_side_has_it(triple):
    _, mine, theirs = triple
    merged = merge(*triple).result

    for address, text in texts_of(merged).items():
        either = {*texts_of(mine).get(address, ()), *texts_of(theirs).get(address, ())}
        assert set(text) <= either
    for address, title in titles_of(merged).items():
        assert title in (titles_of(mine).get(address), titles_of(theirs).get(address))


@settings(max_examples=counted(2000))
@given(triples())
def test_a_value_is_the_changed_one_or_in_conflict(triple):
    base, mine, theirs = triple
    merged = merge(*triple)

    in_conflict = {conflict.field for conflict in merged.conflicts}
    for field in PLAN_FIELDS:
        old, my, their, now = (getattr(d, field) for d in (base, mine, theirs, merged.result))
        assert now == (their if my == old else my)
        assert (field in in_conflict) == (len({old, my, their}) == 3)


@settings(max_examples=counted(2000))
@given(triples())
def test_the_conflicts_are_the_same_from_the_other_side(triple):
    base, mine, theirs = triple
    here, there = merge(base, mine, theirs), merge(base, theirs, mine)

    turned = tuple(replace(each, mine=each.theirs, theirs=each.mine) for each in there.conflicts)
    assert here.conflicts == turned
    assert here.conflicts or here.result == there.result


@settings(max_examples=counted(2000))
@given(triples())
def test_what_only_one_side_changed_or_both_alike_is_taken_whole(triple):
    base, mine, _ = triple

    for versions in [(base, mine, base), (base, base, mine), (base, mine, mine)]:
        merged = merge(*versions)
        assert (merged.result, merged.conflicts) == (mine, ())


@given(documents)
def test_a_plan_merged_with_itself_is_unchanged(document):
    merged = merge(document, document, document)

    assert (merged.result, merged.conflicts) == (document, ())


def meant(base, mine, theirs):
    """Return the counts that are no third text, of a block with these counts."""
    both_added = mine > base and theirs > base
    both_removed = mine < base and theirs < base
    return {mine, theirs} if both_added or both_removed else {base + mine - base + theirs - base}


def blocks_in(conflict):
    for part in (*conflict.base, *conflict.mine, *conflict.theirs):
        if isinstance(part, Chapter):
            yield from (
                block for text in texts_of(plan(chapters=(part,))).values() for block in text
            )
        elif isinstance(part, Part):
            yield from part.lead
        elif isinstance(part, Section | Annex):
            yield from part.blocks
        else:
            yield part


# Text by paragraph


@settings(max_examples=counted(2000))
@given(
    st.lists(
        st.tuples(st.sampled_from(["mine", "theirs", ""]), st.sampled_from(["", "changed"])),
        max_size=8,
    )
)
def test_changes_of_different_paragraphs_are_merged_without_a_conflict(changes):
    base = tuple(f"第{number}段" for number in range(len(changes)))

    def changed_by(*people):
        versions = zip(base, changes, strict=True)
        return tuple(
            new for old, (who, new) in versions for new in [new + old if who in people else old]
        )

    merged = merge_text(base, changed_by("mine"), changed_by("theirs"))

    assert merged.conflicts == ()
    assert merged.result == changed_by("mine", "theirs")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("甲乙丙", "甲乙", "子乙丙", "子乙"),
        ("甲乙", "子乙", "甲丑", "子丑"),
        ("甲乙", "子甲乙", "甲丑", "子甲丑"),
        ("甲乙", "甲子乙", "丑乙", "丑子乙"),
        ("甲乙", "甲子", "甲子", "甲子"),
        ("甲乙", "甲乙子", "甲乙子", "甲乙子"),
        ("甲乙丙", "丙甲乙", "甲丑丙", "丙甲丑"),
        ("甲乙丙", "甲", "甲丙", "甲"),
    ],
    ids=[
        "removed and changed",
        "changed side by side",
        "added and changed",
        "added after what was changed",
        "changed alike",
        "added alike",
        "moved and changed",
        "removed by both, more by one",
    ],
)
def test_two_changes_of_one_text_are_merged(base, mine, theirs, expected):
    merged = merge_text(tuple(base), tuple(mine), tuple(theirs))

    assert ("".join(merged.result), merged.conflicts) == (expected, ())


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "conflicts"),
    [
        ("甲乙丙", "甲子丙", "甲丑丙", [("乙", "子", "丑")]),
        ("甲乙丙", "甲丙", "甲丑丙", [("乙", "", "丑")]),
        ("甲乙", "甲子乙", "甲丑乙", [("", "子", "丑")]),
        ("甲乙丙", "丙", "甲子乙丙", [("甲", "", "甲子")]),
        ("甲乙丙", "甲子丙", "甲丑", [("乙丙", "子丙", "丑")]),
        ("甲乙丙", "丙甲乙", "甲乙丑", [("丙", "", "丑")]),
        ("甲乙丙", "丙甲乙", "甲丙乙", [("", "丙", ""), ("", "", "丙")]),
        ("甲乙丙", "丙甲乙", "甲乙", [("", "丙", "")]),
        ("甲乙", "子甲乙", "甲乙子", [("", "子", ""), ("", "", "子")]),
    ],
    ids=[
        "changed by both",
        "removed and changed",
        "added at one point by both",
        "added between what was removed",
        "changed and joined with the next",
        "moved and changed",
        "moved by both",
        "moved and removed",
        "the same added at two points",
    ],
)
def test_what_cannot_be_merged_is_a_conflict_and_mine_stands(base, mine, theirs, conflicts):
    merged = merge_text(tuple(base), tuple(mine), tuple(theirs))

    found = [tuple(map("".join, each.versions)) for each in merged.conflicts]
    assert found == conflicts
    assert "".join(merged.result) == mine


# Chapters and sections


def test_a_conflict_says_where_it_is():
    base = plan(section_of("甲", "乙"), section_of("丙", number=2))
    mine = plan(section_of("甲", "乙"), section_of("子", number=2))
    theirs = plan(section_of("甲", "乙"), section_of("丑", number=2))

    (conflict,) = merge(base, mine, theirs).conflicts

    assert (conflict.spot.label, conflict.field) == ("第一章第二节", "blocks")
    assert conflict.versions == ((Paragraph("丙"),), (Paragraph("子"),), (Paragraph("丑"),))


def test_a_new_section_and_a_change_in_another_are_merged():
    old, new = section_of("甲", "乙"), section_of("丙", number=2, title="新的一节")
    changed = section_of("甲", "丑")

    merged = merge(plan(old), plan(old, new), plan(changed))

    assert (merged.result, merged.conflicts) == (plan(changed, new), ())


def test_a_change_in_a_section_that_was_renumbered_is_a_conflict():
    first, second = section_of("甲", "乙"), section_of("丙", number=2, title="另一节")
    added = section_of("丁", title="新的一节")
    mine = plan(added, replace(first, number=2), replace(second, number=3))
    theirs = plan(first, section_of("丑", number=2, title="另一节"))

    merged = merge(plan(first, second), mine, theirs)

    (conflict,) = merged.conflicts
    assert (conflict.spot.label, conflict.field) == ("第一章", "sections")
    assert merged.result == mine


def test_sections_renumbered_by_both_are_one_conflict():
    one, two, three = (section_of(text, number=n, title=text) for n, text in enumerate("甲乙丙", 1))
    mine = plan(replace(two, number=1), replace(three, number=2))
    theirs = plan(one, replace(three, number=2))

    (conflict,) = merge(plan(one, two, three), mine, theirs).conflicts

    assert (conflict.mine, conflict.theirs) == (
        mine.chapters[0].sections,
        theirs.chapters[0].sections,
    )


def test_a_paragraph_moved_to_two_sections_is_in_conflict_in_both():
    def sections(*texts):
        return plan(*(section_of(*text, number=n, title=f"{n}") for n, text in enumerate(texts, 1)))

    merged = merge(
        sections("甲", "乙", "丙"), sections("", "乙甲", "丙"), sections("", "乙", "丙甲")
    )

    assert [each.spot.label for each in merged.conflicts] == ["第一章第二节", "第一章第三节"]
    assert merged.result == sections("", "乙甲", "丙")


def test_the_columns_of_an_indicator_are_merged_and_its_row_named():
    row = Indicator(1, "市场主体数量", "万家", "1", "2", "预期性")
    mine, theirs = replace(row, name="市场主体"), replace(row, name="主体数量", target_value="3")

    merged = merge(*(plan(indicators=(each,)) for each in (row, mine, theirs)))

    (conflict,) = merged.conflicts
    assert (conflict.spot.label, conflict.field) == ("指标表第1行", "name")
    assert merged.result.indicators == (replace(mine, target_value="3"),)
