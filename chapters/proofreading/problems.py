"""What the checks read and what they report."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from chapters.plan.blocks import Block, IndicatorTable, Paragraph
from chapters.plan.document import Document
from chapters.plan.numerals import LARGEST, to_chinese
from chapters.proofreading.marks import shown, visible

AROUND = 8
MOST_OF_A_KIND = 20


class Severity(StrEnum):
    ERROR = "错误"  # stops the proposal
    HINT = "提示"  # asks a person to look


@dataclass(frozen=True, slots=True)
class Location:
    """Where a text stands; its kind and numbers are those of `chapters.plan.places.Place`.

    kind is plan (the cover), preface, chapter (its title and lead), section, closing or
    indicators. `paragraph` counts as the page's anchors do (p1, p2 …), tables left out; it is the
    row's position among the indicators, and None for a title or a table.
    """

    kind: str
    chapter: int | None = None
    section: int | None = None
    paragraph: int | None = None

    @property
    def page(self) -> tuple[str, int | None, int | None]:
        """What two locations on the same page have in common."""
        kind = "section" if self.kind == "indicators" and self.section else self.kind
        return kind, self.chapter, self.section

    @property
    def label(self) -> str:
        """The place in words: 第五章第二节第3段."""
        if self.kind == "indicators":
            return "指标表" + (f"第{self.paragraph}行" if self.paragraph else "")
        named = {"plan": "封面", "preface": "前言", "closing": "结束语"}.get(self.kind, "")
        chapter = ordinal(self.chapter, "章") if self.chapter is not None else ""
        section = ordinal(self.section, "节") if self.section is not None else ""
        paragraph = f"第{self.paragraph}段" if self.paragraph else ""
        return named + chapter + section + paragraph


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault: `found` and the words around it, and what to do about it."""

    severity: Severity
    place: Location
    before: str
    found: str
    after: str
    message: str

    @property
    def excerpt(self) -> str:
        return self.before + self.found + self.after

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a title or a cell of the plan; `order` is its position in print."""

    order: int
    location: Location
    text: str
    is_paragraph: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault within one passage, from character `start` to before `end`."""

    start: int
    end: int
    severity: Severity
    message: str


TextRule = Callable[[str], Iterator[Finding]]
PassageFinding = tuple[Passage, Finding]


@dataclass(frozen=True, slots=True)
class PatternRule:
    """A rule that one regular expression tells; {} in the message stands for what it found."""

    pattern: re.Pattern
    severity: Severity
    message: str

    def __call__(self, text: str) -> Iterator[Finding]:
        for match in self.pattern.finditer(text):
            message = self.message.format(shown(match[0]))
            yield Finding(match.start(), match.end(), self.severity, message)


def findings(rules: tuple[TextRule, ...], text: str) -> Iterator[Finding]:
    """Apply the rules to a text; of one rule at most MOST_OF_A_KIND findings."""
    for rule in rules:
        yield from islice(rule(text), MOST_OF_A_KIND)


def whole(passage: Passage, severity: Severity, message: str) -> PassageFinding:
    """Return a finding that concerns the passage as a whole."""
    return passage, Finding(0, len(passage.text), severity, message)


def problem(passage: Passage, finding: Finding) -> Problem:
    text, start, end = passage.text, finding.start, finding.end
    return Problem(
        severity=finding.severity,
        place=passage.location,
        before=visible(text[max(0, start - AROUND) : start]),
        found=shown(text[start:end]),
        after=visible(text[end : end + AROUND]),
        message=finding.message,
    )


def ordinal(number: int, unit: str) -> str:
    """Return 第七章; a number that no heading can bear stays in figures."""
    return f"第{to_chinese(number) if 1 <= number <= LARGEST else number}{unit}"


def passages_of(document: Document) -> tuple[Passage, ...]:
    """Return every text of the plan in printed order, empty titles included."""
    return tuple(
        Passage(order, location, text, is_paragraph)
        for order, (location, text, is_paragraph) in enumerate(_texts(document))
    )


def _texts(document: Document) -> Iterator[tuple[Location, str, bool]]:
    cover = Location("plan")
    for text in (
        *(document.title_lines or ("",)),
        document.short_title,
        document.attachment_label,
        document.issuer,
        document.print_issuer,
        document.written_on_text,
    ):
        yield cover, text, False
    yield from _block_texts(document, document.preface, "preface")
    for chapter in document.chapters:
        yield Location("chapter", chapter.number), chapter.title, False
        yield from _block_texts(document, chapter.lead, "chapter", chapter.number)
        for section in chapter.sections:
            yield Location("section", chapter.number, section.number), section.title, False
            yield from _block_texts(
                document, section.blocks, "section", chapter.number, section.number
            )
    yield from _block_texts(document, document.closing, "closing")
    if not any(isinstance(block, IndicatorTable) for block in document.blocks()):
        yield from _indicator_texts(document)


def _block_texts(
    document: Document,
    blocks: tuple[Block, ...],
    kind: str,
    chapter: int | None = None,
    section: int | None = None,
) -> Iterator[tuple[Location, str, bool]]:
    count = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            count += 1
            yield Location(kind, chapter, section, count), block.text, True
            continue
        for text in (block.caption, *block.notes):
            yield Location(kind, chapter, section), text, False
        if isinstance(block, IndicatorTable):
            yield from _indicator_texts(document, chapter, section)
            continue
        for text in (*block.header, *(cell for row in block.rows for cell in row)):
            yield Location(kind, chapter, section), text, False


def _indicator_texts(
    document: Document, chapter: int | None = None, section: int | None = None
) -> Iterator[tuple[Location, str, bool]]:
    for position, row in enumerate(document.indicators, 1):
        location = Location("indicators", chapter, section, position)
        for text in (row.printed_name, row.base_value, row.target_value):
            yield location, text, False
