"""Rules on structure: numbering, titles, sections, the place of the indicator table."""

from collections.abc import Iterable, Iterator

from chapters.plan.blocks import Block, Paragraph
from chapters.plan.document import Chapter, Document, Indicator, Section
from chapters.plan.numerals import ordinal
from chapters.plan.passages import Passage
from chapters.plan.places import COVER, INDICATORS, Spot, numbered_place
from chapters.proofreading.problems import PassageFinding, Severity, whole

EMPTY_SECTION = "这一节没有正文，请补上或删去这一节。"
WITHOUT_UNIT = "指标“{}”没有单位，请核对原件；原件没有就不必补。"


def structure_findings(
    document: Document, passages: tuple[Passage, ...]
) -> Iterator[PassageFinding]:
    """Every finding here is an error but an indicator without a unit and one that is not shown."""
    first_at: dict[Spot, Passage] = {}
    for passage in passages:
        first_at.setdefault(passage.spot, passage)
    for spot, message in _errors(document):
        yield whole(first_at[spot], Severity.ERROR, message)
    for spot, message in _hints(document, passages):
        yield whole(first_at[spot], Severity.HINT, message)


def _errors(document: Document) -> Iterator[tuple[Spot, str]]:
    if not document.title.strip():
        yield Spot(COVER), "规划没有标题，请在规划信息里补上。"
    if not document.chapters:
        yield Spot(COVER), "规划没有任何一章，请先录入正文。"
    yield from _chapter_numbering(document.chapters)
    for chapter in document.chapters:
        yield from _chapter_errors(chapter)
    yield from _indicator_errors(document)


def _chapter_numbering(chapters: tuple[Chapter, ...]) -> Iterator[tuple[Spot, str]]:
    for previous, number in _breaks(chapter.number for chapter in chapters):
        before = f"上一章是{ordinal(previous, '章')}" if previous else "规划应从第一章开始"
        message = f"章号不连续：{before}，这里是{ordinal(number, '章')}。请改正章号。"
        yield Spot(numbered_place(number)), message


def _chapter_errors(chapter: Chapter) -> Iterator[tuple[Spot, str]]:
    place = Spot(numbered_place(chapter.number))
    if not chapter.title.strip():
        yield place, "这一章没有标题，请补上。"
    if not chapter.sections and not _has_content(chapter.lead):
        yield place, "这一章没有内容，请补上正文或删去这一章。"
    for previous, number in _breaks(section.number for section in chapter.sections):
        before = f"上一节是{ordinal(previous, '节')}" if previous else "每章应从第一节开始"
        message = f"节号不连续：{before}，这里是{ordinal(number, '节')}。请改正节号。"
        yield Spot(numbered_place(chapter.number, number)), message
    for section in chapter.sections:
        yield from _section_errors(chapter, section)


def _section_errors(chapter: Chapter, section: Section) -> Iterator[tuple[Spot, str]]:
    place = Spot(numbered_place(chapter.number, section.number))
    if not section.title.strip():
        yield place, "这一节没有标题，请补上。"
    if not _has_content(section.blocks):
        yield place, EMPTY_SECTION


def _indicator_errors(document: Document) -> Iterator[tuple[Spot, str]]:
    rows = {row.number: place for place, row in _indicator_rows(document)}
    for previous, number in _breaks(rows):
        before = f"上一行是{previous}" if previous else "应从1开始"
        yield rows[number], f"指标序号不连续：{before}，这里是{number}。请改正序号。"
    for place, row in _indicator_rows(document):
        if not row.name.strip():
            yield place, "这一行没有指标名称，请补上。"
    table = document.place_of_indicators()
    if table and not document.indicators:
        yield (
            Spot(table.place),
            "正文里有指标表的位置，却没有指标。请录入指标或删去“:::指标表”。",
        )


def _hints(document: Document, passages: tuple[Passage, ...]) -> Iterator[tuple[Spot, str]]:
    for place, row in _indicator_rows(document):
        if not row.unit:
            yield place, WITHOUT_UNIT.format(row.name)
    if document.indicators and not document.place_of_indicators():
        yield (
            Spot(INDICATORS, 1),
            ("指标没有出现在正文里：请在要放指标表的一节写一行“:::指标表”。"),
        )


def _indicator_rows(document: Document) -> Iterator[tuple[Spot, Indicator]]:
    for position, row in enumerate(document.indicators, 1):
        yield Spot(INDICATORS, position), row


def _has_content(blocks: Iterable[Block]) -> bool:
    return any(not isinstance(block, Paragraph) or block.text.strip() for block in blocks)


def _breaks(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield (previous, number) where number neither follows nor is right by its position.

    So one wrong number is reported once, and what comes after a missing one is not. 0 stands
    before the first.
    """
    previous = 0
    for position, number in enumerate(numbers, 1):
        if number not in (previous + 1, position):
            yield previous, number
        previous = number
