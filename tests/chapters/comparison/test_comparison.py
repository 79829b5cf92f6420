from dataclasses import replace

import pytest
from hypothesis import given, settings

from chapters.comparison import compare, compare_texts
from chapters.comparison.changes import Kind
from chapters.comparison.character_diff import PARAGRAPH_BREAK, RunKind
from chapters.plan.blocks import Paragraph
from chapters.plan.document import Document
from chapters.plan.outline import Section
from chapters.plan.tables import Table
from tests.chapters.comparison.documents import (
    only_change,
    paragraphs_of,
    plan,
    plans,
    rebuilt,
    section_of,
    text_of,
    with_section,
)
from tests.chapters.comparison.seeded_edits import edited_plans
from tests.counts import counted

# Hundreds of edits


@pytest.fixture(scope="module")
def edits(tanggu):
    """(edited plan, comparison with the plan): five edits in each of 60 plans."""
    edited = edited_plans(tanggu, plans=counted(60), edits_each=5)
    return [(plan, compare(tanggu, plan.document)) for plan in edited]


def test_of_many_edits_hardly_more_is_shown_than_was_changed(edits):
    shown = sum(comparison.inserted + comparison.deleted for _, comparison in edits)
    true = sum(plan.truly_changed for plan, _ in edits)

    print(f"{5 * len(edits)} edits: {shown} shown ÷ {true} truly changed = {shown / true:.3f}")  # noqa: T201

    assert shown / true <= 1.3


def test_of_many_edits_none_is_missed(edits):
    for edited, comparison in edits:
        document = edited.document

        assert rebuilt(comparison, "old", RunKind.DELETED) == paragraphs_of(edited.original)
        assert rebuilt(comparison, "new", RunKind.INSERTED) == paragraphs_of(document)
        assert comparison.is_empty == (document == edited.original)


# Any two plans


def test_the_real_plan_does_not_differ_from_itself(tanggu):
    comparison = compare(tanggu, Document.from_json(tanggu.to_json()))

    assert comparison.is_empty
    assert comparison.summary == "没有改动"


@given(plans())
def test_no_plan_differs_from_itself(document):
    assert compare(document, document).is_empty


@settings(max_examples=counted(300))
@given(plans(), plans())
def test_both_plans_can_be_read_off_their_comparison(old, new):
    comparison = compare(old, new)

    assert rebuilt(comparison, "old", RunKind.DELETED) == paragraphs_of(old)
    assert rebuilt(comparison, "new", RunKind.INSERTED) == paragraphs_of(new)
    assert comparison.is_empty == (old == new)


# Places


def test_sections_after_a_new_one_are_renumbered_and_otherwise_unchanged(tanggu):
    chapter = tanggu.chapters[4]
    added = section_of("一段没有先例的新话。", number=1, title="全新的一节")
    later = [replace(section, number=section.number + 1) for section in chapter.sections]
    new_chapter = replace(chapter, sections=(added, *later))
    chapters = (*tanggu.chapters[:4], new_chapter, *tanggu.chapters[5:])

    first, *others = compare(tanggu, replace(tanggu, chapters=chapters)).changes

    assert first.is_added
    assert [change.place.label for change in others] == [f"第五章{s.label}" for s in later]
    assert all(change.is_renumbered and not change.is_moved for change in others)
    assert not any(change.inserted or change.deleted for change in others)


def test_a_deleted_section_stands_where_it_stood():
    kept = section_of("营商环境不断优化，企业获得感增强。", number=1)
    gone = section_of("社区养老服务设施实现全覆盖。", number=2, title="民生保障")

    change = compare(plan(kept, gone), plan(kept)).changes[0]

    assert (change.place.label, change.note) == ("第一章第二节", "删除")
    assert [element.kind for element in change.elements] == [Kind.DELETED]


def test_a_retitled_section_is_recognised_by_its_text(tanggu):
    section = tanggu.chapters[4].sections[3]
    new = with_section(tanggu, 5, 4, replace(section, title="建设健康街道"))

    (change,) = compare(tanggu, new).changes

    assert change.is_retitled
    assert text_of(change.title, RunKind.DELETED) == section.title
    assert all(element.is_unchanged for element in change.elements)


def test_a_section_that_went_to_another_chapter_is_moved_not_rewritten(tanggu):
    third, fourth = tanggu.chapters[2], tanggu.chapters[3]
    moved = replace(third.sections[2], number=4)
    chapters = (
        *tanggu.chapters[:2],
        replace(third, sections=third.sections[:2]),
        replace(fourth, sections=(*fourth.sections, moved)),
        *tanggu.chapters[4:],
    )

    comparison = compare(tanggu, replace(tanggu, chapters=chapters))

    assert [change.note for change in comparison.changes] == ["由第三章第三节移来"]
    assert comparison.inserted == comparison.deleted == 0


def test_the_changed_facts_of_the_cover_are_listed_by_name():
    comparison = compare(plan(), plan(issuer="某某街道办事处", vision_year=2035))

    changed = [element for element in comparison.changes[0].elements if not element.is_unchanged]

    assert [element.cells[0].label for element in changed] == ["编制单位", "远景年"]


def test_a_changed_target_shows_in_the_cell_of_its_indicator(tanggu):
    row = replace(tanggu.indicators[2], target_value="7")
    new = replace(tanggu, indicators=(*tanggu.indicators[:2], row, *tanggu.indicators[3:]))

    change = only_change(compare(tanggu, new))

    cells = {cell.label: text_of(cell.runs, RunKind.INSERTED) for cell in change.cells}
    assert change.kind is Kind.CHANGED
    assert cells["目标值"] == "7"
    assert cells["指标名称"] == row.name


