"""Small plans to be compared, and what their comparison shows."""

from dataclasses import replace

from hypothesis import strategies as st

from chapters.comparison.changes import Comparison, ElementChange, Kind
from chapters.comparison.character_diff import PARAGRAPH_BREAK, RunKind, diff
from chapters.comparison.elements import places_of
from chapters.plan.blocks import Paragraph
from chapters.plan.document import Document
from chapters.plan.outline import Chapter, Section
from chapters.plan.places import Spot

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
    for element in (element for place in comparison.places for element in place.elements):
        shown = text_of(element.runs, kind).split(PARAGRAPH_BREAK)
        spots = [spot for spot in getattr(element, side) if spot.number]
        if element.kind is not Kind.LEFT and spots:
            paragraphs |= dict(zip(spots, shown, strict=True))
    return {(spot.place.kind, spot.label): text for spot, text in paragraphs.items()}


def paragraphs_of(document: Document) -> dict:
    """Return the same from the document itself."""
    spots = (
        (Spot(text.place, element.number), element)
        for text in places_of(document)
        for element in text.elements
    )
    return {(spot.place.kind, spot.label): element.text for spot, element in spots if spot.number}


def only_change(comparison: Comparison) -> ElementChange:
    (change,) = (
        element
        for place in comparison.changes
        for element in place.elements
        if not element.is_unchanged
    )
    return change
