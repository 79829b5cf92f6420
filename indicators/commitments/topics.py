"""Commitments by the topics that residents look for."""

from collections.abc import Iterable, Sequence

from chapters.finding.matters import TOPIC, Matter
from indicators.models import Commitment


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
