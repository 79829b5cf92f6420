"""An indicator made for a test, and its verdict."""

from decimal import Decimal

from chapters.plan.document import Indicator, Nature
from indicators.progress.observations import Observation
from indicators.progress.verdicts import judge

D = Decimal


def indicator(base, target, unit="", name="产值", nature=Nature.ANTICIPATORY):
    return Indicator(1, name, unit, base, target, nature)


def verdict_on(row, values, **status):
    observations = [Observation(year, printed, **status) for year, printed in values.items()]
    return judge(row, observations, 2020, 2025)


def workings(verdict):
    return {part.name: part.working for part in verdict.formulas}
