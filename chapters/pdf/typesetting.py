"""Typesetting of paragraphs into the lines of Chinese print. All lengths are in em.

Where a line may break, and what width it takes (numbers of the rules in GB/T 15834-2011 and of
the sections in CLREQ, the W3C's Requirements for Chinese Text Layout):

- GB/T 15834 5.1.2-5.1.4, CLREQ 3.1.3: no line starts with a mark that closes or separates, and
  none ends with one that opens.
- GB/T 15834 5.1.6-5.1.7, CLREQ 3.1.2: —— and …… take two em and are not parted.
- CLREQ 3.1.3: a number stays whole, with its sign and with the unit or % behind it.
- CLREQ 3.1.6: of two closing or two opening marks side by side, the first gives half an em.
  ‘ and ’ stand on half an em.
- CLREQ 3.1.4, 3.1.5: one of ，。、；： may hang in the margin, and the marks inside a line may
  give way a little before a character is carried over.
- CLREQ 3.2.2: Chinese and Western characters stand apart. The room for it is kept in each line,
  but spread over all of the line: as a gap it would be read as a space by search and copying.
  A line that would be set too loosely gives it up.

What a line lacks or exceeds is spread over its letters (`Line.spacing`), at most MOST_SPACING
each; what remains goes behind its marks.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from types import MappingProxyType

CLOSING = frozenset("，。、；：？！）〕】》〉”’…％%‰℃")
OPENING = frozenset("（〔【《〈“‘")
HANGING = frozenset("，。、；：")
HALF_WIDTH = frozenset("‘’")
# Marks with half an em of blank, which pairs and full lines can do without.
BLANK_BEHIND = frozenset("，。、；：？！）〕】》〉”")
WESTERN = re.compile(r"[0-9A-Za-z%+×]")
UNBREAKABLE = re.compile(r"[+-]?[0-9A-Za-z]+(?:[.,:/+×∶~-][0-9A-Za-z]+)*[%‰℃]?|—+|…+|.", re.DOTALL)

INDENT = 2.0
DASH = 2.0
WESTERN_GAP = 1 / 3
PAIR_SQUEEZE = 0.5
MARK_YIELDS = 0.08
LINE_YIELDS = 0.25
MOST_SPACING = 0.06
MOST_BEHIND_A_MARK = 0.25
STEP = 0.001
"""Letter-spacings are multiples of it, as in the text matrix of a PDF."""
NO_MARKS: Mapping[int, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a line set in one face; `before` and `after` move its neighbours, mostly closer.

    `end` is the offset in the text of the footnotes' marks behind it, 0 where there are none.
    """

    text: str
    strong: bool = False
    before: float = 0.0
    after: float = 0.0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the letter-spacing that fills its measure."""

    pieces: tuple[Piece, ...]
    spacing: float = 0.0

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def compose(
    text: str,
    advance: Callable[[str, bool], float],
    measure: float,
    *,
    strong: range = range(0),
    indent: float = INDENT,
    dash_width: float = DASH,
    marks: Mapping[int, float] = NO_MARKS,
) -> tuple[Line, ...]:
    """Break a paragraph into full lines and a last one.

    `advance(character, is_strong)` is the width in the face really used; `strong` are the
    positions of the characters set in the face of lead phrases. `dash_width` is what the face
    gives to ——, which takes two em all the same. `marks` are the widths of footnotes' marks by the
    offset of the character that they follow and are not parted from.
    """
    advances = [advance(character, at in strong) for at, character in enumerate(text)]
    run = _Run(text, advances, dash_width, marks)
    run.break_in_what_is_wider_than(measure - indent)
    lines = []
    start = 0
    while start < len(text):
        room = measure if start else measure - indent
        end = run.end_of_line(start, room)
        lines.append(_fill(run, start, end, room, strong))
        start = end
    return tuple(lines)


def heading_lines(heading: str, measure: float) -> tuple[str, ...]:
    """Part a heading that is too long for a line behind the mark nearest its middle.

    GB/T 9704 7.3.1 wants a title's lines whole in sense and balanced. All its characters count
    as one em. A heading without a mark is returned whole.
    """
    places = [at for at, character in enumerate(heading, start=1) if character in HANGING]
    if len(heading) <= measure or not places:
        return (heading,)
    middle = min(places, key=lambda at: abs(2 * at - len(heading)))
    return heading[:middle], heading[middle:]


class _Run:
    """A paragraph with the running sums that every question about a line is answered from."""

    def __init__(
        self, text: str, advances: Sequence[float], dash_width: float, marks: Mapping[int, float]
    ) -> None:
        self.text = text
        self.marks = marks
        self.before, self.after = _trims(text)
        self.widths = [sum(trio) for trio in zip(advances, self.before, self.after, strict=True)]
        for found in re.finditer("——", text) if dash_width != DASH else ():
            at = found.start()
            self.widths[at] = self.widths[at + 1] = DASH / 2
            self.after[at + 1] = DASH - dash_width
        for at, width in marks.items():
            self.widths[at - 1] += width
        self._width_to = [0.0, *accumulate(self.widths)]
        self._marks_to = [0, *accumulate(_is_squeezable(character) for character in text)]
        self._joints_to = [0, *accumulate(map(_is_joint, text, text[1:])), 0]
        self._breaks = [
            unit.end() for unit in UNBREAKABLE.finditer(text) if _may_break(text, unit.end())
        ]
        self._next_break = 0

    def break_in_what_is_wider_than(self, room: float) -> None:
        """Let what fits on no line be parted anywhere."""
        tight = [
            pair for pair in pairwise([0, *self._breaks]) if self.width(*pair) > room + LINE_YIELDS
        ]
        for start, end in tight:
            self._breaks += range(start + 1, end)
        self._breaks.sort()

    def unit_end(self, at: int, end: int) -> int:
        """Return the end of what stands at `at` as one: —— unless line or mark part it."""
        is_dash = self.text.startswith("——", at) and at + 2 <= end and at + 1 not in self.marks
        return at + 2 if is_dash else at + 1

    def may_hang(self, end: int) -> bool:
        return self.text[end - 1] in HANGING and end not in self.marks

    def width(self, start: int, end: int) -> float:
        return self._width_to[end] - self._width_to[start]

    def hangs(self, start: int, end: int, room: float) -> bool:
        """Whether the line's last mark stands in the margin."""
        over = self.width(start, end) - room
        return self.may_hang(end) and over > self._yields(start, end)

    def end_of_line(self, start: int, room: float) -> int:
        """Return the last place to break at which the line from `start` still fits."""
        end = self._breaks[self._next_break]
        self._next_break += 1
        end = self._extended(start, end, room, WESTERN_GAP)
        if self._is_loose(start, end, room):
            end = self._extended(start, end, room, 0.0)
        return end

    def _extended(self, start: int, end: int, room: float, gap: float) -> int:
        while self._next_break < len(self._breaks):
            candidate = self._breaks[self._next_break]
            if not self._fits(start, candidate, room, gap):
                break
            end = candidate
            self._next_break += 1
        return end

    def _is_loose(self, start: int, end: int, room: float) -> bool:
        rest = room - self.width(start, end) - MOST_SPACING * (end - start)
        return rest > MOST_BEHIND_A_MARK * max(1, len(self.places_for_rest(start, end)))

    def places_for_rest(self, start: int, end: int) -> list[int]:
        """Return behind which characters a line takes what letter-spacing may not."""
        return [
            at
            for at in range(start, end - 1)
            if self.text[at] in BLANK_BEHIND or self._joints_to[at + 1] > self._joints_to[at]
        ]

    def _fits(self, start: int, end: int, room: float, gap: float) -> bool:
        joints = self._joints_to[end - 1] - self._joints_to[start]
        width = self.width(start, end) + gap * joints
        if self.may_hang(end):
            width -= self.widths[end - 1]
        return width <= room + self._yields(start, end)

    def _yields(self, start: int, end: int) -> float:
        marks = self._marks_to[end - 1] - self._marks_to[start]
        return min(LINE_YIELDS, MARK_YIELDS * marks)


