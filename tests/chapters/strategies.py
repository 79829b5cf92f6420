"""Generated plans, nasty texts included: what looks like a mark but is print."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from chapters.plan.blocks import Box, Figure, Footnote, Paragraph, Subheading
from chapters.plan.document import Document, Indicator, Nature
from chapters.plan.outline import Annex, Chapter, Part, Section
from chapters.plan.tables import IndicatorTable, Span, Table
from chapters.plantext.levels import BACK, FRONT

NASTY_OPENINGS = (
    "",
    "\\",
    "\\\\",
    "#",
    "## ",
    ":::",
    ":::表 甲",
    ":::指标表",
    "---",
    "———",
    "第一章 ",
    "第二节",
    "第三篇 ",
    "前言",
    "前 言",
    "结束语",
    "目录",
    "第一章 甲.....\t1",
    "**",
    "**甲。**",
    "***",
    "——",
    "————",
    "|",
    "| 甲 |",
    "注：",
    "甲\t乙\t丙",
    "目录\t乙\t丙",
    "[^1]",
    "[^1]：",
    "甲[^1]",
    "甲\\[^1]",
    "\\[^1]",
    "# ",
    "## （一）",
    ":::专栏 ",
    ":::图 ",
    ":::附件",
    "| < | ^ |",
)
LETTERS = st.sampled_from("甲乙丙丁，。！？：、“”‘’（）*|\\#—-:：注第一章节 \t1a.繁體<^[]")
NAMES = st.text(st.sampled_from("甲乙丙丁，、“”（）*|\\#—1a"), min_size=1, max_size=12)


def one_line(texts):
    return texts.map(str.strip).filter(bool)


plain_texts = one_line(
    st.builds(str.__add__, st.sampled_from(NASTY_OPENINGS), st.text(LETTERS, max_size=40))
)
lead_phrases = one_line(
    st.text(st.sampled_from("甲乙丙。，！#|\\:第一章 "), min_size=1, max_size=40)
)


@st.composite
def paragraphs_with_lead_phrase(draw):
    mark = draw(st.sampled_from(["", "——"]))
    lead_phrase = draw(lead_phrases)
    rest = draw(plain_texts).replace("\t", "")  # with tabs a line is a table row
    return Paragraph(f"{mark}{lead_phrase}{rest}", lead_phrase)


paragraphs = st.builds(Paragraph, plain_texts) | paragraphs_with_lead_phrase()
cells = st.text(LETTERS, max_size=12).map(str.strip)
captions = st.just("") | NAMES
notes = st.lists(NAMES.map("注：{}".format), max_size=2).map(tuple)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    rows = st.tuples(*[cells] * width)
    body = draw(st.lists(rows, max_size=3).map(tuple))
    return Table(draw(captions), draw(rows), body, draw(notes))


indicator_tables = st.builds(IndicatorTable, captions, notes)
texts = st.lists(paragraphs | tables(), max_size=4).map(tuple)
texts_with_indicators = st.lists(paragraphs | tables() | indicator_tables, max_size=4).map(tuple)
titles = NAMES.filter(lambda title: not title.endswith("。"))


@st.composite
def chapters(draw, number):
    sections = [
        Section(section_number, draw(titles), draw(texts))
        for section_number in range(1, draw(st.integers(0, 3)) + 1)
    ]
    return Chapter(number, draw(titles), draw(texts), tuple(sections))


@st.composite
def indicators(draw, number):
    return Indicator(
        number=number,
        name=draw(NAMES.filter(lambda name: not name.endswith("）"))),
        unit=draw(st.sampled_from(["", "%", "万家", "亿元", "a|b"])),
        base_value=draw(cells),
        target_value=draw(cells),
        nature=draw(st.sampled_from([nature for nature in Nature if nature])),
    )


@st.composite
def documents(draw):
    """A plan of any shape, with the indicator table at the end of the preface or nowhere."""
    start = draw(st.integers(1953, 2096))
    end = start + draw(st.integers(1, 10))
    rows = tuple(draw(indicators(number)) for number in range(1, draw(st.integers(0, 3)) + 1))
    table = (draw(indicator_tables),) if rows else ()
    title_lines = draw(st.lists(NAMES.filter(lambda line: "|" not in line), min_size=1, max_size=3))
    return Document(
        title_lines=tuple(title_lines),
        short_title=draw(NAMES),
        attachment_label=draw(captions),
        issuer=draw(NAMES),
        print_issuer=draw(captions),
        written_on_text=draw(captions),
        issued_on=draw(
            st.none() | st.dates(min_value=date(1949, 10, 1)).map(lambda day: day.isoformat())
        ),
        period_start=start,
        period_end=end,
        base_year=draw(st.integers(start - 2, end - 1)),
        vision_year=draw(st.none() | st.integers(end + 1, end + 30)),
        preface=draw(texts) + table,
        chapters=tuple(draw(chapters(n)) for n in range(1, draw(st.integers(1, 3)) + 1)),
        indicators=rows,
        closing=draw(texts),
    )


# What format 2 of the Document adds.
LABELS = {
    1: st.sampled_from(["一、", "十二、"]),
    2: st.sampled_from(["（一）", "（十）"]),
    3: st.sampled_from(["1.", "12."]),
    4: st.sampled_from(["（1）", "（12）"]),
}


@st.composite
def subheadings(draw):
    level = draw(st.integers(1, 4))
    return Subheading(level, draw(LABELS[level]), draw(titles))


@st.composite
def annotated_paragraphs(draw):
    """A paragraph with footnotes, in order."""
    text = draw(st.text(st.sampled_from("甲乙丙，。“”1a"), min_size=1, max_size=30))
    offsets = draw(st.lists(st.integers(1, len(text)), min_size=1, max_size=3).map(sorted))
    return Paragraph(text, footnotes=tuple(Footnote(at, draw(NAMES)) for at in offsets))


@st.composite
def spanning_tables(draw):
    """A table with a header cell over two rows and a body cell over two columns."""
    width = draw(st.integers(2, 5))
    filled = st.text(st.sampled_from("甲乙丙|\\<^-1"), min_size=1, max_size=6)
    rows = [[draw(filled) for _ in range(width)] for _ in range(draw(st.integers(3, 5)))]
    column = draw(st.integers(0, width - 1))
    rows[1][column] = ""
    start = draw(st.integers(0, width - 2))
    rows[2][start + 1] = ""
    header, further, *body = map(tuple, rows)
    spans = (Span(0, column, 2, 1), Span(2, start, 1, 2))
    return Table(draw(captions), header, tuple(body), draw(notes), (further,), spans)


figures = st.builds(Figure, NAMES, captions, captions)
rich_blocks = (
    paragraphs | subheadings() | annotated_paragraphs() | tables() | spanning_tables() | figures
)
boxes = st.builds(
    Box,
    NAMES,
    st.lists(
        st.builds(Paragraph, plain_texts) | tables() | spanning_tables() | figures,
        min_size=1,
        max_size=3,
    ).map(tuple),
)
rich_texts = st.lists(rich_blocks | boxes, max_size=5).map(tuple)


@st.composite
def rich_documents(draw):
    """A plan with everything that format 2 knows."""
    plain = draw(documents())
    parts = tuple(
        Part(number, draw(titles), draw(rich_texts))
        for number in range(1, draw(st.integers(0, 2)) + 1)
    )
    memberships = draw(
        st.lists(
            st.integers(min(1, len(parts)), len(parts)),
            min_size=len(plain.chapters),
            max_size=len(plain.chapters),
        ).map(sorted)
    )
    return replace(
        plain,
        parts=parts,
        chapters=tuple(
            replace(chapter, lead=draw(rich_texts), part=part)
            for chapter, part in zip(plain.chapters, memberships, strict=True)
        ),
        annexes=tuple(
            Annex(number, draw(titles), draw(rich_texts))
            for number in range(1, draw(st.integers(0, 2)) + 1)
        ),
        notice=draw(texts),
        preface_title=draw(st.sampled_from(FRONT)) if plain.preface else FRONT[0],
        closing_title=draw(st.sampled_from(BACK)) if plain.closing else BACK[0],
    )
