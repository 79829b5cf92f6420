"""Fences other than tables: 专栏, 图, 通知 and 附件, from ::: to :::"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapters.plan.blocks import Figure
from chapters.plantext.levels import Levels
from chapters.plantext.lines import Closing, Line, Opening, mark_of
from chapters.plantext.remarks import Remarks
from chapters.plantext.tables import is_part_of_table

SHA256 = re.compile("[0-9a-f]{64}")
ITEM = re.compile(r"(文件|说明|来源)\s*[：:]\s*(.*)")
ANNEX_LABEL = re.compile(
    r"(附[件表图录]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?)(?:\s*[：:]\s*|\s+|$)"
)
NOT_CLOSED = "“:::{}”没有结束。请在它的最后一行之后加一行“:::”"
NO_FILE_YET = (
    "没有“{}”这张图片。请先在“图片”栏目上传，把那里给出的“文件：……”一行抄来；"
    "暂时没有图片就删去这一行，页面会注明图未附"
)
STRAY = "图里只能有“文件：”“说明：”“来源：”三种行。请改正这一行，或把“:::”移到它前面"
DOUBLED = "图的“{}”写了两次。请只留一行"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A fence with the lines in it, and the position of the line after it."""

    opening: Opening
    line: int
    lines: list[Line]
    after: int
    is_closed: bool


def take_fence(opening: Opening, lines: Sequence[Line], start: int, levels: Levels) -> Enclosed:
    """Gather the lines from the opening at `start` to its own closing, fences in it included.

    Without one it ends at the end.
    """
    depth, end = 1, start + 1
    while end < len(lines):
        mark = mark_of(lines[end].text, levels)
        depth += _opens(mark, lines, end, levels) - isinstance(mark, Closing)
        if not depth:
            break
        end += 1
    inside = list(lines[start + 1 : end])
    return Enclosed(opening, lines[start].number, inside, end + (not depth), not depth)


def _opens(mark: object, lines: Sequence[Line], at: int, levels: Levels) -> bool:
    """Whether a line opens a fence that has a closing: a lone :::指标表 of a box has none."""
    if not isinstance(mark, Opening):
        return False
    if not levels.is_box or not mark.holds_indicators:
        return True
    rest = (line.text for line in lines[at + 1 :] if not is_part_of_table(line.text))
    return isinstance(mark_of(next(rest, ""), levels), Closing)


def fault_of_figure(found: Enclosed) -> str:
    """Return what keeps it from being a figure, "" where it is one."""
    if not found.opening.caption:
        return "图没有名称。请写成“:::图 图1 名称”"
    items = [ITEM.fullmatch(line.text) for line in found.lines]
    if not all(items):
        return STRAY
    names = [item[1] for item in items if item]
    doubled = next((name for name in names if names.count(name) > 1), "")
    if doubled:
        return DOUBLED.format(doubled)
    file = _contents(found).get("文件", "")
    return NO_FILE_YET.format(file[:40]) if file and not SHA256.fullmatch(file) else ""


def _contents(found: Enclosed) -> dict[str, str]:
    items = (ITEM.fullmatch(line.text) for line in found.lines)
    return {item[1]: item[2] for item in items if item}


def read_figure(found: Enclosed, remarks: Remarks) -> Figure:
    """Return the figure of a fence without fault."""
    contents = _contents(found)
    for line in found.lines:
        remarks.proofread(line.number, ITEM.sub(r"\2", line.text))
    figure = Figure(
        found.opening.caption,
        contents.get("说明", ""),
        contents.get("来源", ""),
        contents.get("文件", ""),
    )
    if not figure.file:
        remarks.hint(found.line, f"图未附：“{figure.caption}”还没有图片")
    if not figure.alternative:
        remarks.hint(found.line, "图没有说明。请加一行“说明：……”，用文字说出图里有什么")
    return figure


def figure_lines(figure: Figure) -> Iterator[str]:
    yield f":::图 {figure.caption}"
    for item, content in (
        ("文件", figure.file),
        ("说明", figure.alternative),
        ("来源", figure.source),
    ):
        if content:
            yield f"{item}：{content}"
    yield ":::"


def annex_heading(caption: str) -> tuple[str, str]:
    """Return (label, title) of 附件1 名称; the label is "" where none is written."""
    label = ANNEX_LABEL.match(caption)
    return ("".join(label[1].split()), caption[label.end() :]) if label else ("", caption)


def annex_line(label: str, title: str) -> str:
    """Return the opening that reads back as the label and the title. Raises ValueError."""
    for gap in (" ", "：", ""):
        line = f"{label}{gap}{title}"
        if annex_heading(line) == (label, title):
            return f":::附件 {line}"
    raise ValueError(f"no line opens the annex {label} {title}")
