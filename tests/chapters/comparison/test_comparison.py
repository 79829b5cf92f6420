from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters.comparison import compare, compare_texts
from chapters.comparison.changes import Comparison, Kind, Spot, UnitChange
from chapters.comparison.character_diff import ISLAND_BUDGET, PARAGRAPH_BREAK, RunKind, diff
from chapters.comparison.units import places_of
from chapters.plan.blocks import Paragraph, Table
from chapters.plan.document import Chapter, Document, Section
from tests.chapters.comparison.seeded_edits import edited_plans
from tests.counts import counted

WORDS = "甲乙丙丁，。"
texts = st.text(alphabet=st.sampled_from(WORDS + "12a\u0301\U0001f600"), max_size=40)
paragraphs = st.builds(Paragraph, st.text(alphabet=WORDS, min_size=1, max_size=30))
blocks = st.lists(paragraphs, max_size=4).map(tuple)


def plan(*sections: Section, lead=(), **facts) -> Document:
    """A small plan of one chapter."""
    values = {
        "title_lines": ("某某街道", "规划纲要"),
        "short_title": "规划",
        "attachment_label": "",
        "issuer": "某某街道",
        "print_issuer": "",
        "written_on_text": "",
        "issued_on": None,
        "period_start": 2026,
        "period_end": 2030,
        "base_year": 2025,
        "vision_year": None,
        "preface": (),
        "chapters": (Chapter(1, "发展基础", lead, sections),),
        "indicators": (),
        "closing": (),
    }
    return Document(**{**values, **facts})


@st.composite
def plans(draw) -> Document:
    chapters = tuple(
        Chapter(
            number,
            draw(st.text(alphabet=WORDS, max_size=5)),
            draw(blocks),
            tuple(
                Section(k, draw(st.text(alphabet=WORDS, max_size=5)), draw(blocks))
                for k in range(1, draw(st.integers(0, 3)) + 1)
            ),
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )
    return plan(chapters=chapters, preface=draw(blocks), closing=draw(blocks))


def section_of(*lines: str, number=1, title="主要成就") -> Section:
    return Section(number, title, tuple(Paragraph(line) for line in lines))


def with_section(document: Document, chapter: int, number: int, section: Section) -> Document:
    return replace(
        document,
        chapters=tuple(
            replace(
                each,
                sections=tuple(
                    section if (each.number, old.number) == (chapter, number) else old
                    for old in each.sections
                ),
            )
            for each in document.chapters
        ),
    )


def text_of(runs, *kinds: RunKind) -> str:
    return "".join(run.text for run in runs if run.kind in (RunKind.SAME, *kinds))


def marked(old: str, new: str) -> str:
    signs = {RunKind.SAME: "{}", RunKind.DELETED: "[-{}]", RunKind.INSERTED: "[+{}]"}
    return "".join(signs[run.kind].format(run.text) for run in diff(old, new))


def rebuilt(comparison: Comparison, side: str, kind: RunKind) -> dict:
    """Return spot → paragraph of one side, as the comparison shows it."""
    paragraphs = {}
    for unit in (unit for place in comparison.places for unit in place.units):
        shown = text_of(unit.runs, kind).split(PARAGRAPH_BREAK)
        spots = [spot for spot in getattr(unit, side) if spot.number]
        if unit.kind is not Kind.LEFT and spots:
            paragraphs |= dict(zip(spots, shown, strict=True))
    return {(spot.place.kind, spot.label): text for spot, text in paragraphs.items()}


def paragraphs_of(document: Document) -> dict:
    """Return the same from the document itself."""
    spots = (
        (Spot(text.place, unit.number), unit) for text in places_of(document) for unit in text.units
    )
    return {(spot.place.kind, spot.label): unit.text for spot, unit in spots if spot.number}


def only_change(comparison: Comparison) -> UnitChange:
    (change,) = (
        unit for place in comparison.changes for unit in place.units if not unit.is_unchanged
    )
    return change


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
    for plan, comparison in edits:
        document = plan.document

        assert rebuilt(comparison, "old", RunKind.DELETED) == paragraphs_of(plan.original)
        assert rebuilt(comparison, "new", RunKind.INSERTED) == paragraphs_of(document)
        assert comparison.is_empty == (document == plan.original)


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
    assert [change.label for change in others] == [f"第五章{s.label}" for s in later]
    assert all(change.is_renumbered and not change.is_moved for change in others)
    assert not any(change.inserted or change.deleted for change in others)


def test_a_deleted_section_stands_where_it_stood():
    kept = section_of("营商环境不断优化，企业获得感增强。", number=1)
    gone = section_of("社区养老服务设施实现全覆盖。", number=2, title="民生保障")

    change = compare(plan(kept, gone), plan(kept)).changes[0]

    assert (change.label, change.note) == ("第一章第二节", "删除")
    assert [unit.kind for unit in change.units] == [Kind.DELETED]


def test_a_retitled_section_is_recognised_by_its_text(tanggu):
    section = tanggu.section(5, 4)
    new = with_section(tanggu, 5, 4, replace(section, title="建设健康街道"))

    (change,) = compare(tanggu, new).changes

    assert change.is_retitled
    assert text_of(change.title, RunKind.DELETED) == section.title
    assert all(unit.is_unchanged for unit in change.units)


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

    changed = [unit for unit in comparison.changes[0].units if not unit.is_unchanged]

    assert [unit.cells[0].label for unit in changed] == ["编制单位", "远景年"]


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
    source, target = tanggu.section(3, 1), tanggu.section(6, 2)
    new = with_section(tanggu, 3, 1, replace(source, blocks=source.blocks[1:]))
    new = with_section(new, 6, 2, replace(target, blocks=(*target.blocks, source.blocks[0])))

    comparison = compare(tanggu, new)
    left, moved = (unit for place in comparison.changes for unit in place.units if unit.note)

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
    section = tanggu.section(1, 1)
    third = Paragraph(section.blocks[2].text.replace("稳步", "持续", 1))
    new = with_section(
        tanggu, 1, 1, replace(section, blocks=(*section.blocks[:2], third, *section.blocks[3:]))
    )

    comparison = compare(tanggu, new)
    spot = only_change(comparison).new[0]

    assert comparison.changes[0].has_page
    assert (spot.place.chapter, spot.place.section, spot.anchor) == (1, 1, "p3")


def test_unchanged_paragraphs_can_be_folded():
    lines = ["营商环境优化。", "养老设施覆盖。", "法治建设推进。", "城市管理提升。"]
    new = [*lines[:2], "法治建设深入推进。", lines[3]]

    change = compare(plan(section_of(*lines)), plan(section_of(*new))).changes[0]

    folded = [(stretch.is_unchanged, len(stretch.units)) for stretch in change.stretches]
    assert folded == [(True, 2), (False, 1), (True, 1)]


def test_the_summary_counts_sections_paragraphs_and_characters():
    old = plan(section_of("营商环境优化。", "养老设施覆盖。", "法治建设推进。"))
    new = plan(section_of("营商环境持续优化。", "养老设施覆盖。", "青年友好街区亮相！"))

    summary = compare(old, new).summary

    assert summary == "改动1节：新增1段，删除1段，修改1段，新增11字，删除7字"


def test_typed_texts_compare_without_their_blank_lines():
    changes = compare_texts("第一段。\r\n\r\n第二段。", "第一段。\n第二段。\n\n")

    assert all(change.is_unchanged for change in changes)


# Characters


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
