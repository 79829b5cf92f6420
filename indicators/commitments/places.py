"""Where the words of a commitment stand in a Document. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from chapters.plan.blocks import Paragraph
from chapters.plan.document import Document
from chapters.plan.places import Place, blocks_of, reading_order


@dataclass(frozen=True, slots=True)
class Spot:
    """Words in a paragraph: `number` is the paragraph's as in #p2, `start` the first sign's."""

    place: Place
    number: int
    paragraph: Paragraph
    start: int

    @property
    def label(self) -> str:
        """第五章第二节第1段."""
        return f"{self.place.full_label or self.place.title}第{self.number}段"


def spots_of(document: Document, words: str) -> Iterator[Spot]:
    """Yield every spot of the words in printed order, none across two paragraphs."""
    for place in reading_order(document):
        paragraphs = (b for b in blocks_of(document, place) if isinstance(b, Paragraph))
        for number, paragraph in enumerate(paragraphs, 1):
            start = paragraph.text.find(words)
            while start >= 0:
                yield Spot(place, number, paragraph, start)
                start = paragraph.text.find(words, start + len(words))


def spot_of(document: Document, words: str) -> Spot | None:
    """Return where the words stand first, None where the document does not have them."""
    return next(spots_of(document, words), None)


@dataclass(frozen=True, slots=True)
class PlacedCommitment:
    """A commitment at its spot: the character ranges of its quote and anchor in the paragraph."""

    commitment: object
    spot: Spot

    @property
    def number(self) -> int:
        return self.commitment.number

    @property
    def quote(self) -> range:
        return range(self.spot.start, self.spot.start + len(self.commitment.quote))

    @property
    def anchor(self) -> range:
        start = self.spot.start + self.commitment.quote.index(self.commitment.anchor)
        return range(start, start + len(self.commitment.anchor))