def _trims(text: str) -> tuple[list[float], list[float]]:
    """Return what each character gives up before and behind it: 0 or less."""
    before = [-PAIR_SQUEEZE if character == "‘" else 0.0 for character in text]
    after = [-PAIR_SQUEEZE if character == "’" else 0.0 for character in text]
    for at, (left, right) in enumerate(pairwise(text)):
        closing_pair = left in BLANK_BEHIND and right in BLANK_BEHIND | {"’"}
        opening_pair = left in OPENING and right in OPENING and right != "‘"
        if closing_pair or (opening_pair and left != "‘"):
            after[at] -= PAIR_SQUEEZE
    return before, after


def _is_squeezable(character: str) -> bool:
    return (character in BLANK_BEHIND or character in OPENING) and character not in HALF_WIDTH


def _is_joint(left: str, right: str) -> bool:
    """Whether a Chinese character, not a mark, meets a Western one."""
    left_is_western = WESTERN.match(left) is not None
    if left_is_western == (WESTERN.match(right) is not None):
        return False
    chinese = right if left_is_western else left
    return chinese not in CLOSING and chinese not in OPENING and chinese not in "—∶"


def _may_break(text: str, at: int) -> bool:
    return at == len(text) or (text[at] not in CLOSING and text[at - 1] not in OPENING)


def _fill(run: _Run, start: int, end: int, room: float, strong: range) -> Line:
    """Set the line to the full measure; the paragraph's last line only where it is too wide."""
    hangs = run.hangs(start, end, room)
    last = end - 1 if hangs else end
    lacking = room - run.width(start, last)
    if end == len(run.text):
        lacking = min(lacking, 0.0)
    gaps = last - start - 1
    spacing = _in_steps(lacking / max(gaps, 1))
    behind = _behind_marks(run, start, last, lacking - spacing * gaps)
    return Line(tuple(_pieces(run, start, end, strong, behind)), spacing)


def _in_steps(spacing: float) -> float:
    bounded = max(-MOST_SPACING, min(MOST_SPACING, spacing))
    return round(round(bounded / STEP) * STEP, 6)


def _behind_marks(run: _Run, start: int, end: int, rest: float) -> dict[int, float]:
    """Share out what letter-spacing may not take, by position in the text."""
    places = run.places_for_rest(start, end)
    if not places or abs(rest) <= STEP * (end - start):
        return {}
    return dict.fromkeys(places, round(rest / len(places), 3))


def _pieces(
    run: _Run, start: int, end: int, strong: range, behind: dict[int, float]
) -> Iterator[Piece]:
    """Yield the line's characters, those alike and unmoved together."""
    waiting = at = start
    while at < end:
        until = run.unit_end(at, end)
        before, after = run.before[at], run.after[until - 1] + behind.get(until - 1, 0.0)
        is_strong = at in strong
        moved = before or after
        mark = until if until in run.marks else 0
        if waiting < at and (moved or mark or is_strong != (waiting in strong)):
            yield Piece(run.text[waiting:at], waiting in strong)
            waiting = at
        if moved or mark:
            yield Piece(run.text[at:until], is_strong, round(before, 3), round(after, 3), mark)
            waiting = until
        at = until
    if waiting < end:
        yield Piece(run.text[waiting:end], waiting in strong)
