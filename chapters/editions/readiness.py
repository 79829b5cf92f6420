"""Checks of a working copy before it is proposed, with what the office has decided."""

from chapters.figures.queries import stored_files
from chapters.models import Erratum, Plan
from chapters.plan.document import Document
from chapters.plan.places import Spot, parse
from chapters.proofreading import proofread
from chapters.proofreading.problems import Problem
from chapters.proofreading.quotations import Quote, QuoteKind
from chapters.working_copy.previews import office_decisions


def problems(plan: Plan, document: Document) -> tuple[Problem, ...]:
    """Return every problem of the text in printed order, errors and hints."""
    return proofread(
        document,
        quotes=_quotes(plan, document),
        pictures=stored_files(document),
        **office_decisions(),
    )


def errors(plan: Plan, document: Document) -> list[Problem]:
    """Return the problems that keep the working copy from being proposed."""
    return [problem for problem in problems(plan, document) if problem.is_error]


def _quotes(plan, document):
    """The readings that the office has settled: they must still stand in their place."""
    settled = plan.errata.exclude(decision__in=[Erratum.Decision.NONE, Erratum.Decision.OPEN])
    for erratum in settled:
        if named := parse(erratum.paragraph):
            paragraph = document.paragraph(named)
            yield Quote(
                spot=paragraph[0] if paragraph else Spot(named.place),
                text=erratum.published_reading,
                kind=QuoteKind.ERRATUM,
                label=erratum.code,
            )
