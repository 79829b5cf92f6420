"""The public text fields of this app's models; the texts of the site's identity."""

from chapters.models import Annex, Chapter, Edition, Erratum, Part, Plan, Section
from chapters.proofreading.personal import errors_in_numbers
from tanggu_plan.identity.site import text_rules
from tanggu_plan.text.public_fields import register

text_rules.append(errors_in_numbers)

register(
    Plan,
    *("title_lines", "short_title", "attachment_label", "issuer", "print_issuer"),
    *("written_on_text", "notice_title", "notice"),
    *("preface_title", "preface", "closing_title", "closing"),
    is_plan_text=True,
)
register(Part, "printed_label", "title", "lead", is_plan_text=True)
register(Chapter, "printed_label", "title", "lead", is_plan_text=True)
register(Section, "printed_label", "title", "text", is_plan_text=True)
register(Annex, "printed_label", "title", "text", is_plan_text=True)
register(Edition, "note", "reason")
register(
    Erratum,
    *("code", "chapter", "section", "paragraph", "source_reading", "published_reading"),
    *("suggested_reading", "printed_reading", "reason"),
)
