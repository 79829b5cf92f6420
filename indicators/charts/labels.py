"""Label placement: values beside their dots, so that no text covers a dot or a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators.charts.scales import LABEL_LENGTH, WIDTH, shortened, width_of

ABOVE, BELOW, FAR_ABOVE, FAR_BELOW = -15, 27, -36, 48  # of the baseline from the dot
DOT_ROOM = 9
ASCENT, DESCENT = 15, 3


@dataclass(frozen=True, slots=True)
class Label:
    """A text whose middle is at x and whose baseline is at y, beside its dot."""

    x: float
    y: float
    text: str
    dot: tuple[float, float]

    @property
    def box(self) -> tuple[float, float, float, float]:
        half = width_of(self.text) / 2
        return self.x - half, self.y - ASCENT, self.x + half, self.y + DESCENT


def place_labels(
    wanted: Iterable[tuple[float, float, str]],
    dots: Iterable[tuple[float, float]],
    top: float,
    bottom: float,
) -> list[Label]:
    """Return the labels of the dots at (x, y) that find room, those first in order first served.

    What finds none is left out: the table beside the chart has every value.
    """
    taken = [(x - DOT_ROOM, y - DOT_ROOM, x + DOT_ROOM, y + DOT_ROOM) for x, y in dots]
    placed = []
    for x, y, text in wanted:
        fitting = (
            label
            for label in _candidates(x, y, shortened(text, LABEL_LENGTH))
            if top <= label.box[1]
            and label.box[3] <= bottom
            and not any(_overlap(label.box, box) for box in taken)
        )
        if label := next(fitting, None):
            placed.append(label)
            taken.append(label.box)
    return placed


def _candidates(x, y, text) -> Iterator[Label]:
    half = width_of(text) / 2
    middle = round(min(max(x, half), WIDTH - half), 1)
    for offset in (ABOVE, BELOW, FAR_ABOVE, FAR_BELOW):
        yield Label(middle, round(y + offset, 1), text, (x, y))


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
