"""Rules on structure: numbering, titles, sections, the place of the indicator table."""

from collections.abc import Container, Iterable, Iterator
from itertools import pairwise

from chapters.plan.blocks import Block, Figure, Paragraph, walk
from chapters.plan.document import Document, Indicator
from chapters.plan.numerals import ordinal
from chapters.plan.outline import Chapter, Section
from chapters.plan.passages import Passage
from chapters.plan.places import COVER, INDICATORS, Spot, numbered_place
from chapters.plan.tables import IndicatorTable
from chapters.proofreading.problems import PassageFinding, Severity, whole

EMPTY_SECTION = "这一节没有正文，请补上或删去这一节。"
NOT_STORED = (
    "图“{}”的文件没有存在库里。请先在“图片”栏目上传，把那里给出的“文件：……”一行抄来；"
    "暂时没有图片就删去它的“文件：”一行，页面会注明图未附。"
)
WITHOUT_WORDS = "图“{}”没有说明，看不见图的人不知道图里有什么。请加一行“说明：……”，用文字说出来。"
WITHOUT_UNIT = "指标“{}”没有单位，请核对原件；原件没有就不必补。"


def structure_findings(
    document: Document, passages: tuple[Passage, ...], pictures: Container[str] = ()
) -> Iterator[PassageFinding]:
    """Every finding here is an error but an indicator without a unit and one that is not shown.

    `pictures` are the stored ones by their SHA-256.
    """
    first_at: dict[Spot, Passage] = {}
    for passage in passages:
        first_at.setdefault(passage.spot, passage)
    for severity, found in (
        (Severity.ERROR, _errors(document)),
        (Severity.ERROR, _figure_errors(document, pictures)),
        (Severity.HINT, _hints(document)),
    ):
        for spot, message in found:
            yield whole(first_at[spot], severity, message)


def _errors(document: Document) -> Iterator[tuple[Spot, str]]:
    if not document.title.strip():
        yield Spot(COVER), "规划没有标题，请在规划信息里补上。"
    if not document.chapters:
        yield Spot(COVER), "规划没有任何一章，请先录入正文。"
    yield from _numbering(document.chapters, "规划", "章")
    for chapter in document.chapters:
        yield from _chapter_errors(chapter)
    yield from _indicator_errors(document)


def _figure_errors(document: Document, pictures: Container[str]) -> Iterator[tuple[Spot, str]]:
    for text in document.places():
        for block in (item.block for item in walk(text.blocks)):
            if isinstance(block, Figure):
                if block.file and block.file not in pictures:
                    yield Spot(text.place), NOT_STORED.format(block.caption)
                if not block.alternative.strip():
                    yield Spot(text.place), WITHOUT_WORDS.format(block.caption)


def _numbering(
    siblings: Iterable[Chapter | Section], of: str, unit: str, *above: int
) -> Iterator[tuple[Spot, str]]:
    for previous, number in _breaks(sibling.number for sibling in siblings):
        before = f"上一{unit}是{ordinal(previous, unit)}" if previous else f"{of}应从第一{unit}开始"
        message = f"{unit}号不连续：{before}，这里是{ordinal(number, unit)}。请改正{unit}号。"
        yield Spot(numbered_place(*(*above, number))), message


def _chapter_errors(chapter: Chapter) -> Iterator[tuple[Spot, str]]:
    place = Spot(numbered_place(chapter.number))
    if not chapter.title.strip():
        yield place, "这一章没有标题，请补上。"
    if not chapter.sections and not _has_content(chapter.lead):
        yield place, "这一章没有内容，请补上正文或删去这一章。"
    yield from _numbering(chapter.sections, "每章", "节", chapter.number)
    for section in chapter.sections:
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
    if table and not document.indicators and not _has_own_columns(table.blocks):
        message = "正文里有指标表的位置，却没有指标。请录入指标或删去“:::指标表”。"
        yield Spot(table.place), message


def _has_own_columns(blocks: Iterable[Block]) -> bool:
    tables = (item.block for item in walk(blocks))
    return any(isinstance(each, IndicatorTable) and each.has_own_columns for each in tables)


def _hints(document: Document) -> Iterator[tuple[Spot, str]]:
    for place, row in _indicator_rows(document):
        if not row.unit:
            yield place, WITHOUT_UNIT.format(row.name)
    if document.indicators and not document.place_of_indicators():
        message = "指标没有出现在正文里：请在要放指标表的一节写一行“:::指标表”。"
        yield Spot(INDICATORS, 1), message


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
    for position, (previous, number) in enumerate(pairwise((0, *numbers)), 1):
        if number not in (previous + 1, position):
            yield previous, number
