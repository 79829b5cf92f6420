"""Numbers laid over a drawing. Lengths are units of the SVG's view box, about one CSS pixel on a
narrow phone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.progress.arithmetic import completion

WIDTH = 320
LEFT, RIGHT = 14, 306
BASE_RADIUS, TARGET_RADIUS = 6, 10
SIGN_WIDTH, DIGIT_WIDTH = 18, 10.5
LABEL_LENGTH = 24  # signs that fit across the drawing; most of a label is digits


@dataclass(frozen=True, slots=True)
class Scale:
    """The stretch of numbers that a chart spans, laid from start to end of the drawing."""

    low: Decimal
    high: Decimal
    start: float = LEFT
    end: float = RIGHT

    def share(self, value: Decimal) -> Decimal:
        """The value's position along the stretch: 0 at low, 1 at high."""
        return completion(self.low, self.high, value) or Decimal(0)

    def place(self, value: Decimal) -> float:
        return round(self.start + float(self.share(value)) * (self.end - self.start), 1)

    @property
    def zero(self) -> float:
        return self.place(Decimal(0))

    def with_room(self, parts: int = 40) -> list[float]:
        """Return the stretch for plotly, with room for a dot at either end: so many parts more."""
        room = (self.high - self.low) / parts or Decimal(1)
        return [float(self.low - room), float(self.high + room)]

    def anchor(self, value: Decimal) -> str:
        """The end of a label to hang at the value so that it stays inside the drawing."""
        share = self.share(value)
        return "start" if share < Decimal("0.3") else "end" if share > Decimal("0.7") else "middle"


def from_zero(values: Iterable[Decimal | None], start: float = LEFT, end: float = RIGHT) -> Scale:
    """Return the scale that holds the values and zero: no axis of ours is cut off."""
    held = [Decimal(0), *(value for value in values if value is not None)]
    return Scale(min(held), max(held), start, end)


def shortened(text: str, length: int) -> str:
    """Return the text cut to length with an ellipsis; the table beside a chart has it whole."""
    return text if len(text) <= length else text[: length - 1] + "…"


def width_of(text: str) -> float:
    """Return about how wide the text is drawn: a Chinese sign is as wide as it is high."""
    return sum(DIGIT_WIDTH if sign.isascii() else SIGN_WIDTH for sign in text)
