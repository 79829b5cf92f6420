"""A plan with every kind of block, written by hand."""

import io
from dataclasses import replace
from hashlib import sha256

from PIL import Image, ImageDraw

from chapters.plan.blocks import Box, Figure, Footnote, Paragraph, Subheading
from chapters.plan.document import Document
from chapters.plan.outline import Annex, Chapter, Part, Section
from chapters.plan.tables import IndicatorTable, Span, Table
from tests.chapters.comparison.documents import plan

SENTENCE = "坚持以人民为中心的发展思想，推动高质量发展取得新成效，居民收入增长与经济增长基本同步。"
LONG_WORD = "SuperCalifragilistic" * 10
LONG_TITLE = (
    "发展环境、主要成就、存在问题、面临形势、指导思想、基本原则、战略定位、总体要求、"
    "空间布局、重点任务、保障措施和远景展望"
)
DIGITS = "1234567890" * 15


def picture(kind="PNG", size=(600, 300)):
    """Return the bytes of a picture with a diagonal."""
    image = Image.new("RGB", size, "lightgray")
    ImageDraw.Draw(image).line((0, 0, *size), fill="black", width=4)
    output = io.BytesIO()
    image.save(output, kind)
    return output.getvalue()


PNG, JPEG = picture(), picture("JPEG", (400, 1600))
FIGURES = {sha256(each).hexdigest(): each for each in (PNG, JPEG)}
PNG_NAME, JPEG_NAME = FIGURES


def annotated(text, *notes):
    """A paragraph whose footnotes stand behind its first characters that say so."""
    return Paragraph(text, footnotes=tuple(Footnote(at, note) for at, note in notes))


SPANNING = Table(
    "表1 主要指标完成情况",
    ("指标", "规划目标", "", "完成情况", ""),
    (("生产总值", "8", "0.5", "9", "0.6"), ("其中：服务业", "见注", "", "5", "0.4")),
    ("注：括号内为五年累计数。",),
    (("", "2020年", "年均", "2020年", "年均"),),
    (Span(0, 0, 2, 1), Span(0, 1, 1, 2), Span(0, 3, 1, 2), Span(3, 1, 1, 2)),
)
OWN_COLUMNS = IndicatorTable(
    "专栏1 “十五五”时期主要指标",
    ("注：〔〕内为五年累计数。",),
    header=("类别", "指标", "单位", "2025年", "2030年", "年均增速〔累计〕", "属性"),
    rows=(
        ("经济发展", "1.生产总值", "亿元", "100*", "—", "5.5%", "预期性"),
        ("", "2.全员劳动生产率", "万元/人", "20", "25", "〔5〕", "约束性"),
    ),
    spans=(Span(1, 0, 2, 1),),
)
LONG = Table(
    "表2 项目清单",
    ("序号", "项目", "年限"),
    tuple((f"甲{n}", f"项目{n}", "五年") for n in range(90)),
)
TALL = Table("表3 重点任务", ("任务", "内容"), (("社区治理", SENTENCE * 40), ("短", "短")))
WORDS = Table("表4 网址", ("名称", "网址"), (("长词", LONG_WORD), ("长数", DIGITS)))


def wide(columns, rows=6):
    """A table of many columns of numbers."""
    header = tuple(f"第{n}列指标名称" for n in range(1, columns + 1))
    body = tuple(
        tuple(f"{row}{n:02}.{n % 10}5" for n in range(1, columns + 1)) for row in range(1, rows + 1)
    )
    return Table(f"{columns}列的表", header, body, ("注：单位为万元。",))


BOX = Box(
    "专栏2 养老服务工程",
    (
        Subheading(1, "1.", "社区食堂"),
        *(Paragraph(SENTENCE * 6) for _ in range(4)),
        Table("", ("项目", "数量"), (("食堂", "12"),)),
        annotated("框里有脚注的一段。", (3, "框里的脚注。")),
        Figure("框里的图", "一条斜线", "统计局", PNG_NAME),
    ),
)


def rich():
    return plan(
        title_lines=("测试街道国民经济和社会发展", "第十五个五年规划纲要"),
        notice=(Paragraph("各社区居委会：现将规划印发给你们，请遵照执行。"),),
        notice_title="关于印发规划的通知",
        preface_title="序言",
        preface=(
            annotated(f"第一段{SENTENCE}", (1, "第一个脚注。"), (3, f"第二个脚注。{SENTENCE * 3}")),
            annotated(
                "规划——纲要2021。", (3, "破折号里。"), (9, "末尾的一个。"), (9, "末尾的又一个。")
            ),
        ),
        parts=(Part(1, "开局起步", (Paragraph(SENTENCE),)), Part(2, "高质量发展", ())),
        chapters=(
            Chapter(
                1,
                LONG_TITLE,
                (Paragraph(SENTENCE),),
                (
                    Section(
                        1,
                        "发展基础",
                        (
                            Subheading(1, "一、", "经济实力"),
                            Paragraph(SENTENCE * 3),
                            Subheading(2, "（一）", "产业"),
                            Subheading(3, "1.", "工业" + LONG_WORD),
                            Subheading(4, "（1）", "制造业"),
                            Paragraph(f"见{LONG_WORD}和{DIGITS}。"),
                            SPANNING,
                            Subheading(2, "（二）", "服务业"),
                            BOX,
                        ),
                    ),
                    Section(2, "主要指标", (OWN_COLUMNS, LONG, TALL, WORDS), "（二）"),
                ),
                part=1,
            ),
            Chapter(
                2,
                "没有节的一章",
                (
                    Subheading(2, "（一）", "直接在章下"),
                    Paragraph("宽表之前。"),
                    wide(12),
                    Paragraph("中间一段。"),
                    wide(20),
                    wide(40, 60),
                    Paragraph("宽表之后。"),
                ),
                (),
                "二、",
                part=2,
            ),
            Chapter(
                3,
                "图",
                (
                    Figure("图1 空间格局", "一条斜线", "统计局", PNG_NAME),
                    Figure("图2 高图", "又一条斜线", "", JPEG_NAME),
                    Figure("图3 没有文件的图", "两岸三带的示意"),
                    *(
                        annotated(f"第{n}个脚注的正文，{SENTENCE}", (3, f"脚注{n}的说明。"))
                        for n in range(1, 25)
                    ),
                ),
                (),
                part=2,
            ),
        ),
        closing=(Paragraph("共同奋斗。"),),
        closing_title="后记",
        annexes=(
            Annex(1, "名词解释", (Paragraph(SENTENCE),)),
            Annex(2, "重大项目表", (wide(21),), "附表2"),
        ),
    )


def rich_without_pictures(**facts):
    """The same before its pictures are there."""
    text = rich().to_json()
    for name in FIGURES:
        text = text.replace(name, "")
    return replace(Document.from_json(text), **facts)
