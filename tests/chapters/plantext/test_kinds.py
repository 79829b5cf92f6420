"""Every kind of thing in a real plan: carried as printed, or refused with a remedy that works."""

import pytest

from chapters import plantext
from chapters.plan.blocks import Box, Figure, Paragraph, Subheading, walk
from chapters.plan.tables import IndicatorTable, Table

INFORMATION = {
    "格式": "规划文本/2",
    "标题": "测试街道规划",
    "编制单位": "测试街道",
    "规划期": "2026—2030",
    "基期": "2025",
}
A, B, C = "加强党的建设。", "推进高质量发展。", "改善人民生活。"
INDICATORS = """| 类别 | 指标 | 单位 | 2025年 | 2030年 | 年均〔累计〕 | 属性 |
| --- | --- | --- | --- | --- | --- | --- |
| 经济 | 1.生产总值 | 亿元 | 100* | — | 5.5% | 预期性 |
| ^ | 2.其中：服务业 | 亿元 | 20 | 25 | 〔5〕 | 约束性 |"""


def text(*lines, **information):
    facts = {name: value for name, value in (INFORMATION | information).items() if value}
    block = "\n".join(f"{name}：{value}" for name, value in facts.items())
    return "\n".join([f"---\n{block}\n---", *lines]) + "\n"


def chapter(*lines, **information):
    return text("第一章 总则", "第一节 基础", *lines, **information)


def headings(document):
    return [place.heading.replace("\u3000", " ") for place in document.places()]


def blocks(document):
    return [item.block for place in document.places() for item in walk(place.blocks)]


def of_kind(kind):
    return lambda document: any(isinstance(block, kind) for block in blocks(document))


def heads(*expected):
    return lambda document: headings(document) == list(expected)


def same_subheading(level, label):
    return lambda d: any(
        isinstance(b, Subheading) and (b.level, b.label) == (level, label) for b in blocks(d)
    )


CARRIED = {
    "篇": (
        text("第一篇 开局", "第一章 总则", A, "第二篇 发展", B, "第二章 任务", C, 层级="篇 章 节"),
        heads("第一篇 开局", "第一章 总则", "第二篇 发展", "第二章 任务"),
    ),
    "编": (
        text("第一编 开局", "第一章 总则", A, 层级="编 章"),
        heads("第一编 开局", "第一章 总则"),
    ),
    "部分": (
        text("第一部分 开局", A, "（一）总则", B, 层级="部分 （一）"),
        heads("第一部分 开局", "（一）总则"),
    ),
    "章 in Arabic figures": (text("第1章 总则", A), lambda d: d.chapters[0].label == "第1章"),
    "章 as 一、": (
        text("一、总则", A, "（一）基础", B, "二、任务", C, 层级="一、 （一）"),
        heads("一、总则", "（一）基础", "二、任务"),
    ),
    "chapters that restart in each part": (
        text("第一篇 甲", "第一章 总则", A, "第二篇 乙", "第一章 任务", B, 层级="篇 章"),
        lambda d: d.restarts_chapters and [c.number for c in d.chapters] == [1, 2],
    ),
    "sections that run through": (
        text("第一章 甲", "第一节 子", A, "第二章 乙", "第二节 丑", B),
        lambda d: d.chapters[1].sections[0].label == "第二节",
    ),
    "missing numbers, as printed": (
        text("第一章 甲", A, "第三章 乙", B, 编号="照印"),
        heads("第一章 甲", "第三章 乙"),
    ),
    "sub-headings 一、（一）": (
        chapter("一、经济", A, "（一）工业", B, 层级="章 节 一、 （一）"),
        same_subheading(2, "（一）"),
    ),
    "sub-headings 1.（1）": (
        chapter("1.经济", A, "（1）工业", B, 层级="章 节 1. （1）"),
        same_subheading(2, "（1）"),
    ),
    "sub-headings by hashes": (chapter("## （二）工业", B), same_subheading(2, "（二）")),
    **{
        name: (text(name, A, "第一章 总则", B), heads(name, "第一章 总则"))
        for name in ("前言", "序言", "引言", "绪论", "导言")
    },
    **{
        name: (text("第一章 总则", B, name, A), heads("第一章 总则", name))
        for name in ("结束语", "后记", "结语", "尾声")
    },
    "附件": (
        text("第一章 总则", A, ":::附件 附件1 名词解释", B, ":::"),
        heads("第一章 总则", "附件1 名词解释"),
    ),
    "附表": (
        text("第一章 总则", A, ":::附件 附表2 项目", B, ":::"),
        heads("第一章 总则", "附表2 项目"),
    ),
    "印发通知": (
        text(":::通知 关于印发规划的通知", A, ":::", "第一章 总则", B),
        heads("关于印发规划的通知", "第一章 总则"),
    ),
    "a table with two header rows, spans and notes": (
        chapter(
            ":::表 表1 指标",
            "| 指标 | 目标 | < |",
            "| --- | --- | --- |",
            "| ^ | 2025 | 2030 |",
            "| --- | --- | --- |",
            "| 甲 | 1 | 2 |",
            "注：甲。",
            ":::",
        ),
        lambda d: any(
            isinstance(b, Table) and len(b.spans) == 2 and len(b.further_headers) == 1 and b.notes
            for b in blocks(d)
        ),
    ),
    "an indicator table with its own columns": (
        chapter(":::指标表 主要指标", INDICATORS, ":::"),
        lambda d: (
            any(isinstance(b, IndicatorTable) and b.has_own_columns for b in blocks(d))
            and [row.name for row in d.indicators] == ["生产总值", "其中：服务业"]
        ),
    ),
    "专栏": (chapter(":::专栏 专栏1 工程", A, "# 1.食堂", B, ":::"), of_kind(Box)),
    "a figure without a file": (
        chapter(":::图 图1 格局", "说明：一条河", "来源：测试", ":::"),
        of_kind(Figure),
    ),
    "a footnote": (
        chapter("发展[^1]成果。", "[^1]：指二〇二五年。"),
        lambda d: any(isinstance(b, Paragraph) and b.footnotes for b in blocks(d)),
    ),
    "a chapter without a section": (text("第一章 总则", A), heads("第一章 总则")),
    "ends of lines of Windows": (chapter(A).replace("\n", "\r\n"), of_kind(Paragraph)),
    "ends of lines of an old Mac": (chapter(A).replace("\n", "\r"), of_kind(Paragraph)),
    "a line that looks like a heading": (
        chapter("\\第二章的任务"),
        lambda d: blocks(d)[0].text == "第二章的任务",
    ),
    "an indented line": (chapter("\u3000\u3000" + A), lambda d: blocks(d)[0].text == A),
}

