"""Reader and writer of a paragraph: goals, lead phrases, the escape."""

import re
from collections.abc import Callable, Iterator

from chapters.plan.blocks import GOAL_MARK, Paragraph
from chapters.plantext.levels import BOX, Levels
from chapters.plantext.lines import ESCAPE, lines_of, mark_of

LONGEST_LEAD_PHRASE = 24
FIRST_SENTENCE = re.compile(r"[^，,。！？]{1,23}[。！？][”’）》」』〕】]{0,3}")
FORCED_LEAD_PHRASE = re.compile(r"(?:(——)\*\*|\*\*(——)?+)(?=\S)(.+?)(?<=\S)\*\*")


def read_paragraph(line: str, *, finds_lead: bool) -> Paragraph:
    """Read a stripped line. `finds_lead` makes a short first sentence the lead phrase.

    A leading backslash stands for nothing but the absence of every mark.
    """
    if line.startswith(ESCAPE):
        return Paragraph(line.removeprefix(ESCAPE).lstrip())
    if forced := FORCED_LEAD_PHRASE.match(line):
        mark = forced[1] or forced[2] or ""
        return Paragraph(f"{mark}{forced[3]}{line[forced.end() :]}", forced[3])
    return Paragraph(line, _first_sentence(line) if finds_lead else "")


def write_paragraph(
    paragraph: Paragraph,
    *,
    finds_lead: bool,
    levels: Levels = BOX,
    typed: Paragraph | None = None,
    read: Callable[..., Paragraph] = read_paragraph,
) -> str:
    """Return the shortest line that reads back as the paragraph.

    `typed` is the paragraph with marks in its text that `read` takes out. Raises ValueError for a
    paragraph that no line can hold: of several lines, blank at an end, or with stars about its
    lead phrase.
    """
    for line in _ways_of_writing(typed or paragraph):
        is_one_paragraph = (
            line and list(lines_of(line)) == [(1, line)] and not mark_of(line, levels)
        )
        if is_one_paragraph and read(line, finds_lead=finds_lead) == paragraph:
            return line
    raise ValueError(f"no line reads as {paragraph}")


def _ways_of_writing(paragraph: Paragraph) -> Iterator[str]:
    yield paragraph.text
    if paragraph.lead_phrase:
        yield f"{paragraph.mark}**{paragraph.lead_phrase}**{paragraph.rest}"
    yield ESCAPE + paragraph.text


def _first_sentence(line: str) -> str:
    match = FIRST_SENTENCE.match(line.removeprefix(GOAL_MARK))
    return match[0] if match and len(match[0]) <= LONGEST_LEAD_PHRASE else ""
