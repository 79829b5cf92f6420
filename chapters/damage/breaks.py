"""Damage to lines: folios, a pasted contents list, paragraphs broken into lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from chapters.damage.lines import Repair, SourceLine, joined
from chapters.plantext.levels import Heading
from chapters.plantext.lines import CONTENTS_TITLE

FOLIO = re.compile(
    r"[-—–－─·•]{1,2}\s*(\d{1,3})\s*[-—–－─·•]{1,2}"
    r"|第\s*(\d{1,3})\s*页(?:\s*[，,/]?\s*共\s*\d{1,3}\s*页)?"
)
LONE_NUMBER = re.compile(r"\d{1,3}")
FEWEST_LONE_NUMBERS = 3
CLOSING_MARKS = tuple("。！？；：…”’）》】.!?;:)")
GLUED_PAGE = re.compile(r"(?:[.．·…\s]*|\s*[-—]+\s*)(\d{1,3})$")
FEWEST_ENTRIES, FEWEST_WITHOUT_PAGES = 3, 5
SHORTEST_LINE, LONGEST_LINE = 18, 70
SLACK = 3  # marks that may not begin a line make it so much longer or shorter
FEWEST_BROKEN = 6


def folios(lines: Sequence[SourceLine]) -> Iterator[Repair]:
    """Yield page numbers on lines of their own; what they cut in two comes together again."""
    found = {k for k, line in enumerate(lines) if line.is_open and FOLIO.fullmatch(line.words)}
    found |= set(_running_numbers(lines))
    done = 0
    for k in sorted(found):
        if k < done:
            continue
        before, after = _neighbour(lines, k, -1, found), _neighbour(lines, k, 1, found)
        if (
            before is not None
            and after is not None
            and before >= done
            and _runs_on(lines[before], lines[after])
        ):
            done = after + 1
            yield Repair(before, done, joined(lines[before].text, lines[after].text))
        else:
            done = k + 1
            yield Repair(k, done, "")


def _running_numbers(lines: Sequence[SourceLine]) -> Iterator[int]:
    """Yield lone numbers that count the pages: each one more than the one before."""
    numbers = [
        (k, int(line.words))
        for k, line in enumerate(lines)
        if line.is_open and LONE_NUMBER.fullmatch(line.words)
    ]
    follows = [b[1] == a[1] + 1 and b[0] > a[0] + 3 for a, b in pairwise(numbers)]
    if sum(follows) + 1 >= FEWEST_LONE_NUMBERS and all(follows):
        yield from (k for k, _ in numbers)


def _neighbour(lines: Sequence[SourceLine], k: int, step: int, folio: set[int]) -> int | None:
    k += step
    while 0 <= k < len(lines) and (k in folio or not lines[k].words):
        k += step
    return k if 0 <= k < len(lines) else None


def _runs_on(before: SourceLine, after: SourceLine) -> bool:
    is_text = before.is_paragraph and after.is_paragraph
    is_indented = after.text.startswith(("\u3000", "  "))
    long_enough = len(before.words) >= SHORTEST_LINE
    return is_text and long_enough and not is_indented and not before.words.endswith(CLOSING_MARKS)


def contents_list(lines: Sequence[SourceLine]) -> Iterator[Repair]:
    """Yield the entries of a contents list that was pasted with the text, page numbers glued on."""
    last = {_bare(line.words): k for k, line in enumerate(lines) if line.is_open and line.words}
    run: list[int] = []
    for k, line in enumerate(lines):
        if not line.words:
            continue
        if _is_title(line) or _is_entry(line, k, last):
            run.append(k)
        elif run:
            yield from _entries(lines, run)
            run = []
    yield from _entries(lines, run)


def _entries(lines: Sequence[SourceLine], run: list[int]) -> Iterator[Repair]:
    titled = any(_is_title(lines[k]) for k in run)
    paged = sum(bool(GLUED_PAGE.search(lines[k].words)) for k in run)
    fewest = FEWEST_ENTRIES if titled or paged * 2 > len(run) else FEWEST_WITHOUT_PAGES
    if len(run) - titled >= fewest:
        yield from (Repair(k, k + 1, "") for k in run)


def _is_title(line: SourceLine) -> bool:
    return line.is_open and bool(CONTENTS_TITLE.fullmatch(line.words))


def _is_entry(line: SourceLine, k: int, last: dict[str, int]) -> bool:
    """Whether the same heading stands once more below, or it is a heading with a page number."""
    if not line.is_open or len(line.words) > LONGEST_LINE:
        return False
    page = GLUED_PAGE.search(line.words)
    for name in (line.words, line.words[: page.start()] if page else line.words):
        if isinstance(line.levels.heading(name), Heading) and last.get(_bare(name), -1) > k:
            return True
    has_leader = page is not None and len(page[0]) > len(page[1]) + 2
    return has_leader and isinstance(line.levels.heading(name), Heading)


def _bare(words: str) -> str:
    return "".join(words.split())


def broken_paragraphs(lines: Sequence[SourceLine]) -> Iterator[Repair]:
    """Yield paragraphs that were broken into lines of one length."""
    runs = [(start, end) for start, end in _stretches(lines) if end - start > 1]
    usual = _width([line for start, end in runs for line in lines[start : end - 1]], likely=False)
    widths = [
        _width(lines[start : end - 1]) or _fits(lines[start : end - 1], usual)
        for start, end in runs
    ]
    broken = sum(
        _is_full(line, width) and not line.words.endswith(CLOSING_MARKS)
        for (start, end), width in zip(runs, widths, strict=True)
        for line in lines[start : end - 1]
    )
    if broken < FEWEST_BROKEN:
        return
    for (start, end), width in zip(runs, widths, strict=True):
        if width:
            yield from _paragraphs(lines, start, end, width)


def _stretches(lines: Sequence[SourceLine]) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines that may be paragraphs, without a blank line or a mark between."""
    start = None
    for k, line in enumerate(lines):
        if not line.is_paragraph:
            if start is not None:
                yield start, k
            start = None
        elif start is None:
            start = k
    if start is not None:
        yield start, len(lines)


