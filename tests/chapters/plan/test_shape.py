"""The shape of any plan: parts, sub-headings, boxes, figures, footnotes, spans, annexes."""

import json
from dataclasses import replace

from hypothesis import given

from chapters.plan.blocks import Box, Figure, Footnote, Paragraph, Subheading, numbering, walk
from chapters.plan.document import Document
from chapters.plan.outline import Annex, Chapter, Part, Section
from chapters.plan.places import Goal, Place, PlaceKind, Spot, numbered_place, parse
from chapters.plan.tables import Cell, IndicatorTable, Span, Table
from tests.chapters.comparison.documents import plan
from tests.chapters.strategies import documents, rich_documents

BOX = Box("专栏1 养老", (Paragraph("框里一段。"), Table("", ("甲",), (("1",),))))


@given(rich_documents())
def test_a_plan_of_any_shape_comes_back_from_its_json(document):
    Document.from_json.cache_clear()
    again = Document.from_json(document.to_json())

    assert again == document
    assert again.sha256 == document.sha256


@given(documents())
def test_a_plan_that_has_nothing_new_has_the_json_of_before(document):
    text = document.to_json()

    for name in ("parts", "annexes", "notice", "preface_title", "printed_label", "footnotes"):
        assert f'"{name}"' not in text
    assert json.loads(text).keys() == {
        *("attachment_label", "base_year", "chapters", "closing", "indicators", "issued_on"),
        *("issuer", "period_end", "period_start", "preface", "print_issuer", "short_title"),
        *("title_lines", "vision_year", "written_on_text"),
    }


def test_parts_stand_before_their_chapters_and_one_without_chapters_is_kept():
    document = plan(
        parts=(Part(1, "甲篇", ()), Part(2, "乙篇", ()), Part(3, "丙篇", ())),
        chapters=(
            Chapter(1, "一", (), (), part=1),
            Chapter(2, "二", (), (), part=1),
            Chapter(3, "三", (), (), part=2),
        ),
    )

    assert [text.heading for text in document.places() if text.place.numbers] == [
        "第一篇\u3000甲篇",
        "第一章\u3000一",
        "第二章\u3000二",
        "第二篇\u3000乙篇",
        "第三章\u3000三",
        "第三篇\u3000丙篇",
    ]


def test_labels_are_as_printed_and_addresses_are_numbers():
    section = Section(1, "基础", (Paragraph("一段。"),), printed_label="（一）")
    document = plan(chapters=(Chapter(1, "回顾", (), (section,), printed_label="一、"),))
    chapter, section = (text for text in document.places() if text.place.numbers)

    assert (chapter.heading, section.heading) == ("一、回顾", "（一）基础")
    assert Spot(section.place, 1).label == "一、（一）第1段"
    assert (section.place.anchor, section.place.above) == ("c1s1", numbered_place(1))
    assert section.place == numbered_place(1, 1)
    assert hash(section.place) == hash(numbered_place(1, 1))


def test_chapters_that_restart_in_each_part_are_named_with_it():
    document = plan(
        restarts_chapters=True,
        parts=(Part(1, "甲", ()), Part(2, "乙", ())),
        chapters=(
            Chapter(1, "一", (), (), part=1),
            Chapter(2, "二", (), (), printed_label="第一章", part=2),
        ),
    )

    labels = [text.place.label for text in document.places() if text.place.chapter]
    assert labels == ["第一篇第一章", "第二篇第一章"]


def test_front_and_back_matter_has_its_printed_name():
    document = plan(
        notice=(Paragraph("现印发给你们。"),),
        notice_title="关于印发规划的通知",
        preface=(Paragraph("前。"),),
        preface_title="序言",
        closing=(Paragraph("后。"),),
        closing_title="后记",
        annexes=(Annex(1, "名词解释", (), "附表1"),),
        chapters=(),
    )

    assert [text.place.label for text in document.places()] == [
        "关于印发规划的通知",
        "序言",
        "后记",
        "附表1",
    ]


def test_paragraphs_in_a_box_count_with_those_around_it():
    blocks = (Paragraph("前。"), BOX, Paragraph("后。"), Table("", ("乙",), ()), Figure("图"))

    assert [item.anchor for item in walk(blocks)] == ["p1", "b1", "p2", "t1", "p3", "t2", "f1"]
    assert [item.anchor for item in numbering(blocks)] == ["p1", "b1", "p3", "t2", "f1"]


def test_every_text_of_every_block_is_a_passage():
    blocks = (
        Subheading(1, "一、", "小标题"),
        Paragraph("正文。", footnotes=(Footnote(2, "脚注。"),)),
        replace(BOX, blocks=(*BOX.blocks, Figure("图名", "说明", "来源"))),
        IndicatorTable("指标", header=("项", "值"), rows=(("甲", "1"),)),
    )
    document = plan(chapters=(Chapter(1, "章", blocks, ()),))
    found = [passage.text for passage in document.passages() if passage.place.chapter == 1]

    assert [text for text in found if text] == [
        *("章", "小标题", "正文。", "脚注。", "专栏1 养老", "框里一段。", "甲", "1"),
        *("图名", "说明", "来源", "指标", "项", "值", "甲", "1"),
    ]


def test_cells_that_others_cover_are_not_drawn():
    table = Table(
        "",
        ("甲", "乙", "丙"),
        (("1", "", "3"),),
        further_headers=(("", "丁", "戊"),),
        spans=(Span(0, 0, 2, 1), Span(2, 0, 1, 2)),
    )

    assert table.grid.drawn_headers == (
        (Cell("甲", rows=2), Cell("乙"), Cell("丙")),
        (Cell("丁"), Cell("戊")),
    )
    assert table.grid.drawn_rows == ((Cell("1", columns=2), Cell("3")),)


def test_new_places_have_names():
    part = Place(PlaceKind.PART, (3,))
    annex = Place(PlaceKind.ANNEX, (12,))

    assert parse("part3-p2") == Spot(part, 2)
    assert parse("annex12-g1") == Goal(annex, 1)
    assert (part.label, annex.label, part.anchor) == ("第三篇", "附件12", "part3")
    assert part.chapter is annex.chapter is None
