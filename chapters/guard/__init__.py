"""The guard: no personal data in any public field.

Saving a row of a registered model (tanggu_plan.text.public_fields) is refused where a changed text
holds some; the plan's own texts may, as drafts, until an edition is frozen of them. Steps that make
public what was stored before ask `refuse`. A new field is registered in `fields.py` (chapters) or
`indicators/public_fields.py`.
"""
