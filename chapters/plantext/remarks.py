"""Remarks on a typed text: what the reader and the proofreading rules find, line by line."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from chapters.plantext.lines import SOFT_BREAK, numbered_lines
from chapters.proofreading import CHARACTER_RULES, findings_of, text_rules
from chapters.proofreading.problems import Finding, Severity, TextRule, findings
from chapters.proofreading.unseen import decomposed_findings, unseen_findings
from chapters.proofreading.wording import WrongWording

MOST_OF_A_KIND, MOST_PLACES = 3, 20
VARYING = re.compile(r"“[^”]*”|[0-9]+|〈[^〉]*〉")  # in messages of one kind


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding at a line, which counts from 1 as an editor counts; `excerpt` quotes the place."""

    line: int
    severity: Severity
    message: str
    excerpt: str = ""

    def __str__(self) -> str:
        where = f"（见：{self.excerpt}）" if self.excerpt else ""
        return f"第{self.line}行 {self.severity}：{self.message}{where}"

    @property
    def is_error(self) -> bool:
        return self.severity.stops_proposing

    @property
    def stops_saving(self) -> bool:
        return self.severity.stops_saving


class Remarks(list[Remark]):
    """Collects remarks while a text is read."""

    def __init__(
        self, wrong_wordings: Iterable[WrongWording] = (), let_through: Container[str] = ()
    ) -> None:
        super().__init__()
        self.rules = text_rules(wrong_wordings)
        self.let_through = let_through

    def refuse(self, line: int, message: str) -> None:
        """Report what keeps the text from being read, and so from being saved."""
        self.append(Remark(line, Severity.FATAL, message))

    def hint(self, line: int, message: str) -> None:
        self.append(Remark(line, Severity.HINT, message))

    def proofread(self, line: int, text: str, *, is_paragraph: bool = False) -> None:
        """Report what the rules find in a paragraph, a title or a cell of the line."""
        found = findings_of(text, self.rules, self.let_through, is_paragraph)
        self += [_remark(line, text, finding) for finding in found]

    def check_characters(self, text: str) -> None:
        """Report what concerns the lines as they were typed, marks and all."""
        for number, line in numbered_lines(text):
            found = findings(CHARACTER_RULES, line)
            self += [_remark(number, line, finding) for finding in found]
            if SOFT_BREAK.search(line.strip()):
                self.hint(number, "行内有 Word 的手动换行符，已当作另起一段。如不分段，请删去它")

    @property
    def stop_saving(self) -> bool:
        return any(remark.stops_saving for remark in self)

    def by_line(self) -> tuple[Remark, ...]:
        return tuple(sorted(self, key=lambda remark: remark.line))


def remarks_in_lines(remarks: Iterable[Remark]) -> Iterator[str]:
    """Yield a line for each remark; of a kind the first ones, and then where the others are."""
    by_kind: dict[tuple[Severity, str], list[Remark]] = defaultdict(list)
    for remark in remarks:
        by_kind[remark.severity, VARYING.sub("", remark.message)].append(remark)
    for (severity, _), found in by_kind.items():
        yield from map(str, found[:MOST_OF_A_KIND])
        if others := found[MOST_OF_A_KIND:]:
            places = "、".join(f"第{remark.line}行" for remark in others[:MOST_PLACES])
            more = "等" if len(others) > MOST_PLACES else ""
            yield f"同类{severity}另有{len(others)}处：{places}{more}"


def unseen_characters(text: str) -> list[Remark]:
    """Return a remark for each character of the text that nobody can see."""
    return _in_lines(text, unseen_findings)


def decomposed_letters(text: str) -> list[Remark]:
    """Return a remark for each letter in two pieces, of a text that is about to be composed."""
    return _in_lines(text, decomposed_findings)


def _in_lines(text: str, rule: TextRule) -> list[Remark]:
    lines = numbered_lines(text)
    return [_remark(number, line, finding) for number, line in lines for finding in rule(line)]


def _remark(line: int, text: str, finding: Finding) -> Remark:
    return Remark(line, finding.severity, finding.message, "".join(finding.excerpt(text)))
