"""Damage of whole kinds in a plan text that was copied or scanned, found and mended together.

Lines of the information block, tables, figures and escaped lines are left as they are. A kind is
found only where it is sure: what is missed here is still told by the reader, line by line.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from chapters.damage import breaks, characters
from chapters.damage.lines import Repair, SourceLine, repaired, source_lines

MOST_EXAMPLES = 3
LONGEST_EXAMPLE = 40


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of damage by what a clerk calls it, and what mending it does."""

    name: str
    mending: str
    repairs: Callable[[Sequence[SourceLine]], Iterator[Repair]]


@dataclass(frozen=True, slots=True)
class Example:
    """A place of the file, what stands there and what mending makes of it, "" for nothing."""

    line: int
    before: str
    after: str

    def __str__(self) -> str:
        after = f"→ {_short(self.after)}" if self.after else "→ （去掉）"
        return f"第{self.line}行：{_short(self.before)} {after}"


@dataclass(frozen=True, slots=True)
class Damage:
    """All damage of a kind in a text."""

    kind: Kind
    count: int
    examples: tuple[Example, ...]

    def __str__(self) -> str:
        examples = "；".join(map(str, self.examples))
        return f"{self.kind.name}，共{self.count}处，{self.kind.mending}（如 {examples}）"


def _short(text: str) -> str:
    text = text.strip()
    half = LONGEST_EXAMPLE // 2
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[:half]}……{text[-half:]}"


def _in_texts(
    change: Callable[[str], str],
) -> Callable[[Sequence[SourceLine]], Iterator[Repair]]:
    def repairs(lines: Sequence[SourceLine]) -> Iterator[Repair]:
        for k, line in enumerate(lines):
            if line.is_open and (text := change(line.text)) != line.text:
                yield Repair(k, k + 1, text)

    return repairs


KINDS = (
    Kind("页码混进了正文", "修补时去掉", breaks.folios),
    Kind("正文前粘着目录", "修补时去掉，目录由标题自动生成", breaks.contents_list),
    Kind("一段断成了几行", "修补时连成一段", breaks.broken_paragraphs),
    Kind("年份里丢了“〇”", "修补时补上", _in_texts(characters.lost_zeros)),
    Kind("年份之间丢了“—”", "修补时补上", _in_texts(characters.lost_dashes)),
    Kind("中文里用了半角标点", "修补时换成全角", _in_texts(characters.half_width_marks)),
)


def find(text: str) -> tuple[Damage, ...]:
    """Return the damage of each kind that the text has, as mending would go about it."""
    return tuple(damage for damage, _ in _mended(text))


def mend(text: str) -> str:
    """Return the text without the damage that `find` tells of; one without any comes back as is."""
    stages = [lines for _, lines in _mended(text)]
    return "\n".join(line.text for line in stages[-1]) if stages else text


def _mended(text: str) -> Iterator[tuple[Damage, list[SourceLine]]]:
    """Yield the damage of each kind with the lines after it was mended, kind after kind."""
    lines = source_lines(text)
    for kind in KINDS:
        repairs = list(kind.repairs(lines))
        if repairs:
            examples = tuple(_example(lines, repair) for repair in repairs[:MOST_EXAMPLES])
            lines = repaired(lines, repairs)
            yield Damage(kind, len(repairs), examples), lines


def _example(lines: Sequence[SourceLine], repair: Repair) -> Example:
    before = "⏎".join(line.words for line in lines[repair.start : repair.end] if line.words)
    return Example(lines[repair.start].number, before, repair.text)
