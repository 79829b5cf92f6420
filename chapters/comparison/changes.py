"""The result of a comparison, in shapes that a template prints as they are."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from chapters.comparison.character_diff import RunKind, Runs
from chapters.comparison.elements import Form
from chapters.plan.places import Place, PlaceKind, Spot

ELEMENT_WORDS = {
    Form.PARAGRAPH: "段",
    Form.SUBHEADING: "处小标题",
    Form.BOX: "处专栏边界",
    Form.FIGURE: "幅图",
    Form.FOOTNOTE: "条脚注",
    Form.INDICATOR: "项指标",
    Form.FACT: "项封面信息",
}
TABLE_WORD = "处表格内容"
HEADING_WORDS = {
    "is_added": "增加{}处标题",
    "is_deleted": "去掉{}处标题",
    "is_moved": "移动{}章节",
    "is_renumbered": "改{}处序号",
    "is_retitled": "改{}处标题",
}
PLACE_WORDS = {
    PlaceKind.PART: "{}篇的标题或篇首语",
    PlaceKind.CHAPTER: "{}章的标题或章首语",
    PlaceKind.SECTION: "{}节",
    PlaceKind.ANNEX: "{}个附件",
}
WITHOUT_PAGE = (PlaceKind.COVER, PlaceKind.INDICATORS, PlaceKind.TYPED_TEXT)


class Kind(StrEnum):
    """Change of a paragraph or a row. `MOVED` stands at the new place, `LEFT` at the old."""

    label: str

    UNCHANGED = "unchanged", "未改动"
    ADDED = "added", "新增"
    DELETED = "deleted", "删除"
    CHANGED = "changed", "修改"
    MOVED = "moved", "移动"
    LEFT = "left", "移走"
    SPLIT = "split", "拆分"
    JOINED = "joined", "合并"
    RESTYLED = "restyled", "改主题句"  # only its lead phrase

    def __new__(cls, value: str, label: str) -> "Kind":
        kind = str.__new__(cls, value)
        kind._value_, kind.label = value, label
        return kind


UNCOUNTED_KINDS = (Kind.UNCHANGED, Kind.LEFT)


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph's text, or one cell of a row under its column's label."""

    label: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class ElementChange:
    """A change of a paragraph, a row or a fact; several spots where it was split or joined."""

    kind: Kind
    form: Form
    cells: tuple[Cell, ...]
    old: tuple[Spot, ...] = ()
    new: tuple[Spot, ...] = ()
    old_lead: str = ""
    new_lead: str = ""

    @property
    def is_unchanged(self) -> bool:
        return self.kind is Kind.UNCHANGED

    @property
    def runs(self) -> Runs:
        return tuple(run for cell in self.cells for run in cell.runs)

    @property
    def note(self) -> str:
        """A few words on what the runs do not show."""
        return {
            Kind.MOVED: f"由{_labels(self.old)}移来",
            Kind.LEFT: f"移至{_labels(self.new)}",
            Kind.SPLIT: f"原{_numbers(self.old)}段拆成{len(self.new)}段",
            Kind.JOINED: f"由原{_numbers(self.old)}段合并",
            Kind.RESTYLED: f"主题句由“{self.old_lead or '无'}”改为“{self.new_lead or '无'}”",
        }.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """The changes of a place and, in reading order, of all that stands in it.

    `place` and `name` are its own in the new plan, in the old one where the new has no such place.
    """

    place: Place
    old: Place | None
    new: Place | None
    name: str
    title: Runs
    elements: tuple[ElementChange, ...]
    is_moved: bool = False

    @property
    def has_page(self) -> bool:
        """Whether the new plan has a page for it, at which `place` and the anchors point."""
        return self.new is not None and self.new.kind not in WITHOUT_PAGE

    @property
    def is_added(self) -> bool:
        return self.old is None

    @property
    def is_deleted(self) -> bool:
        return self.new is None

    @property
    def is_renumbered(self) -> bool:
        return bool(self.old and self.old.own_label != self.place.own_label)

    @property
    def is_retitled(self) -> bool:
        is_same = all(run.kind is RunKind.SAME for run in self.title)
        return bool(self.old and self.new) and not is_same

    @property
    def is_unchanged(self) -> bool:
        is_same = not self.note and not self.is_retitled
        return is_same and all(element.is_unchanged for element in self.elements)

    @property
    def note(self) -> str:
        """A few words on the place as a whole, "" where it stayed."""
        if self.is_added:
            return "新增"
        if self.is_deleted:
            return "删除"
        if self.is_moved and self.old:
            return f"由{self.old.label}移来"
        return f"原为{self.old.own_label}" if self.old and self.is_renumbered else ""

    @property
    def stretches(self) -> Iterator[tuple[bool, list[ElementChange]]]:
        """Neighbouring changes that are all unchanged (True: to be folded), or all not."""
        groups = groupby(self.elements, key=lambda element: element.is_unchanged)
        return ((is_unchanged, list(elements)) for is_unchanged, elements in groups)

    @property
    def inserted(self) -> int:
        return self._characters(RunKind.INSERTED)

    @property
    def deleted(self) -> int:
        return self._characters(RunKind.DELETED)

    def _characters(self, kind: RunKind) -> int:
        runs = [*self.title, *(run for element in self.elements for run in element.runs)]
        return sum(run.size for run in runs if run.kind is kind)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every place of either plan in reading order, unchanged ones too."""

    places: tuple[PlaceChange, ...]

    @property
    def changes(self) -> tuple[PlaceChange, ...]:
        return tuple(place for place in self.places if not place.is_unchanged)

    @property
    def is_empty(self) -> bool:
        return not self.changes

    @property
    def inserted(self) -> int:
        return sum(place.inserted for place in self.places)

    @property
    def deleted(self) -> int:
        return sum(place.deleted for place in self.places)

    @property
    def summary(self) -> str:
        """One line: 改动3节：新增2段，删除1段，修改4段，新增56字，删除12字."""
        if self.is_empty:
            return "没有改动"
        where = "、".join(_places_in_words(self.changes))
        what = [
            *_headings_in_words(self.changes),
            *_elements_in_words(self.changes),
            *([f"新增{self.inserted}字"] if self.inserted else []),
            *([f"删除{self.deleted}字"] if self.deleted else []),
        ]
        return f"改动{where}：{'，'.join(what)}"


def _places_in_words(changes: tuple[PlaceChange, ...]) -> Iterator[str]:
    kinds = Counter(change.place.kind for change in changes)
    yield from (change.name for change in changes if not change.place.numbers)
    for kind, words in PLACE_WORDS.items():
        if kinds[kind]:
            yield words.format(kinds[kind])


def _headings_in_words(changes: tuple[PlaceChange, ...]) -> Iterator[str]:
    for attribute, words in HEADING_WORDS.items():
        number = sum(getattr(change, attribute) for change in changes)
        if number:
            yield words.format(number)


def _elements_in_words(changes: tuple[PlaceChange, ...]) -> Iterator[str]:
    counts = Counter(
        (element.kind, ELEMENT_WORDS.get(element.form, TABLE_WORD))
        for change in changes
        for element in change.elements
    )
    for word in (*ELEMENT_WORDS.values(), TABLE_WORD):
        for kind in Kind:
            if kind not in UNCOUNTED_KINDS and counts[kind, word]:
                yield f"{kind.label}{counts[kind, word]}{word}"


def _labels(spots: tuple[Spot, ...]) -> str:
    return "、".join(spot.label for spot in spots)


def _numbers(spots: tuple[Spot, ...]) -> str:
    return "、".join(f"第{spot.number}" for spot in spots)
