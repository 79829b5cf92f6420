"""How the plan is cited: 《塘沽街道“十四五”规划纲要》第五章第二节第1段，第2版. Pure Python."""

from chapters.plan.document import Document
from chapters.plan.places import Place

NUMBER_LATER = "¶"
"""Stands for the paragraph's number where a page leaves it to the reader to choose one."""


def citation(
    document: Document, edition_number: int, place: Place | None = None, paragraph: int | str = ""
) -> str:
    """Return how a paragraph of a place is cited, the place where no paragraph is given, or the
    whole plan where no place is."""
    where = (place.full_label or place.title) if place else ""
    what = f"第{paragraph}段" if paragraph else ""
    return f"《{document.short_title}》{where}{what}，第{edition_number}版"
