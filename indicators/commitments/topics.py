"""What a plan promises on the topics that residents look for."""

from collections.abc import Iterable, Sequence

from chapters.finding.matters import TOPIC, Matter
from indicators.models import Commitment


def by_topic(
    commitments: Sequence[Commitment], matters: Iterable[Matter]
) -> list[tuple[Matter, Commitment]]:
    """Return each topic with the promise that names it best: its first word before later ones.

    No promise stands twice; a topic that no promise is left for is left out.
    """
    first: dict[Commitment, Matter] = {}
    for topic in (matter for matter in matters if matter.kind == TOPIC):
        named = ((word, each) for word in topic.words for each in commitments)
        naming = (each for word, each in named if word in each.measure and each not in first)
        promise = next(naming, None)
        if promise:
            first[promise] = topic
    return [(topic, promise) for promise, topic in first.items()]
