"""An indicator made for a test, and its verdict."""

from dataclasses import replace
from decimal import Decimal

from chapters.plan.document import Indicator, Nature
from indicators.progress.observations import Observation
from indicators.progress.proposing.proposals import proposal
from indicators.progress.verdicts import judge

D = Decimal


def indicator(base, target, unit="", name="产值", nature=Nature.ANTICIPATORY):
    return Indicator(1, name, unit, base, target, nature)


def confirmed(row):
    """The indicator after a clerk confirmed what its print proposes."""
    return replace(row, declaration=proposal(row).declaration)


def verdict_on(row, values, **status):
    observations = [Observation(year, printed, **status) for year, printed in values.items()]
    return judge(row, observations, 2020, 2025)


def workings(verdict):
    return {part.name: part.working for part in verdict.formulas}
