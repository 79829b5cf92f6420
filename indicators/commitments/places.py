"""Spots of a commitment's words in a Document."""

from collections.abc import Iterator
from dataclasses import dataclass

from chapters.plan.document import Document
from chapters.plan.places import Spot
from indicators.models import Commitment


def spots_of(document: Document, words: str) -> Iterator[tuple[Spot, int]]:
    """Yield each spot of the words in printed order, with the character they start at there.

    None runs across two paragraphs.
    """
    for text in document.places():
        for spot, paragraph in text.paragraphs():
            start = paragraph.text.find(words)
            while start >= 0:
                yield spot, start
                start = paragraph.text.find(words, start + len(words))


def spot_of(document: Document, words: str) -> Spot | None:
    """Return where the words stand first, None where the document does not have them."""
    return next((spot for spot, _ in spots_of(document, words)), None)


@dataclass(frozen=True, slots=True)
class PlacedCommitment:
    """A commitment at its spot: the character ranges of its quote and anchor in the paragraph."""

    commitment: Commitment
    spot: Spot
    start: int

    @property
    def number(self) -> int:
        return self.commitment.number

    @property
    def quote(self) -> range:
        return range(self.start, self.start + len(self.commitment.quote))

    @property
    def anchor(self) -> range:
        start = self.start + self.commitment.quote.index(self.commitment.anchor)
        return range(start, start + len(self.commitment.anchor))