def _width(lines: Sequence[SourceLine], *, likely: bool = True) -> int:
    """Return the length at which lines were broken, 0 where they were not.

    It is the usual one of those without a closing mark; `likely` asks that three of four have it
    and that none is longer.
    """
    unfinished = [len(line.words) for line in lines if not line.words.endswith(CLOSING_MARKS)]
    usual = Counter(unfinished).most_common(1)
    if not usual:
        return 0
    width = max(n for n in unfinished if abs(n - usual[0][0]) <= SLACK)
    full = sum(width - SLACK <= n <= width for n in unfinished)
    is_sure = (
        max(len(line.words) for line in lines) <= width + 1 and full * 4 >= len(unfinished) * 3
    )
    return width if SHORTEST_LINE <= width <= LONGEST_LINE and (is_sure or not likely) else 0


def _fits(lines: Sequence[SourceLine], width: int) -> int:
    """Return the width where some of the lines have it and none is longer, else 0."""
    unfinished = [line for line in lines if not line.words.endswith(CLOSING_MARKS)]
    is_broken = any(_is_full(line, width) for line in unfinished)
    return width if is_broken and max(len(line.words) for line in lines) <= width + 1 else 0


def _is_full(line: SourceLine, width: int) -> bool:
    return bool(width) and width - SLACK <= len(line.words) <= width + 1


def _paragraphs(lines: Sequence[SourceLine], start: int, end: int, width: int) -> Iterator[Repair]:
    first = start
    text = lines[start].text
    for k in range(start + 1, end):
        if _is_full(lines[k - 1], width) and not _begins_paragraph(lines, k):
            text = joined(text, lines[k].text)
            continue
        if k - first > 1:
            yield Repair(first, k, text)
        first, text = k, lines[k].text
    if end - first > 1:
        yield Repair(first, end, text)


def _begins_paragraph(lines: Sequence[SourceLine], k: int) -> bool:
    is_indented = lines[k].text.startswith(("\u3000", "  "))
    return is_indented and lines[k - 1].words.endswith(CLOSING_MARKS)
