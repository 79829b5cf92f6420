"""The marks of points and the legend that names them. No mark differs by its colour alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators.charts.points import Point
from indicators.charts.scales import WIDTH, width_of

SAMPLE_WIDTH, LINE_WIDTH = 22, 40
START, GAP, LINE_HEIGHT = 10, 14, 28
KEY_NAMES = {
    "base": "基期值",
    "measured": "监测值",
    "preliminary": "初步",
    "revised": "修订",
    "target": "目标",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot: one of KEY_NAMES."""

    shape: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: a sample, a mark or the dashed line (path), and its name."""

    shape: str
    text: str
    x: float
    y: float

    @property
    def mark(self) -> Mark:
        return Mark(self.shape, self.x, self.y - 6)

    @property
    def line_end(self) -> float:
        return self.x + LINE_WIDTH - 14

    @property
    def text_x(self) -> float:
        return self.x + _sample_width(self.shape) - 6

    @property
    def width(self) -> float:
        return _sample_width(self.shape) + width_of(self.text)


def shape_of(point: Point) -> str:
    """Return which mark a point gets."""
    if point.is_preliminary:
        return "preliminary"
    if point.is_revised:
        return "revised"
    return "measured" if point.is_measured else point.role.name.lower()


def legend(points: Iterable[Point], first_y: float, path: str = "") -> Iterator[Key]:
    """Yield the keys of the points' shapes and of the path, in as many lines as they take."""
    drawn = {shape_of(point) for point in points}
    entries = [(shape, name) for shape, name in KEY_NAMES.items() if shape in drawn]
    x: float = START
    y = first_y
    for shape, text in [*entries, ("path", path)] if path else entries:
        key = Key(shape, text, x, y)
        if x > START and x + key.width > WIDTH:
            x, y = START, y + LINE_HEIGHT
            key = Key(shape, text, x, y)
        yield key
        x += key.width + GAP


def _sample_width(shape):
    return LINE_WIDTH if shape == "path" else SAMPLE_WIDTH
