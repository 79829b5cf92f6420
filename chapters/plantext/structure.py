"""Structure of a plan text: headings to preface, parts, chapters, sections, closing, in order."""

from dataclasses import dataclass, field, replace

from chapters.plan.blocks import Block
from chapters.plan.numerals import LARGEST, ordinal, to_chinese
from chapters.plan.outline import Chapter, Part, Section
from chapters.plantext.levels import Heading, Level, Levels
from chapters.plantext.lines import Line, mark_of
from chapters.plantext.remarks import Remark, Remarks
from chapters.proofreading.problems import Severity
from chapters.proofreading.structure import EMPTY_SECTION

LONGEST_TITLE = 200  # what the working copy holds
AS_PRINTED = "原文如此的，在文件信息里加一行“编号：照印”"
PART_IN_FIRST = (
    "规划文本/1 只有章、节两级，没有“篇”。请把“格式”改为“规划文本/2”，并加一行“层级：篇 章 节”"
)


@dataclass(slots=True)
class Stretch:
    """A heading with the lines up to the next one; no heading for what stands before the first."""

    line: int
    heading: Heading | None
    lines: list[Line] = field(default_factory=list)


def stretches(lines: list[Line], levels: Levels) -> list[Stretch]:
    found = [Stretch(lines[0].number if lines else 1, None)]
    for line in lines:
        mark = mark_of(line.text, levels)
        if isinstance(mark, Heading):
            found.append(Stretch(line.number, mark))
        else:
            found[-1].lines.append(line)
    return found


