"""What changed between two versions of a text, paragraph by paragraph, for the clerks' record."""

from collections.abc import Iterator

from chapters.comparison.character_diff import (
    NUMBER_OR_WORD,
    PARAGRAPH_BREAK,
    Run,
    RunKind,
    Runs,
    diff,
)

CONTEXT = 24  # characters that stay readable on each side of a change
SHOWN_BREAK = "↵"  # as Word shows one


def changed_paragraphs(old: str, new: str) -> Iterator[Runs]:
    """Yield the runs of each paragraph that something went from or came to, the rest shortened."""
    for paragraph in _paragraphs(diff(old, new)):
        shown = tuple(run for run in paragraph if run.text)
        if any(run.kind is not RunKind.SAME for run in shown):
            yield tuple(_shortened(shown))


def _paragraphs(runs: Runs) -> Iterator[Runs]:
    paragraph: list[Run] = []
    for run in runs:
        first, *others = run.text.split(PARAGRAPH_BREAK)
        paragraph.append(Run(run.kind, first))
        for text in others:
            if run.kind is not RunKind.SAME:
                paragraph.append(Run(run.kind, SHOWN_BREAK))
            yield tuple(paragraph)
            paragraph = [Run(run.kind, text)]
    yield tuple(paragraph)


def _shortened(paragraph: Runs) -> Iterator[Run]:
    last = len(paragraph) - 1
    for place, run in enumerate(paragraph):
        head = CONTEXT if place > 0 else 0
        tail = CONTEXT if place < last else 0
        if run.kind is RunKind.SAME and len(run.text) > head + tail:
            kept_head = run.text[: _before_number(run.text, head)]
            kept_tail = run.text[_before_number(run.text, len(run.text) - tail) :]
            run = Run(RunKind.SAME, f"{kept_head}……{kept_tail}")
        yield run


def _before_number(text: str, position: int) -> int:
    """Return the position, or the start of the number or word that it stands in."""
    wholes = NUMBER_OR_WORD.finditer(text)
    return next(
        (whole.start() for whole in wholes if whole.start() < position < whole.end()), position
    )
