"""Levels of a plan's headings: which labels (第一章, 一、, （一） …) stand for which level."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from chapters.plan.blocks import Subheading
from chapters.plan.numerals import LARGEST, from_chinese, to_chinese

NUMERAL = "[〇零一二两三四五六七八九十百]{1,6}"
HASHES = re.compile(r"(#{0,6})\s*")
SENTENCE_END = re.compile("[。；？！]")
LONGEST_TITLE_WITHOUT_GAP = 50
LONGEST_TITLE_WITH_A_STOP = 24  # 4．原材料工业。


class Level(StrEnum):
    PREFACE = "前言"
    PART = "篇"
    CHAPTER = "章"
    SECTION = "节"
    CLOSING = "结束语"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `number` is None where it has none or it cannot be read, `label` as printed."""

    level: Level
    numeral: str = ""
    number: int | None = None
    title: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class UnknownHeading:
    """A heading whose kind of label is no level of this plan."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class LabelKind:
    """A kind of label by the name that 层级 writes: 章 for 第一章, 一、 for itself."""

    name: str
    pattern: re.Pattern[str]
    needs_gap: bool = False

    @property
    def is_ordinal(self) -> bool:
        """Whether it is one of 第一章, which is never the label of a sub-heading."""
        return self.name in ORDINALS

    def label(self, number: int) -> str:
        """Return the label of a number: 第二章, 二、, 2."""
        chinese = to_chinese(number)
        if self.is_ordinal:
            return f"第{chinese}{self.name}"
        return self.name.replace("一", chinese).replace("1", str(number))


def _ordinal(unit: str) -> LabelKind:
    return LabelKind(unit, re.compile(rf"第\s*([〇零一二两三四五六七八九十百\d]{{1,6}})\s*{unit}"))


ORDINALS = ("篇", "编", "部分", "章", "节")
KINDS = (
    *map(_ordinal, ORDINALS),
    LabelKind("一、", re.compile(rf"({NUMERAL})、")),
    LabelKind("（一）", re.compile(rf"[（(]\s*({NUMERAL})\s*[）)]")),
    LabelKind("1.1.1", re.compile(r"\d{1,3}[.．]\d{1,3}[.．](\d{1,3})(?![.．\d])"), needs_gap=True),
    LabelKind("1.1", re.compile(r"\d{1,3}[.．](\d{1,3})(?![.．\d])"), needs_gap=True),
    LabelKind("1.", re.compile(r"(\d{1,3})[.．、](?!\d)")),
    LabelKind("（1）", re.compile(r"[（(]\s*(\d{1,3})\s*[）)]")),
    LabelKind("①", re.compile("([①-⑳])")),
)
BY_NAME = {kind.name: kind for kind in KINDS}
FRONT = ("前言", "序言", "引言", "绪论", "导言")
BACK = ("结束语", "后记", "结语", "尾声")
# What a heading can begin with, but for numbers in Arabic digits.
OPENING_CHARACTERS = frozenset(
    "#第（(〇零一二两三四五六七八九十百①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    + "".join(name[0] for name in FRONT + BACK)
)


class UnusableLevelsError(ValueError):
    """The levels cannot be used; the message tells a clerk why."""


@dataclass(frozen=True, slots=True)
class Levels:
    """The kinds of label, highest first, with the place of the chapters among them.

    `is_first` for 规划文本/1, whose marks are fewer; `is_box` for a box of the working copy, where
    only hashes make a heading.
    """

    kinds: tuple[LabelKind, ...]
    chapter_at: int = 0
    is_first: bool = False
    is_box: bool = False

    def label_of(self, level: Level, number: int) -> str:
        """Return the label that a heading of the level has with the number."""
        at = self.chapter_at + (Level.PART, Level.CHAPTER, Level.SECTION).index(level) - 1
        return self.kinds[at].label(number)

    @property
    def name(self) -> str:
        """As 层级 writes it."""
        return " ".join(kind.name for kind in self.kinds)

    def heading(self, line: str) -> Heading | Subheading | UnknownHeading | None:
        """Return what a stripped line is the heading of, None where it is none."""
        hashes = HASHES.match(line)
        depth = len(hashes[1]) if hashes else 0
        text = line[hashes.end() :] if hashes else line
        if named := self._named(text):
            return named
        for kind in KINDS:
            if label := kind.pattern.match(text):
                if found := self._labelled(kind, label, text[label.end() :], depth):
                    return found
                break
        if depth and not self.is_first and text and text[0] != "#":
            return Subheading(depth, "", text)
        return None

    def _named(self, text: str) -> Heading | None:
        name = "".join(text.split()) if len(text) <= 9 else ""
        if name in (FRONT[:1] if self.is_first else FRONT):
            return Heading(Level.PREFACE, title=name)
        if name in (BACK[:1] if self.is_first else BACK):
            return Heading(Level.CLOSING, title=name)
        return None

    def _labelled(
        self, kind: LabelKind, label: re.Match[str], rest: str, depth: int
    ) -> Heading | Subheading | UnknownHeading | None:
        title = rest.strip()
        has_gap = rest != rest.lstrip()
        place = self._place_of(kind)
        has_address = place is not None and place <= 1
        if not depth and not _may_be_title(kind, title, has_gap=has_gap, has_address=has_address):
            return None
        printed = "".join(label[0].split())
        if self.is_box and depth:
            return Subheading(depth, printed, title)
        if place is None:
            if self.is_first:
                return None
            if kind.is_ordinal:
                return UnknownHeading(kind.name, printed)
            return Subheading(depth, printed, title) if depth else None
        if place > 1:
            return Subheading(place - 1, printed, title)
        level = (Level.PART, Level.CHAPTER, Level.SECTION)[place + 1]
        return Heading(level, label[1], number_of(label[1]), title, printed)

    def _place_of(self, kind: LabelKind) -> int | None:
        """Return -1 for a part, 0 for a chapter, 1 for a section, more for what is below."""
        return self.kinds.index(kind) - self.chapter_at if kind in self.kinds else None


def _may_be_title(kind: LabelKind, title: str, *, has_gap: bool, has_address: bool = False) -> bool:
    """Whether what follows a label in its line is a title: one sentence at most, and a short one.

    A list has items with such labels too, so below the sections a title with a stop has to be
    shorter and without commas: 4．原材料工业。
    """
    is_long = len(title) > LONGEST_TITLE_WITHOUT_GAP
    if kind.is_ordinal:
        return has_gap or not (is_long or SENTENCE_END.search(title))
    if not title or (kind.needs_gap and not has_gap):
        return False
    stops_once = title.endswith("。") and not SENTENCE_END.search(title[:-1])
    if stops_once and not has_address:
        return len(title) <= LONGEST_TITLE_WITH_A_STOP and not re.search("[，、]", title)
    return (stops_once and not is_long) or not (
        is_long or SENTENCE_END.search(title) or title[-1] in "，、：:,"
    )


def number_of(numeral: str) -> int | None:
    digits = normalize("NFKC", numeral)
    if digits.isdecimal():
        return int(digits) if 1 <= int(digits) <= LARGEST else None
    return from_chinese(numeral)


def levels_from(content: str) -> Levels:
    """Read 篇 章 节 一、 （一）. Raises UnusableLevelsError."""
    kinds = tuple(_kind(word) for word in content.split())
    for kind in kinds:
        if kinds.count(kind) > 1:
            raise UnusableLevelsError(f"里“{kind.name}”写了两次，请只留一个")
    return _levels(kinds)


def levels_of(labels: Sequence[Collection[str]]) -> Levels:
    """Return the levels of printed labels: those of the parts, the chapters, the sections.

    Raises ValueError for labels that no line of levels tells apart.
    """
    names: list[str] = []
    for group in labels:
        kinds = {next((k.name for k in KINDS if k.pattern.fullmatch(each)), "") for each in group}
        if len(kinds) > 1 or "" in kinds:
            raise ValueError(f"no levels have the labels {group}")
        names += kinds
    levels = levels_from(" ".join(names))
    parts, _, sections = labels
    if levels.chapter_at != bool(parts) or (
        sections and len(levels.kinds) != levels.chapter_at + 2
    ):
        raise ValueError(f"no levels have the labels {labels}")
    return levels


def _kind(word: str) -> LabelKind:
    for kind in KINDS:
        if normalize("NFKC", kind.name) == normalize("NFKC", word) or kind.pattern.fullmatch(word):
            return kind
    known = " ".join(kind.name for kind in KINDS)
    raise UnusableLevelsError(
        f"不认识“{word}”。请从高到低写标题的编号，用空格隔开，如“篇 章 节”或“一、 （一）”。"
        f"可用的：{known}"
    )


def _levels(kinds: tuple[LabelKind, ...]) -> Levels:
    if not kinds:
        raise UnusableLevelsError("后面没有内容。请写标题的编号，如“章 节”")
    has_parts = kinds[0].name in ("篇", "编") and len(kinds) > 1
    chapter_at = kinds.index(BY_NAME["章"]) if BY_NAME["章"] in kinds else int(has_parts)
    if chapter_at > 1:
        raise UnusableLevelsError("里“章”上面只能有一级。请只留一级，如“篇 章 节”")
    for kind in kinds[chapter_at + 2 :]:
        if kind.is_ordinal:
            raise UnusableLevelsError(
                f"里“{kind.name}”排得太低：它只能是有网址的两级之一。请调整次序，如“篇 章 节 一、”"
            )
    return Levels(kinds, chapter_at)


def proposed(lines: Iterable[str]) -> Levels | None:
    """Return the levels of the headings that the lines show, None where they show none."""
    everything = [kind for kind in KINDS if not kind.needs_gap]
    order = sorted(everything, key=lambda kind: not kind.is_ordinal)
    seen: dict[LabelKind, int] = {}
    for line in lines:
        for kind in order:
            text = HASHES.sub("", line, count=1)
            if label := kind.pattern.match(text):
                rest = text[label.end() :]
                if _may_be_title(kind, rest.strip(), has_gap=rest != rest.lstrip()):
                    seen[kind] = seen.get(kind, 0) + 1
                break
    often = [kind for kind, times in seen.items() if times > 1 or kind.is_ordinal]
    ordinals = [kind for kind in KINDS if kind in often and kind.is_ordinal]
    try:
        return _levels((*ordinals, *(kind for kind in often if not kind.is_ordinal)))
    except UnusableLevelsError:
        return None


_THREE = (BY_NAME["篇"], BY_NAME["章"], BY_NAME["节"])
FIRST = Levels(_THREE, chapter_at=1, is_first=True)
SECOND = Levels(_THREE[1:])
BOX = Levels(_THREE, chapter_at=1, is_box=True)
