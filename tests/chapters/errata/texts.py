"""The text of the working copy's sections, and the place that most tests decide about."""

from chapters.models import Section

DOUBLED, SINGLE = "社会矛盾纠纷矛盾调处化解中心", "社会矛盾纠纷调处化解中心"


def section_text(chapter=1, section=1):
    return Section.objects.get(chapter__number=chapter, number=section).text