FIRST_FORMAT = {"格式": "规划文本/1"}
REFUSED = {  # text, its line, words of the message, the text after the remedy
    "篇 in the first format": (
        text("第一篇 开局", "第一章 总则", A, **FIRST_FORMAT),
        8,
        "加一行“层级：篇 章 节”",
        text("第一篇 开局", "第一章 总则", A, 层级="篇 章 节"),
    ),
    "labels that no line of levels names": (
        text("一、总则", A, "（一）基础", B, "二、任务", C, "（一）其他", A),
        2,
        "请加一行“层级：一、 （一）”",
        text("一、总则", A, "（一）基础", B, "二、任务", C, "（一）其他", A, 层级="一、 （一）"),
    ),
    "a level that is not named": (
        text("第一篇 开局", "第一章 总则", A, 层级="章 节"),
        9,
        "篇",
        text("第一篇 开局", "第一章 总则", A, 层级="篇 章 节"),
    ),
    "text above the first heading": (
        text(A, "第一章 总则", B),
        8,
        "在前面加上“前言”",
        text("前言", A, "第一章 总则", B),
    ),
    "a missing number": (
        text("第一章 甲", A, "第三章 乙", B),
        10,
        "请改为“第二章”",
        text("第一章 甲", A, "第二章 乙", B),
    ),
    "a missing number that is printed so": (
        text("第一章 甲", A, "第三章 乙", B),
        10,
        "加一行“编号：照印”",
        text("第一章 甲", A, "第三章 乙", B, 编号="照印"),
    ),
    "a section before any chapter": (
        text("第一节 基础", A, "第一章 总则", B),
        8,
        "请在前面加上章标题",
        text("第一章 总则", "第一节 基础", A, "第二章 任务", B),
    ),
    "a heading without words": (
        text("第一章", A),
        8,
        "同在一行",
        text("第一章 总则", A),
    ),
    "a fence without an end": (
        chapter(":::专栏 专栏1", A),
        10,
        "之后加一行“:::”",
        chapter(":::专栏 专栏1", A, ":::"),
    ),
    "a box in a box": (
        chapter(":::专栏 甲", ":::专栏 乙", A, ":::", ":::"),
        11,
        "专栏",
        chapter(":::专栏 甲", ":::", ":::专栏 乙", A, ":::"),
    ),
    "a figure with a file that nobody has uploaded": (
        chapter(":::图 图1", "文件：a.png", ":::"),
        10,
        "删去这一行",
        chapter(":::图 图1", ":::"),
    ),
    "something else in a figure": (
        chapter(":::图 图1", A, ":::"),
        10,
        "移到它前面",
        chapter(":::图 图1", ":::", A),
    ),
    "a mark without its footnote": (
        chapter("发展[^1]成果。"),
        10,
        "[^1]",
        chapter("发展[^1]成果。", "[^1]：指二〇二五年。"),
    ),
    "a footnote without its mark": (
        chapter("发展成果。", "[^1]：指二〇二五年。"),
        11,
        "[^1]",
        chapter("发展[^1]成果。", "[^1]：指二〇二五年。"),
    ),
    "an annex before a chapter": (
        text(":::附件 附件1 名词", A, ":::", "第一章 总则", B),
        8,
        "移到最后",
        text("第一章 总则", B, ":::附件 附件1 名词", A, ":::"),
    ),
    "a notice behind a chapter": (
        text("第一章 总则", B, ":::通知 通知", A, ":::"),
        10,
        "移到最前面",
        text(":::通知 通知", A, ":::", "第一章 总则", B),
    ),
    "a row that is in no table": (
        chapter("| 甲 | 乙 |"),
        10,
        "前加一行“:::表 名称”",
        chapter(":::表 名称", "| 甲 | 乙 |", "| --- | --- |", "| 1 | 2 |", ":::"),
    ),
    "a pasted contents list": (
        text("目录", "第一章 总则……1", "第二章 任务……2", "第一章 总则", A, "第二章 任务", B),
        8,
        "",
        text("第一章 总则", A, "第二章 任务", B),
    ),
    "two prefaces": (
        text("前言", A, "前言", B, "第一章 总则", C),
        10,
        "请只留一个",
        text("前言", A, B, "第一章 总则", C),
    ),
    "no chapter at all": (
        text("前言", A),
        9,
        "写成“第一章 标题”",
        text("前言", A, "第一章 总则", B),
    ),
}