class Structure:
    """Takes the stretches of a plan in order and reports those out of order.

    `keeps_numbers` where the print does not number through: what does not follow is then a hint.
    """

    def __init__(self, remarks: Remarks, levels: Levels, *, keeps_numbers: bool = False) -> None:
        self.remarks = remarks
        self.levels = levels
        self.keeps_numbers = keeps_numbers
        self.parts: list[Part] = []
        self.chapters: list[Chapter] = []
        self.blocks: dict[Level, tuple[Block, ...]] = {}  # of the preface and the closing
        self.titles: dict[Level, str] = {}
        self.lines: dict[Level, int] = {}
        self.counts = {Level.PART: 0, Level.CHAPTER: 0, Level.SECTION: 0}  # as printed
        self.restarts: dict[Level, bool | None] = {Level.CHAPTER: None, Level.SECTION: None}
        self.is_first_in = dict.fromkeys(self.restarts, False)

    @property
    def restarts_chapters(self) -> bool:
        return bool(self.restarts[Level.CHAPTER])

    def add(self, stretch: Stretch, blocks: tuple[Block, ...]) -> None:
        heading = stretch.heading
        if heading is None and stretch.lines:
            self.remarks.refuse(
                stretch.line,
                "第一个标题之前有文字。请删去（封面由文件信息生成），或在前面加上“前言”或章标题",
            )
        if heading is None:
            return
        if heading.level in (Level.PREFACE, Level.CLOSING):
            self._add_named(stretch.line, heading, blocks)
        elif heading.level is Level.PART and self.levels.is_first:
            if not self.lines.get(Level.PART):
                self.remarks.refuse(stretch.line, PART_IN_FIRST)
            self.lines[Level.PART] = stretch.line
        else:
            self._check_title(stretch.line, heading)
            self._add_numbered(stretch.line, heading, blocks)
        if not blocks and heading.level is Level.SECTION:
            self.remarks.append(Remark(stretch.line, Severity.ERROR, EMPTY_SECTION))
        elif not blocks and heading.level in (Level.PREFACE, Level.CLOSING):
            self.remarks.hint(stretch.line, "这个标题下面没有正文。请核对是否漏了内容")

    def finish(self, last_line: int) -> None:
        if not self.chapters:
            self.remarks.refuse(
                last_line, "全文没有一章。请检查章标题是否各占一行，写成“第一章 标题”"
            )

    def _add_named(self, line: int, heading: Heading, blocks: tuple[Block, ...]) -> None:
        level, name = heading.level, heading.title
        if level in self.blocks:
            first = self.lines[level]
            self.remarks.refuse(line, f"“{name}”重复，第{first}行已经有了。请只留一个")
        elif level is Level.PREFACE and (self.chapters or Level.CLOSING in self.blocks):
            self.remarks.refuse(line, f"“{name}”应在第一章之前。请移到最前面，或改为章、节标题")
        elif level is Level.CLOSING and not self.chapters:
            self.remarks.refuse(line, f"“{name}”应在最后一章之后。请移到文末")
        self.blocks.setdefault(level, blocks)
        self.titles.setdefault(level, name)
        self.lines.setdefault(level, line)

    def _check_title(self, line: int, heading: Heading) -> None:
        title, level = heading.title, heading.level
        if not title:
            self.remarks.refuse(
                line, f"{level}标题只有编号，没有文字。请写成“第一{level} 标题”，同在一行"
            )
        elif len(title) > LONGEST_TITLE:
            self.remarks.refuse(
                line,
                f"{level}标题有{len(title)}个字，超过{LONGEST_TITLE}个。"
                "标题要独占一行；如果是正文，请在行首加一个反斜杠“\\”",
            )
        elif title.endswith(("。", "；")):
            advice = f"{level}标题以“{title[-1]}”结尾。如果是标题，请删去它"
            remark = self.remarks.refuse if self.levels.is_first else self.remarks.hint
            kept = "" if self.levels.is_first else "（原文如此就不用改）"
            remark(line, f"{advice}{kept}；如果是正文，请在行首加一个反斜杠“\\”")
        self.remarks.proofread(line, title)

    def _add_numbered(self, line: int, heading: Heading, blocks: tuple[Block, ...]) -> None:
        level = heading.level
        if Level.CLOSING in self.blocks:
            name = self.titles[Level.CLOSING]
            self.remarks.refuse(line, f"“{name}”之后不能再有{level}。请把“{name}”移到文末")
        if heading.number is None:
            self.remarks.refuse(
                line,
                f"认不出{level}号“{heading.numeral}”。请用一至{to_chinese(LARGEST)}的中文数字",
            )
        elif self.levels.is_first and heading.numeral != to_chinese(heading.number):
            self.remarks.hint(
                line, f"{level}号“{heading.numeral}”将显示为“{to_chinese(heading.number)}”"
            )
        if level is Level.PART:
            self._add_part(line, heading, blocks)
        elif level is Level.CHAPTER:
            self._add_chapter(line, heading, blocks)
        else:
            self._add_section(line, heading, blocks)

    def _add_part(self, line: int, heading: Heading, blocks: tuple[Block, ...]) -> None:
        previous = self.counts[Level.PART]
        self._count(line, heading, f"上一篇是第{previous}篇" if previous else "前面还没有篇")
        number = len(self.parts) + 1
        label = self._printed(heading, number)
        self.parts.append(Part(number, heading.title, blocks, label))
        self.is_first_in[Level.CHAPTER] = bool(self.chapters)

    def _add_chapter(self, line: int, heading: Heading, blocks: tuple[Block, ...]) -> None:
        previous = self.counts[Level.CHAPTER]
        printed = self._count(
            line, heading, f"上一章是第{previous}章" if previous else "前面还没有章"
        )
        number = printed if self.levels.is_first else len(self.chapters) + 1
        label = self._printed(heading, number)
        part = len(self.parts)
        self.chapters.append(Chapter(number, heading.title, blocks, (), label, part))
        self.is_first_in[Level.SECTION] = True

    def _add_section(self, line: int, heading: Heading, blocks: tuple[Block, ...]) -> None:
        if not self.chapters:
            self.remarks.refuse(line, "第一章之前不能有节。请在前面加上章标题，如“第一章 标题”")
            return
        chapter = self.chapters[-1]
        previous = self.counts[Level.SECTION]
        if self.is_first_in[Level.SECTION] and not self._runs_on(heading):
            previous = 0
        before = f"本章上一节是第{previous}节" if previous else "本章前面还没有节"
        printed = self._count(line, heading, before)
        number = printed if self.levels.is_first else len(chapter.sections) + 1
        section = Section(number, heading.title, blocks, self._printed(heading, number))
        self.chapters[-1] = replace(chapter, sections=(*chapter.sections, section))

    def _runs_on(self, heading: Heading) -> bool:
        """Whether the first heading under a new one above goes on with the count before it."""
        previous = self.counts[heading.level]
        follows = bool(previous) and heading.number == previous + 1 and not self.levels.is_first
        return follows and not self.restarts[heading.level]

    def _count(self, line: int, heading: Heading, before: str) -> int:
        """The heading's number, reported where it does not follow; the next where it is none."""
        level = heading.level
        previous = self.counts[level]
        if self.is_first_in.get(level):
            restarts = not self._runs_on(heading) and self._may_restart(heading)
            if previous and (restarts or heading.number == previous + 1):
                self.restarts[level] = restarts or self.restarts[level]
            previous = 0 if restarts else previous
            self.is_first_in[level] = False
        following = previous + 1
        if heading.number not in (None, following):
            self._report(line, heading, following, before)
        self.counts[level] = heading.number or following
        return self.counts[level]

    def _may_restart(self, heading: Heading) -> bool:
        """Sections restart in each chapter unless they are known to run on; chapters at 1 only."""
        if heading.level is Level.CHAPTER:
            return heading.number == 1
        return self.restarts[heading.level] is not False or heading.number == 1

    def _report(self, line: int, heading: Heading, following: int, before: str) -> None:
        level = heading.level
        wanted = self.levels.label_of(level, min(following, LARGEST))
        remark = self.remarks.hint if self.keeps_numbers else self.remarks.refuse
        kept = "" if self.levels.is_first else f"{AS_PRINTED}；"
        remark(
            line,
            f"{level}号不连续：{before}，本行是第{heading.number}{level}。请改为“{wanted}”，"
            f"或补上漏掉的{level}；{kept}如果是正文，请在行首加一个反斜杠“\\”",
        )

    def _printed(self, heading: Heading, number: int) -> str:
        if self.levels.is_first or heading.label == ordinal(number, heading.level):
            return ""
        return heading.label
