"""Footnotes of a place: marks [^1] in its paragraphs, and lines [^1]：…… that hold the notes."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from chapters.plan.blocks import Footnote, Paragraph
from chapters.plantext.lines import ESCAPE, Line, Note
from chapters.plantext.paragraphs import read_paragraph, write_paragraph
from chapters.plantext.remarks import Remarks

MARK = re.compile(r"(\\*)\[\^([^\[\]\s]{1,20})\]")
LITERAL = "如果不是脚注，请写成“\\[^{}]”"
UNDEFINED = "脚注“[^{}]”没有内容。请在这段之后加一行“[^{}]：……”；" + LITERAL
UNUSED = "脚注“[^{}]”没有用在任何一段里。请在段落里要加注的地方写上“[^{}]”，或删去这一行"
DOUBLED_MARK = "脚注“[^{}]”在第{}行已经用过。请给这一处另写一个编号和一行内容；" + LITERAL
DOUBLED_NOTE = "脚注“[^{}]”的内容在第{}行已经写过。请改用别的编号，或删去多余的一行"


@dataclass(slots=True)
class Footnotes:
    """The notes of one place while it is read. `elsewhere` are notes that stand further on."""

    remarks: Remarks
    elsewhere: dict[str, str] = field(default_factory=dict)
    borrowed: set[str] = field(default_factory=set)
    notes: dict[str, Note] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)

    def take(self, line: Line, note: Note) -> None:
        if note.label in self.notes:
            message = DOUBLED_NOTE.format(note.label, self.lines[note.label])
            self.remarks.refuse(line.number, message)
            return
        self.notes[note.label] = note
        self.lines[note.label] = line.number

    def read(self, line: Line, *, finds_lead: bool) -> Paragraph:
        """Read a paragraph with its marks; what is no mark of a known note stays as typed."""
        text, marks = _taken_out(line.text)
        paragraph = read_paragraph(text, finds_lead=finds_lead)
        found = [
            Footnote(at, note)
            for typed_at, label in marks
            if (at := _offset(text, paragraph, typed_at)) and (note := self._use(line, label))
        ]
        if len(found) < len(marks):
            return read_paragraph(line.text, finds_lead=finds_lead)
        return replace(paragraph, footnotes=tuple(found))

    def _use(self, line: Line, label: str) -> str:
        note = self.notes.get(label)
        text = note.text if note else self.elsewhere.get(label, "")
        if text and not note:
            self.borrowed.add(label)
        if not text:
            self.remarks.refuse(line.number, UNDEFINED.format(label, label, label))
        elif label in self.used:
            first = self.used[label]
            self.remarks.refuse(line.number, DOUBLED_MARK.format(label, first, label))
            return ""
        self.used[label] = line.number
        return text

    def unused(self) -> dict[str, int]:
        """Return the notes that no mark here names, with their lines."""
        return {label: self.lines[label] for label in self.notes if label not in self.used}


def _taken_out(line: str) -> tuple[str, list[tuple[int, str]]]:
    """Return a line without its marks, and (offset in that, label) of each.

    A backslash before [^1] makes it a literal one; at the start of the line it is always that.
    """
    escape = ESCAPE if line.startswith(ESCAPE) else ""
    rest = line.removeprefix(escape)
    kept, marks, end = escape, [], 0
    for mark in MARK.finditer(rest):
        kept += rest[end : mark.start()] + mark[1][: len(mark[1]) // 2]
        if len(mark[1]) % 2 or not mark.end(1):
            kept += mark[0].lstrip(ESCAPE)
        else:
            marks.append((len(kept), mark[2]))
        end = mark.end()
    return kept + rest[end:], marks


def _offset(typed: str, paragraph: Paragraph, at: int) -> int:
    """Return where an offset in the typed line is in the paragraph read from it."""
    if typed.startswith(ESCAPE):
        return at - (len(typed) - len(paragraph.text))
    stars = len(typed) - len(paragraph.text)  # those about a forced lead phrase
    if not stars:
        return at
    opening = typed.index("**")
    closing = opening + 2 + len(paragraph.lead_phrase)
    return at - 2 * (at > opening) - 2 * (at > closing)


def write_annotated(paragraph: Paragraph, labels: Iterator[str], **options: Any) -> Iterator[str]:
    """Yield the line of a paragraph, and those of its notes; `options` are write_paragraph's."""
    notes = {label: note for note, label in zip(paragraph.footnotes, labels, strict=False)}
    known = {label: note.text for label, note in notes.items()}

    def read(line: str, *, finds_lead: bool) -> Paragraph:
        return Footnotes(Remarks(), known).read(Line(1, line), finds_lead=finds_lead)

    marked = _with_marks(paragraph, notes)
    yield write_paragraph(paragraph, typed=marked, read=read, **options)
    for label, text in known.items():
        yield f"[^{label}]：{text}"


def _with_marks(paragraph: Paragraph, notes: dict[str, Footnote]) -> Paragraph:
    """Return the paragraph with marks in its text in place of its footnotes."""
    marks: dict[int, str] = defaultdict(str)
    for label, note in notes.items():
        marks[note.at] += f"[^{label}]"
    if not paragraph.lead_phrase:
        return Paragraph(_marked(paragraph.text, marks, 0, len(paragraph.text), is_start=True))
    lead_end = len(paragraph.mark) + len(paragraph.lead_phrase)
    lead = _marked(paragraph.text, marks, len(paragraph.mark), lead_end)
    rest = _marked(paragraph.text, marks, lead_end, len(paragraph.text))
    return Paragraph(paragraph.mark + lead + rest, lead)


def _marked(
    text: str, marks: dict[int, str], start: int, end: int, *, is_start: bool = False
) -> str:
    """Write the text from start to end, with the marks after its characters."""
    written, begun = "", start
    for at in sorted(at for at in marks if start < at <= end):
        piece = _escaped(text[begun:at], is_start=is_start and not begun)
        written += piece + piece[len(piece.rstrip(ESCAPE)) :] + marks[at]
        begun = at
    return written + _escaped(text[begun:end], is_start=is_start and not begun)


def _escaped(text: str, *, is_start: bool) -> str:
    def escape(mark: re.Match[str]) -> str:
        if is_start and not mark.end(1):
            return mark[0]
        return f"{mark[1]}\\{mark[0]}"

    return MARK.sub(escape, text)


def numbers() -> Iterator[str]:
    """Labels of footnotes, in order."""
    return map(str, count(1))