@pytest.mark.parametrize("kind", CARRIED)
def test_this_kind_is_carried_and_written_as_it_was_read(kind):
    source, has_it = CARRIED[kind]

    reading = plantext.read(source)

    assert [str(refusal) for refusal in reading.refusals] == []
    assert has_it(reading.document)
    assert plantext.read(plantext.write(reading.document)).document == reading.document


@pytest.mark.parametrize("kind", CARRIED)
def test_every_word_of_this_kind_is_in_the_document(kind):
    source, _ = CARRIED[kind]
    document = plantext.read(source).document
    printed = "".join("".join(document.printed_lines()).split())

    for word in (A, B, C):
        assert printed.count(word) == source.count(word)


@pytest.mark.parametrize("kind", REFUSED)
def test_this_kind_is_refused_at_its_line_and_the_remedy_works(kind):
    source, line, words, mended = REFUSED[kind]

    refusals = plantext.read(source).refusals

    assert any(refusal.line == line and words in refusal.message for refusal in refusals), [
        str(refusal) for refusal in refusals
    ]
    assert [str(refusal) for refusal in plantext.read(mended).refusals] == []


@pytest.mark.parametrize("place", ["chapter", "section"])
def test_what_is_empty_is_told_and_stays_empty(place):
    """Case 09: a heading with nothing below it takes nothing from its neighbours."""
    lines = ["第一章 甲", "第一节 子", A, "第二章 乙"]
    if place == "section":
        lines = ["第一章 甲", "第一节 子", "第二节 丑", A]

    reading = plantext.read(text(*lines))

    if place == "section":
        assert any(remark.line == 9 and "没有正文" in remark.message for remark in reading.remarks)
        assert reading.document is None or reading.document.chapters[0].sections[0].blocks == ()
    else:
        assert headings(reading.document) == ["第一章 甲", "第一节 子", "第二章 乙"]
