"""The arithmetic of indicators, and what may be said of them. Pure; numbers are Decimal.

No function raises, and none returns NaN or infinity, whatever it is given: what cannot be
computed (a zero base, a text, a missing value) is None, and the sentences leave it out.
"""

from indicators.progress.arithmetic import (
    completion,
    cumulative_completion,
    expected_completion,
    expected_completion_on,
    geometric_path,
    index_to_base,
    linear_path,
    relative_change,
)
from indicators.progress.commitments import CommitmentVerdict, judge_commitment
from indicators.progress.kinds import Kind, kind_of, parse_cumulative
from indicators.progress.observations import Observation
from indicators.progress.paths import PathPoint, paths
from indicators.progress.printed import (
    UNIT_MISSING,
    parse,
    printed_tenths,
    rounded_like,
    unit_shown,
    with_unit,
)
from indicators.progress.targets import NATURE_MEANING, Formula, describe, formulas
from indicators.progress.verdicts import Verdict, judge
from indicators.progress.wording import Outcome

__all__ = [
    "NATURE_MEANING",
    "UNIT_MISSING",
    "CommitmentVerdict",
    "Formula",
    "Kind",
    "Observation",
    "Outcome",
    "PathPoint",
    "Verdict",
    "completion",
    "cumulative_completion",
    "describe",
    "expected_completion",
    "expected_completion_on",
    "formulas",
    "geometric_path",
    "index_to_base",
    "judge",
    "judge_commitment",
    "kind_of",
    "linear_path",
    "parse",
    "parse_cumulative",
    "paths",
    "printed_tenths",
    "relative_change",
    "rounded_like",
    "unit_shown",
    "with_unit",
]
