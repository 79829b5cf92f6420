"""Citations of the plan: 《塘沽街道“十四五”规划纲要》第五章第二节第1段，第2版."""

from chapters.plan.document import Document
from chapters.plan.places import PARAGRAPH

CHOSEN_PARAGRAPH = PARAGRAPH.format("¶")
"""The paragraph that a reader will choose: the page's script puts its number in."""


def citation(document: Document, edition_number: int, where: str = "") -> str:
    """Return how the plan is cited; `where` is the label of a place or a spot, "" for the whole."""
    return f"《{document.short_title}》{where}，第{edition_number}版"
