"""Rules and their findings, by severity."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice

from chapters.plan.passages import Passage
from chapters.plan.places import Spot
from chapters.proofreading.marks import shortened
from tanggu_plan.text.unseen import shown

AROUND = 8
MOST_OF_A_KIND = 20


class Severity(StrEnum):
    """Severity of a finding: the one place that says what it stops."""

    HINT = "提示"  # asks a person to look, and stops nothing
    ERROR = "错误"  # stops the proposal, and whatever else makes a text public
    FATAL = "不能保存"  # stops the saving too: unseen characters, structure that cannot be read

    @property
    def stops_proposing(self) -> bool:
        return self is not Severity.HINT

    @property
    def stops_saving(self) -> bool:
        return self is Severity.FATAL


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault: `found` and the words around it, and what to do about it."""

    severity: Severity
    spot: Spot
    before: str
    found: str
    after: str
    message: str

    @property
    def excerpt(self) -> str:
        return self.before + self.found + self.after

    @property
    def is_error(self) -> bool:
        return self.severity.stops_proposing


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault within one passage, from character `start` to before `end`."""

    start: int
    end: int
    severity: Severity
    message: str

    @property
    def is_error(self) -> bool:
        return self.severity.stops_proposing

    def excerpt(self, text: str) -> tuple[str, str, str]:
        """Return what was found in the text, with the words before and after it."""
        return (
            shown(text[max(0, self.start - AROUND) : self.start]),
            shortened(text[self.start : self.end]),
            shown(text[self.end : self.end + AROUND]),
        )


TextRule = Callable[[str], Iterable[Finding]]
PassageFinding = tuple[Passage, Finding]


def pattern_rule(severity: Severity, pattern: str, message: str | Callable[[str], str]) -> TextRule:
    """Return the rule of a regular expression; {} in the message stands for what it found."""
    say = message if callable(message) else lambda found: message.format(shortened(found))
    compiled = re.compile(pattern)

    def rule(text: str) -> Iterable[Finding]:
        if not compiled.search(text):  # so most texts cost no generator
            return ()
        matches = compiled.finditer(text)
        return (Finding(*match.span(), severity, say(match[0])) for match in matches)

    return rule


error = partial(pattern_rule, Severity.ERROR)
hint = partial(pattern_rule, Severity.HINT)


def findings(rules: tuple[TextRule, ...], text: str) -> Iterator[Finding]:
    """Apply the rules to a text; of one rule at most MOST_OF_A_KIND findings."""
    for rule in rules:
        if found := rule(text):
            yield from islice(found, MOST_OF_A_KIND)


def in_passages(rule: TextRule, passages: Iterable[Passage]) -> Iterator[PassageFinding]:
    """Apply a rule to passages; at most MOST_OF_A_KIND findings in each."""
    for passage in passages:
        yield from ((passage, finding) for finding in findings((rule,), passage.text))


def whole(passage: Passage, severity: Severity, message: str) -> PassageFinding:
    """Return a finding that concerns the passage as a whole."""
    return passage, Finding(0, len(passage.text), severity, message)


def problem(passage: Passage, finding: Finding) -> Problem:
    words = finding.excerpt(passage.text)
    return Problem(finding.severity, passage.spot, *words, finding.message)
