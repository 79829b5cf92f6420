"""Outline of a plan: parts, chapters, sections, annexes, each with its address and its label."""

from dataclasses import dataclass

from chapters.plan.blocks import Block
from chapters.plan.later import later
from chapters.plan.numerals import ordinal


@dataclass(frozen=True, slots=True)
class Section:
    """`number` is its address in the chapter, `printed_label` is "" where 第X节 is printed."""

    number: int
    title: str
    blocks: tuple[Block, ...]
    printed_label: str = later("")

    @property
    def label(self) -> str:
        return self.printed_label or ordinal(self.number, "节")


@dataclass(frozen=True, slots=True)
class Chapter:
    """`number` is its address in the plan, `part` the number of its 篇 or 0."""

    number: int
    title: str
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]
    printed_label: str = later("")
    part: int = later(0)

    @property
    def label(self) -> str:
        return self.printed_label or ordinal(self.number, "章")


@dataclass(frozen=True, slots=True)
class Part:
    """篇: a title, a lead, and the chapters that name it."""

    number: int
    title: str
    lead: tuple[Block, ...]
    printed_label: str = later("")

    @property
    def label(self) -> str:
        return self.printed_label or ordinal(self.number, "篇")


@dataclass(frozen=True, slots=True)
class Annex:
    """附件, 附表, 附图 after the text."""

    number: int
    title: str
    blocks: tuple[Block, ...]
    printed_label: str = later("")

    @property
    def label(self) -> str:
        return self.printed_label or f"附件{self.number}"
