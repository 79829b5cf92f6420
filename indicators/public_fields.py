"""The public text fields of this app's models."""

from indicators.models import Commitment, CommitmentStatus, Indicator, Measurement, Source
from tanggu_plan.text.public_fields import register

register(Indicator, "name", "unit", "base_value", "target_value", is_plan_text=True)
register(Measurement, "value", "note", "return_reason")
register(
    Commitment,
    *("quote", "anchor", "measure", "value", "unit", "deadline_basis", "subject", "remark"),
)
register(CommitmentStatus, "value", "responsible", "note", "return_reason")
register(Source, "title", "publisher", "address")
