"""Structure of a plan text: headings to preface, chapters, sections, closing, in order."""

from dataclasses import dataclass, field, replace

from chapters.plan.blocks import Block
from chapters.plan.numerals import LARGEST, to_chinese
from chapters.plan.outline import Chapter, Section
from chapters.plantext.levels import FIRST, Heading, Level
from chapters.plantext.lines import Line, mark_of
from chapters.plantext.remarks import Remark, Remarks
from chapters.proofreading.problems import Severity
from chapters.proofreading.structure import EMPTY_SECTION

LONGEST_TITLE = 200  # what the working copy holds


@dataclass(slots=True)
class Part:
    """A heading with the lines up to the next one; no heading for what stands before the first."""

    line: int
    heading: Heading | None
    lines: list[Line] = field(default_factory=list)


def parts_of(lines: list[Line]) -> list[Part]:
    parts = [Part(lines[0].number if lines else 1, None)]
    for line in lines:
        mark = mark_of(line.text, FIRST)
        if isinstance(mark, Heading):
            parts.append(Part(line.number, mark))
        else:
            parts[-1].lines.append(line)
    return parts


class Structure:
    """Takes the parts of a plan in order and reports those out of order."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self.chapters: list[Chapter] = []
        self.blocks: dict[Level, tuple[Block, ...]] = {}  # of the preface and the closing
        self.lines: dict[Level, int] = {}

    def add(self, part: Part, blocks: tuple[Block, ...]) -> None:
        heading = part.heading
        if heading is None and part.lines:
            self.remarks.refuse(
                part.line,
                "第一个标题之前有文字。请删去（封面由文件信息生成），或在前面加上“前言”或章标题",
            )
        if heading is None:
            return
        if heading.level in (Level.PREFACE, Level.CLOSING):
            self._add_named(part.line, heading.level, blocks)
        elif heading.level is Level.PART:
            self.remarks.refuse(part.line, "规划文本只有章、节两级，没有“篇”。请把“篇”改为“章”")
        else:
            self._check_title(part.line, heading)
            self._add_numbered(part.line, heading, blocks)
        if not blocks and heading.level is Level.SECTION:
            self.remarks.append(Remark(part.line, Severity.ERROR, EMPTY_SECTION))
        elif not blocks and heading.level is not Level.CHAPTER:
            self.remarks.hint(part.line, "这个标题下面没有正文。请核对是否漏了内容")

    def finish(self, last_line: int) -> None:
        if not self.chapters:
            self.remarks.refuse(
                last_line, "全文没有一章。请检查章标题是否各占一行，写成“第一章 标题”"
            )

    def _add_named(self, line: int, level: Level, blocks: tuple[Block, ...]) -> None:
        if level in self.blocks:
            self.remarks.refuse(line, f"“{level}”重复，第{self.lines[level]}行已经有了。请只留一个")
        elif level is Level.PREFACE and (self.chapters or Level.CLOSING in self.blocks):
            self.remarks.refuse(line, "“前言”应在第一章之前。请移到最前面，或改为章、节标题")
        elif level is Level.CLOSING and not self.chapters:
            self.remarks.refuse(line, "“结束语”应在最后一章之后。请移到文末")
        self.blocks.setdefault(level, blocks)
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
            self.remarks.refuse(
                line,
                f"{level}标题以“{title[-1]}”结尾。如果是标题，请删去它；"
                "如果是正文，请在行首加一个反斜杠“\\”",
            )
        self.remarks.proofread(line, title)

    def _add_numbered(self, line: int, heading: Heading, blocks: tuple[Block, ...]) -> None:
        if Level.CLOSING in self.blocks:
            self.remarks.refuse(line, f"“结束语”之后不能再有{heading.level}。请把“结束语”移到文末")
        if heading.number is None:
            self.remarks.refuse(
                line,
                f"认不出{heading.level}号“{heading.numeral}”。请用一至{to_chinese(LARGEST)}的中文数字",
            )
        elif heading.numeral != to_chinese(heading.number):
            self.remarks.hint(
                line,
                f"{heading.level}号“{heading.numeral}”将显示为“{to_chinese(heading.number)}”",
            )
        if heading.level is Level.CHAPTER:
            self._add_chapter(line, heading, blocks)
        else:
            self._add_section(line, heading, blocks)

    def _add_chapter(self, line: int, heading: Heading, blocks: tuple[Block, ...]) -> None:
        previous = self.chapters[-1].number if self.chapters else 0
        before = f"上一章是第{previous}章" if previous else "前面还没有章"
        number = self._number(line, heading, previous, before)
        self.chapters.append(Chapter(number, heading.title, blocks, ()))

    def _add_section(self, line: int, heading: Heading, blocks: tuple[Block, ...]) -> None:
        if not self.chapters:
            self.remarks.refuse(line, "第一章之前不能有节。请在前面加上章标题，如“第一章 标题”")
            return
        chapter = self.chapters[-1]
        previous = chapter.sections[-1].number if chapter.sections else 0
        before = f"本章上一节是第{previous}节" if previous else "本章前面还没有节"
        number = self._number(line, heading, previous, before)
        section = Section(number, heading.title, blocks)
        self.chapters[-1] = replace(chapter, sections=(*chapter.sections, section))

    def _number(self, line: int, heading: Heading, previous: int, before: str) -> int:
        """The heading's number, reported where it does not follow; the next where it is none."""
        number, level = heading.number, heading.level
        following = previous + 1
        if number not in (None, following):
            wanted = f"第{to_chinese(min(following, LARGEST))}{level}"
            self.remarks.refuse(
                line,
                f"{level}号不连续：{before}，本行是第{number}{level}。请改为“{wanted}”，"
                f"或补上漏掉的{level}；如果是正文，请在行首加一个反斜杠“\\”",
            )
        return number or following
