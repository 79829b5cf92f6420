"""The guard: no personal data in any public field.

Saving a row of a registered model (tanggu_plan.text.public_fields) is refused where one of its
texts newly holds some; the plan's own texts may, as drafts, until an edition is frozen of them.
Steps that make public what was stored before ask `reading.refuse`.
"""
