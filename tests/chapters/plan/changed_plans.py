"""Generated plans in three versions: one, and what two people have made of it."""

from dataclasses import replace

from hypothesis import strategies as st

from chapters.plan.blocks import Block, Box, Paragraph, Subheading
from chapters.plan.document import Document, Indicator, Nature
from chapters.plan.outline import Annex, Chapter, Part, Section
from chapters.plan.tables import IndicatorTable, Table
from tests.chapters.comparison.documents import plan

Address = tuple[int | str, ...] | str
Texts = dict[Address, tuple[Block, ...]]

# Few enough for the same paragraph to stand twice, and for both people to write the same.
words = st.sampled_from("甲乙丙丁戊己庚辛壬癸") | st.sampled_from("一二三四").map(
    "完善第{}类服务".format
)
blocks = (
    words.map(Paragraph)
    | words.map(Paragraph)
    | st.builds(Table, words, st.tuples(words), st.just(()))
    | st.just(IndicatorTable())
    | st.builds(Subheading, st.just(1), st.just("一、"), words)
    | st.builds(Box, words, st.tuples(words.map(Paragraph)))
)
texts = st.lists(blocks, max_size=4).map(tuple)
indicators = st.builds(
    Indicator, st.just(0), words, words, words, words, st.sampled_from(list(filter(None, Nature)))
)
sections = st.builds(Section, st.just(0), words, texts)
sibling_sections = st.lists(sections, max_size=3).map(lambda each: numbered(each))
chapters = st.builds(Chapter, st.just(0), words, texts, sibling_sections)
parts = st.builds(Part, st.just(0), words, texts)
annexes = st.builds(Annex, st.just(0), words, texts)
documents = st.builds(
    plan,
    parts=st.lists(parts, max_size=2).map(lambda each: numbered(each)),
    annexes=st.lists(annexes, max_size=2).map(lambda each: numbered(each)),
    notice=texts,
    issuer=words,
    preface=texts,
    closing=texts,
    chapters=st.lists(chapters, max_size=3).map(lambda each: numbered(each)),
    indicators=st.lists(indicators, max_size=3).map(lambda each: numbered(each)),
)


def numbered(siblings):
    return tuple(replace(each, number=number) for number, each in enumerate(siblings, 1))


def texts_of(document: Document) -> Texts:
    """Return the text of every place: preface, ("part", n), (chapter,), (chapter, section) …"""
    found: Texts = {name: getattr(document, name) for name in ("notice", "preface", "closing")}
    found |= {("part", part.number): part.lead for part in document.parts}
    found |= {("annex", annex.number): annex.blocks for annex in document.annexes}
    for chapter in document.chapters:
        found[chapter.number,] = chapter.lead
        for section in chapter.sections:
            found[chapter.number, section.number] = section.blocks
    return found


def titles_of(document: Document) -> dict[Address, str]:
    titles: dict[Address, str] = {("part", part.number): part.title for part in document.parts}
    titles |= {("annex", annex.number): annex.title for annex in document.annexes}
    for chapter in document.chapters:
        titles[chapter.number,] = chapter.title
        for section in chapter.sections:
            titles[chapter.number, section.number] = section.title
    return titles


def with_texts(document: Document, texts: Texts) -> Document:
    return replace(
        document,
        **{name: texts[name] for name in ("notice", "preface", "closing")},
        parts=tuple(replace(part, lead=texts["part", part.number]) for part in document.parts),
        annexes=tuple(
            replace(annex, blocks=texts["annex", annex.number]) for annex in document.annexes
        ),
        chapters=tuple(
            replace(
                chapter,
                lead=texts[chapter.number,],
                sections=tuple(
                    replace(section, blocks=texts[chapter.number, section.number])
                    for section in chapter.sections
                ),
            )
            for chapter in document.chapters
        ),
    )


@st.composite
def changed(draw, document: Document) -> Document:
    """The plan after up to four changes of a paragraph, a value, or the order of siblings."""
    for change in draw(st.lists(st.sampled_from(CHANGES), max_size=4)):
        document = draw(change(document))
    return document


@st.composite
def with_another_paragraph(draw, document):
    texts = texts_of(document)
    address = draw(st.sampled_from(sorted(texts, key=str)))
    text = list(texts[address])
    text.insert(draw(st.integers(0, len(text))), draw(blocks))
    return with_texts(document, texts | {address: tuple(text)})


@st.composite
def without_a_paragraph(draw, document):
    """Removed; or changed, or put elsewhere."""
    texts = texts_of(document)
    filled = [address for address in sorted(texts, key=str) if texts[address]]
    if not filled:
        return document
    address = draw(st.sampled_from(filled))
    text = list(texts[address])
    at = draw(st.integers(0, len(text) - 1))
    block = text.pop(at)
    become = draw(st.sampled_from(["nothing", "another", "moved"]))
    if become == "another":
        text.insert(at, draw(blocks))
    texts = texts | {address: tuple(text)}
    if become == "moved":
        target = draw(st.sampled_from(sorted(texts, key=str)))
        moved = list(texts[target])
        moved.insert(draw(st.integers(0, len(moved))), block)
        texts = texts | {target: tuple(moved)}
    return with_texts(document, texts)


@st.composite
def with_another_value(draw, document):
    rows = list(document.indicators)
    if rows and draw(st.booleans()):
        at = draw(st.integers(0, len(rows) - 1))
        field = draw(st.sampled_from(["name", "unit", "target_value"]))
        rows[at] = replace(rows[at], **{field: draw(words)})
        return replace(document, indicators=tuple(rows))
    field = draw(st.sampled_from(["issuer", "short_title", "written_on_text"]))
    return replace(document, **{field: draw(words)})


@st.composite
def with_other_siblings(draw, document):
    """One more chapter, section or indicator, one less, or two in another order."""
    field, new = draw(
        st.sampled_from(
            [
                ("chapters", chapters),
                ("indicators", indicators),
                ("parts", parts),
                ("annexes", annexes),
            ]
        )
    )
    if field == "chapters" and document.chapters and draw(st.booleans()):
        at = draw(st.integers(0, len(document.chapters) - 1))
        chapter = document.chapters[at]
        others = list(document.chapters)
        others[at] = replace(chapter, sections=draw(siblings(chapter.sections, sections)))
        return replace(document, chapters=tuple(others))
    return replace(document, **{field: draw(siblings(getattr(document, field), new))})


@st.composite
def siblings(draw, old, new):
    become = list(old)
    change = draw(st.sampled_from(["one more", "one less", "reordered", "retitled"]))
    at = draw(st.integers(0, len(become)))
    if change == "one more":
        become.insert(at, draw(new))
    elif change == "one less":
        del become[at : at + 1]
    elif change == "reordered":
        become = draw(st.permutations(become))
    elif become[at : at + 1]:
        name = "name" if isinstance(become[at], Indicator) else "title"
        become[at] = replace(become[at], **{name: draw(words)})
    return numbered(become)


CHANGES = [
    with_another_paragraph,
    without_a_paragraph,
    without_a_paragraph,
    with_another_value,
    with_other_siblings,
]


@st.composite
def triples(draw) -> tuple[Document, Document, Document]:
    base = draw(documents)
    return base, draw(changed(base)), draw(changed(base))
