"""The public text fields of this app's models."""

from chapters.models import Chapter, Edition, Erratum, Plan, Section
from tanggu_plan.text.public_fields import register

register(
    Plan,
    *("title_lines", "short_title", "attachment_label", "issuer", "print_issuer"),
    *("written_on_text", "preface", "closing"),
    is_plan_text=True,
)
register(Chapter, "title", "lead", is_plan_text=True)
register(Section, "title", "text", is_plan_text=True)
register(Edition, "note", "reason")
register(
    Erratum,
    *("code", "chapter", "section", "paragraph", "source_reading", "published_reading"),
    *("suggested_reading", "printed_reading", "reason"),
)