def test_a_changed_cell_shows_in_its_row_under_its_column():
    old = Table("主要任务", ("任务", "时限"), (("建设养老中心", "2026年"), ("改造管网", "2027年")))
    new = replace(old, rows=(old.rows[0], ("改造管网", "2028年")))

    change = only_change(
        compare(plan(Section(1, "任务", (old,))), plan(Section(1, "任务", (new,))))
    )

    assert [cell.label for cell in change.cells] == ["任务", "时限"]
    assert text_of(change.cells[1].runs, RunKind.INSERTED) == "2028年"


# Paragraphs


def test_a_moved_paragraph_names_both_places(tanggu):
    source, target = tanggu.chapters[2].sections[0], tanggu.chapters[5].sections[1]
    new = with_section(tanggu, 3, 1, replace(source, blocks=source.blocks[1:]))
    new = with_section(new, 6, 2, replace(target, blocks=(*target.blocks, source.blocks[0])))

    comparison = compare(tanggu, new)
    left, moved = (
        element for place in comparison.changes for element in place.elements if element.note
    )

    assert left.note == f"移至第六章第二节第{len(target.blocks) + 1}段"
    assert moved.note == "由第三章第一节第1段移来"
    assert comparison.inserted == comparison.deleted == 0


def test_a_moved_paragraph_shows_what_was_changed_in_it():
    lines = ["推进社区养老服务体系建设。", "营商环境不断优化提升。", "法治街道建设全面推进。"]
    changed = [*lines[1:], "推进社区托育服务体系建设。"]

    *_, moved = compare_texts("\n".join(lines), "\n".join(changed))

    assert moved.kind is Kind.MOVED
    assert text_of(moved.runs, RunKind.INSERTED) == changed[-1]
    assert sum(run.size for run in moved.runs if run.kind is RunKind.INSERTED) == 2


def test_a_split_paragraph_shows_the_new_break_and_nothing_else():
    first, second = "经济建设稳步发展，招商力度加大。", "民生福祉持续改善，就业更加充分。"

    (change,) = compare_texts(first + second, f"{first}\n{second}")

    assert (change.kind, change.note) == (Kind.SPLIT, "原第1段拆成2段")
    assert [run.text for run in change.runs if run.kind is not RunKind.SAME] == [PARAGRAPH_BREAK]


def test_joined_paragraphs_show_the_break_that_went_and_the_word_that_came():
    first, second = "经济建设稳步发展，招商力度加大。", "民生福祉持续改善，就业更加充分。"

    (change,) = compare_texts(f"{first}\n{second}", f"{first}同时，{second}")

    assert (change.kind, change.note) == (Kind.JOINED, "由原第1、第2段合并")
    assert text_of(change.runs, RunKind.DELETED) == f"{first}\n{second}"
    assert [run.text for run in change.runs if run.kind is RunKind.INSERTED] == ["同时，"]


def test_paragraphs_joined_in_another_order_keep_their_text():
    first, second = "经济建设稳步发展，招商力度加大。", "民生福祉持续改善，就业更加充分。"

    (change,) = compare_texts(f"{first}\n{second}", second + first)

    assert change.note == "由原第2、第1段合并"
    assert [run.text for run in change.runs if run.kind is not RunKind.SAME] == [PARAGRAPH_BREAK]


def test_a_lead_phrase_that_is_no_longer_bold_is_a_change():
    bold = Section(1, "任务", (Paragraph("优化环境。推进改革。", "优化环境。"),))
    plain = Section(1, "任务", (Paragraph("优化环境。推进改革。"),))

    change = only_change(compare(plan(bold), plan(plain)))

    assert change.kind is Kind.RESTYLED
    assert change.note == "主题句由“优化环境。”改为“无”"


def test_a_changed_paragraph_can_be_linked_to(tanggu):
    section = tanggu.chapters[0].sections[0]
    third = Paragraph(section.blocks[2].text.replace("稳步", "持续", 1))
    new = with_section(
        tanggu, 1, 1, replace(section, blocks=(*section.blocks[:2], third, *section.blocks[3:]))
    )

    comparison = compare(tanggu, new)
    spot = only_change(comparison).new[0]

    assert comparison.changes[0].has_page
    assert spot.anchor == "c1s1-p3"


def test_unchanged_paragraphs_can_be_folded():
    lines = ["营商环境优化。", "养老设施覆盖。", "法治建设推进。", "城市管理提升。"]
    new = [*lines[:2], "法治建设深入推进。", lines[3]]

    change = compare(plan(section_of(*lines)), plan(section_of(*new))).changes[0]

    folded = [(is_unchanged, len(elements)) for is_unchanged, elements in change.stretches]
    assert folded == [(True, 2), (False, 1), (True, 1)]


def test_the_summary_counts_sections_paragraphs_and_characters():
    old = plan(section_of("营商环境优化。", "养老设施覆盖。", "法治建设推进。"))
    new = plan(section_of("营商环境持续优化。", "养老设施覆盖。", "青年友好街区亮相！"))

    summary = compare(old, new).summary

    assert summary == "改动1节：新增1段，删除1段，修改1段，新增11字，删除7字"


def test_typed_texts_compare_without_their_blank_lines():
    changes = compare_texts("第一段。\r\n\r\n第二段。", "第一段。\n第二段。\n\n")

    assert all(change.is_unchanged for change in changes)
