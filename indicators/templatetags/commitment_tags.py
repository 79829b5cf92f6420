from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django import template
from django.urls import reverse

from chapters.finding.matters import TOPIC, Matter, matters_of
from indicators.commitments.ledger import placed_commitments
from indicators.commitments.marks import runs_of
from indicators.commitments.places import PlacedCommitment
from indicators.commitments.words import requirement
from indicators.models import Commitment
from indicators.public_data import commitments_with_evidence

register = template.Library()
register.filter(requirement)

AT_A_GLANCE = 8  # topics shown on the home page


@dataclass(frozen=True, slots=True)
class PageCommitments:
    """The commitments of a page of text, by the id of their paragraph. False where it has none.

    `template` marks them in a paragraph, where chapters/reading/_blocks.html asks for it.
    """

    ledger: str
    by_paragraph: dict[str, list[PlacedCommitment]]
    template = "indicators/commitments/_text_with_commitments.html"

    def __bool__(self) -> bool:
        return bool(self.by_paragraph)

    def __iter__(self) -> Iterator[PlacedCommitment]:
        return (each for placed in self.by_paragraph.values() for each in placed)


@register.simple_tag
def commitments_of(plan, document, place=None):
    """Return the PageCommitments of one place's page, or of the page that holds the whole text."""
    by_paragraph: dict[str, list[PlacedCommitment]] = {}
    for placed in placed_commitments(document, plan):
        if place in (None, placed.spot.place):
            paragraph = placed.spot.own_anchor if place else placed.spot.anchor
            by_paragraph.setdefault(paragraph, []).append(placed)
    return PageCommitments(reverse("indicators:commitment_list", args=[plan.slug]), by_paragraph)


@register.simple_tag
def commitments_at_a_glance(plan):
    """Return how many commitments the plan has, how many of them lack evidence, and for some topics
    the first that it makes. One query."""
    commitments = commitments_with_evidence(plan)
    return {
        "count": len(commitments),
        "without_evidence": sum(not each.has_evidence for each in commitments),
        "by_topic": by_topic(commitments, matters_of(plan.slug))[:AT_A_GLANCE],
    }


@register.simple_tag
def runs_with_commitments(paragraph, prefix, number, commitments, notes):
    """Return the runs of a paragraph's text, with the commitments and notes that stand in it."""
    return runs_of(paragraph, commitments.by_paragraph.get(f"{prefix}p{number}", ()), notes)


def by_topic(
    commitments: Sequence[Commitment], matters: Iterable[Matter]
) -> list[tuple[Matter, Commitment]]:
    """Return each topic with the commitment that names it best: its first word before later ones.

    No commitment stands twice; a topic that no commitment is left for is left out.
    """
    first: dict[Commitment, Matter] = {}
    for topic in (matter for matter in matters if matter.kind == TOPIC):
        named = ((word, each) for word in topic.words for each in commitments)
        naming = (each for word, each in named if word in each.measure and each not in first)
        commitment = next(naming, None)
        if commitment:
            first[commitment] = topic
    return [(topic, commitment) for commitment, topic in first.items()]
