"""Character diff: what changed from one text to another, as a reader would mark it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from unicodedata import category

from chapters.plan.alignment import gaps

ANCHOR_SIZES = (8, 4)
WIDEST_ISLAND = 3  # a longer stretch that stayed is shown as having stayed
ISLAND_BUDGET = 0.3  # what islands may add to the characters that must be shown as changed
PARAGRAPH_BREAK = "\n"

SENTENCE_ENDS = "。！？；" + PARAGRAPH_BREAK
CLAUSE_ENDS = "，、：”’）》〕】"
OPENING_MARKS = "“‘（《〔【—"

ZERO_WIDTH_JOINER = "\u200d"
DIGITS = "[0-9０-９〇零一二两三四五六七八九十百千万亿]++"
THOUSANDS = "，(?=[0-9０-９]{3}(?![0-9０-９]))"  # 1，200; otherwise it is the comma of a clause
DATE_OR_PERCENT = "[年月日号时分秒%％‰]"
RANGE = f"{DATE_OR_PERCENT}?[-－–—~～至到]"
NUMBER = f"{DIGITS}(?:(?:[.．,/:：∶点]|{THOUSANDS}|分之|{RANGE}){DIGITS})*+"
NUMBER_OR_WORD = re.compile(f"{NUMBER}(?=({DATE_OR_PERCENT}?))|[A-Za-zＡ-Ｚａ-ｚ]+")
UNASSIGNED = range(0x40000, 0x110000)


class RunKind(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"

    @property
    def label(self) -> str:
        return {"same": "", "deleted": "删除", "inserted": "新增"}[self.value]


@dataclass(frozen=True, slots=True)
class Run:
    """Some text that stayed, went or came. A paragraph break is a run of its own."""

    kind: RunKind
    text: str

    @property
    def is_break(self) -> bool:
        return self.text == PARAGRAPH_BREAK

    @property
    def size(self) -> int:
        """The number of characters; a paragraph break counts none."""
        return 0 if self.is_break else len(self.text)


Runs = tuple[Run, ...]


@dataclass(slots=True)
class _Edit:
    """old[i:i_end] became new[j:j_end]; `islands` counts equal characters taken in on the way."""

    i: int
    i_end: int
    j: int
    j_end: int
    islands: int = 0

    @property
    def gone(self) -> int:
        return self.i_end - self.i

    @property
    def come(self) -> int:
        return self.j_end - self.j

    @property
    def needed(self) -> int:
        """The size of the smallest difference here."""
        return self.gone + self.come - 2 * self.islands

    def shift(self, step: int) -> None:
        self.i, self.i_end = self.i + step, self.i_end + step
        self.j, self.j_end = self.j + step, self.j_end + step

    def absorb(self, later: "_Edit") -> None:
        self.islands += later.islands + later.i - self.i_end
        self.i_end, self.j_end = later.i_end, later.j_end


def diff(old: str, new: str) -> Runs:
    """Return the runs that lead from old to new.

    What stayed and what went give old, what stayed and what came give new. Numbers in figures or
    numerals, ranges of them, Latin words and characters with combining marks change as a whole.
    Within a stretch of edits at most 30 % more is shown as changed than the smallest difference
    of these needs.
    """
    if old == new:
        return whole(RunKind.SAME, old)
    spelling = _Spelling(old, new)
    coded_old, coded_new = spelling.code(old), spelling.code(new)
    edits = _edits(coded_old, coded_new)
    return tuple(
        Run(kind, text)
        for kind, coded in _coded_runs(coded_old, coded_new, edits)
        for text in _without_breaks_inside(spelling.decode(coded), kind)
    )


def whole(kind: RunKind, text: str) -> Runs:
    """Return the text as one run, none where it is empty."""
    return (Run(kind, text),) if text else ()


class _Spelling:
    """Writes what must not be torn apart as one character that neither text uses.

    A number has one for each of 年, 月, 日 and % that may follow it: 11月 has nothing of 11日.
    """

    def __init__(self, old: str, new: str) -> None:
        used = set(old) | set(new)
        self.pattern = _whole_pattern("".join(sorted(filter(_joins_the_one_before, used))))
        self.spare = (chr(point) for point in UNASSIGNED if chr(point) not in used)
        self.codes: dict[tuple[str, str], str] = {}
        self.wholes: dict[str, str] = {}

    def code(self, text: str) -> str:
        return self.pattern.sub(self._code_of, text)

    def decode(self, coded: str) -> str:
        return "".join(self.wholes.get(character, character) for character in coded)

    def _code_of(self, match: re.Match[str]) -> str:
        whole, follower = match[0], match[1] or ""
        if len(whole + follower) == 1:
            return whole
        if (whole, follower) not in self.codes:
            code = next(self.spare, whole)
            self.codes[whole, follower], self.wholes[code] = code, whole
        return self.codes[whole, follower]


def _whole_pattern(marks: str) -> re.Pattern[str]:
    if not marks:
        return NUMBER_OR_WORD
    mark = f"(?:[{re.escape(marks)}]|(?<={ZERO_WIDTH_JOINER}).)"
    return re.compile(f"(?:{NUMBER_OR_WORD.pattern}){mark}*|.{mark}+", re.DOTALL)


def _joins_the_one_before(character: str) -> bool:
    return (
        category(character)[0] == "M"  # combining marks and variation selectors
        or character == ZERO_WIDTH_JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or "\udc00" <= character <= "\udfff"  # the second half of a surrogate pair
    )


def _edits(old: str, new: str) -> list[_Edit]:
    edits = [_Edit(*gap) for gap in gaps(old, new, ANCHOR_SIZES)]
    edits = _joined(edits, partial(_slide_together, old, new))
    for widest in range(1, WIDEST_ISLAND + 1):
        edits = _joined(edits, partial(_may_join, widest))
    _slide_to_punctuation(edits, old, new)
    return edits


def _joined(edits: list[_Edit], may_join: Callable[[_Edit, _Edit], bool]) -> list[_Edit]:
    kept: list[_Edit] = []
    for edit in edits:
        if kept and may_join(kept[-1], edit):
            kept[-1].absorb(edit)
        else:
            kept.append(edit)
    return kept


def _slide_together(old: str, new: str, edit: _Edit, later: _Edit) -> bool:
    """Let one of two edits slide to the other where that changes nothing; tell whether they met."""
    island = later.i - edit.i_end
    if _room(later, -1, old, new, island) == island:
        later.shift(-island)
    elif _room(edit, 1, old, new, island) == island:
        edit.shift(island)
    return edit.i_end == later.i


def _room(edit: _Edit, step: int, old: str, new: str, most: int) -> int:
    """Return how far a one-sided edit can slide by steps of 1 or -1 and still mean the same."""
    text, start, end = _one_sided_text(edit, old, new)
    if step < 0:
        start, end = start - 1, end - 1
    room = 0
    while text and room < most and text[start + step * room] == text[end + step * room]:
        room += 1
    return room


def _one_sided_text(edit: _Edit, old: str, new: str) -> tuple[str, int, int]:
    if edit.gone and edit.come:
        return "", 0, 0
    return (old, edit.i, edit.i_end) if edit.gone else (new, edit.j, edit.j_end)


def _may_join(widest: int, edit: _Edit, later: _Edit) -> bool:
    """Whether only a few equal characters part the edits, as far as the budget goes."""
    island = later.i - edit.i_end
    only_added = not edit.gone and not later.gone
    only_removed = not edit.come and not later.come
    if island > widest or only_added or only_removed:
        return False
    shown_besides = 2 * (edit.islands + later.islands + island)
    return shown_besides <= ISLAND_BUDGET * (edit.needed + later.needed)


def _slide_to_punctuation(edits: list[_Edit], old: str, new: str) -> None:
    """Let what was only added or only removed begin and end where a clause does."""
    for k, edit in enumerate(edits):
        room_before = edit.i - edits[k - 1].i_end - 1 if k else edit.i
        following = edits[k + 1].i - 1 if k + 1 < len(edits) else len(old)
        back = _room(edit, -1, old, new, room_before)
        ahead = _room(edit, 1, old, new, following - edit.i_end)
        text, start, end = _one_sided_text(edit, old, new)
        steps = sorted(range(-back, ahead + 1), key=abs)
        edit.shift(max(steps, key=lambda k: _fitness(text, start + k) + _fitness(text, end + k)))


def _fitness(text: str, position: int) -> int:
    """Return how natural a boundary before text[position] is."""
    if position in (0, len(text)) or text[position - 1] in SENTENCE_ENDS:
        return 3
    if text[position - 1] in CLAUSE_ENDS:
        return 2
    return int(text[position] in OPENING_MARKS)


def _coded_runs(old: str, new: str, edits: list[_Edit]) -> Iterator[tuple[RunKind, str]]:
    i = 0
    for edit in edits:
        yield RunKind.SAME, old[i : edit.i]
        yield RunKind.DELETED, old[edit.i : edit.i_end]
        yield RunKind.INSERTED, new[edit.j : edit.j_end]
        i = edit.i_end
    yield RunKind.SAME, old[i:]


def _without_breaks_inside(text: str, kind: RunKind) -> list[str]:
    if kind is RunKind.SAME:
        return [text] if text else []
    return [part for part in re.split(f"({PARAGRAPH_BREAK})", text) if part]
