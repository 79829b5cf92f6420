"""Whether a working copy may be proposed: the checks, fed with what the office has decided."""

import re

from chapters import proofreading
from chapters.models import Erratum, Plan, WrongWording
from chapters.plan.document import Document


def problems(plan: Plan, document: Document) -> tuple[proofreading.Problem, ...]:
    """Return every problem of the text in printed order, errors and hints."""
    return proofreading.check(document, quotes=_quotes(plan), wrong_wordings=_wrong_wordings())


def errors(plan: Plan, document: Document) -> list[proofreading.Problem]:
    """Return the problems that keep the working copy from being proposed."""
    return [problem for problem in problems(plan, document) if problem.is_error]


def _quotes(plan):
    """The readings that the office has settled: they must still stand in their paragraph."""
    settled = plan.errata.exclude(decision__in=[Erratum.Decision.NONE, Erratum.Decision.OPEN])
    for erratum in settled.filter(paragraph__regex=r"-[pg]\d+$"):
        yield proofreading.Quote(
            place=location_of(erratum.paragraph),
            text=erratum.published_reading,
            kind=proofreading.QuoteKind.ERRATUM,
            label=erratum.code,
        )


def _wrong_wordings():
    yield from proofreading.COMMON_WRONG_WORDINGS
    for row in WrongWording.objects.all():
        yield proofreading.WrongWording(row.wrong, row.right, row.reason)


def location_of(paragraph: str) -> proofreading.Location:
    """Return the place that a paragraph of the errata names: c1s1-p2, c5-p1, preface-p1."""
    match = re.fullmatch(r"(?:c(\d+)(?:s(\d+))?|(preface|closing))-[pg]?(\d+)?", paragraph)
    if match is None:
        return proofreading.Location("plan")
    chapter, section, kind, number = match.groups()
    return proofreading.Location(
        kind or ("section" if section else "chapter"),
        chapter and int(chapter),
        section and int(section),
        number and int(number),
    )
