"""The public list of errata: by category, what was corrected alike together."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from chapters.models import Erratum
from chapters.plan.document import Document
from chapters.plan.places import Spot, parse

Category = Erratum.Category

HEADINGS = {
    Category.NORMALISED: ("规范化", "只涉及空格、标点、排版符号和目录页码，文字不变。"),
    Category.MISREAD: ("识别更正", "原件由印本识别而来，这些地方识别有误，照印本改回。"),
    Category.QUESTION: ("采纳的勘误", "印本可能有误，经审定采纳、随版次公布的改动。"),
}
MOST_FORMS = 8


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An erratum with the paragraph that has its reading, None where it is in no paragraph."""

    erratum: Erratum
    spot: Spot | None

    @property
    def label(self) -> str:
        return self.spot.label if self.spot else f"{self.erratum.chapter}{self.erratum.section}"


@dataclass(frozen=True, slots=True)
class Entry:
    """Corrections of one kind, with one reason."""

    code: str
    reason: str
    occurrences: tuple[Occurrence, ...]

    @property
    def forms(self) -> list[tuple[tuple[str, str], int]]:
        """The commonest corrections as ((source, published), how often)."""
        return self._counted().most_common(MOST_FORMS)

    @property
    def other_forms(self) -> int:
        return max(0, len(self._counted()) - MOST_FORMS)

    def _counted(self) -> Counter:
        errata = (occurrence.erratum for occurrence in self.occurrences)
        return Counter((each.source_reading, each.published_reading) for each in errata)


@dataclass(frozen=True, slots=True)
class Group:
    category: str
    heading: str
    explanation: str
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        return sum(len(entry.occurrences) for entry in self.entries)


def groups_of(errata: Iterable[Erratum], document: Document) -> list[Group]:
    """Return the errata by category in the order of HEADINGS, each in the order of the source."""
    by_category: dict[str, list[Erratum]] = {category: [] for category in HEADINGS}
    for erratum in errata:
        by_category[erratum.category].append(erratum)
    return [
        Group(category, *HEADINGS[category], tuple(_entries(by_category[category], document)))
        for category in HEADINGS
        if by_category[category]
    ]


def _entries(errata: list[Erratum], document: Document) -> Iterator[Entry]:
    ordered = sorted(errata, key=_code)  # stable: within a code the order of the source
    for (code, reason), members in groupby(ordered, key=lambda e: (_code(e), e.reason)):
        yield Entry(code, reason, tuple(_occurrence(erratum, document) for erratum in members))


def _code(erratum):
    """Return N09 of N09-01, which corrections of one kind share."""
    return erratum.code.split("-")[0]


def _occurrence(erratum, document):
    named = parse(erratum.paragraph)
    found = document.paragraph(named) if named else None
    if found and erratum.published_reading not in found[1].text:
        found = None
    return Occurrence(erratum, found[0] if found else None)
