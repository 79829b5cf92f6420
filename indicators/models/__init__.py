"""What is measured of a plan: indicators and commitments, the values recorded of them, reports."""

from indicators.models.commitment import Commitment, CommitmentStatus
from indicators.models.evaluation_report import EvaluationReport
from indicators.models.indicator import Indicator
from indicators.models.measurement import Measurement
from indicators.models.recorded import Recorded
from indicators.models.source import Source
