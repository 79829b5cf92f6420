"""Full-text search: words in paragraphs, headings, table rows, whatever has a text.

Exact, and blind only to what a reader does not mean: width, case, traditional or simplified
characters, white space beside Chinese, and what cannot be seen.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tanggu_plan.text.simplified import simplified
from tanggu_plan.text.unseen import IGNORED_BY_SEARCH

FIRST_CHINESE = "\u2e80"  # the first of the CJK blocks
PHRASE_OR_WORD = re.compile(r'"([^"]+)"(?!\S)|“([^”]+)”(?!\S)|(\S+)')
QUOTES = set('"“”')
SENTENCE = re.compile(r"[^。！？]*[。！？]?[”’）》]*")
SHORT = 160
LONGEST_PART = 10

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """A text that can be found as a whole, and where readers find it.

    `path` names what it stands in, outermost first; `name` itself there: 第3段. A part is contained
    in another item, so that it is found only when its kind is asked for.
    """

    kind: str
    text: str
    address: str
    path: tuple[str, ...]
    name: str = ""
    chapter: int | None = None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Normal:
    """A text as it is compared; the character at i is that of `origins[i]` in the original."""

    text: str
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    item: Item
    normal: Normal


@dataclass(frozen=True, slots=True)
class Hit(Entry):
    """An item that has the words, as `normalise` gives them."""

    words: tuple[str, ...]

    @property
    def count(self) -> int:
        """The number of occurrences; where they overlap, the stretch counts once."""
        if len(self.words) == 1:
            return self.normal.text.count(self.words[0])
        return len(_stretches(self.normal.text, self.words))

    @property
    def spans(self) -> list[Span]:
        """The occurrences as (start, end) in the item's text, ascending, none overlapping."""
        origins = self.normal.origins
        return [
            (origins[start], origins[end - 1] + 1)
            for start, end in _stretches(self.normal.text, self.words)
        ]

    @property
    def found(self) -> list[str]:
        """The words as this item writes them, each once."""
        return list(dict.fromkeys(self.item.text[start:end] for start, end in self.spans))


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_marked: bool = False


def without_unseen(text: str) -> str:
    """Return the text without what cannot be seen; white space becomes spaces."""
    spaced = "".join(" " if character.isspace() else character for character in text)
    return IGNORED_BY_SEARCH.sub("", spaced)


def normalise(text: str) -> Normal:
    """Return the text as it is compared. A stretch of it is normalised to a stretch of that."""
    letters: list[str] = []
    origins: list[int] = []
    gap = None
    for at, character in enumerate(text):
        for letter in _fold(character):
            if letter == " ":
                gap = at if gap is None else gap
                continue
            if gap is not None and letters and max(letters[-1], letter) < FIRST_CHINESE:
                letters.append(" ")
                origins.append(gap)
            gap = None
            letters.append(letter)
            origins.append(at)
    return Normal("".join(letters), tuple(origins))


def parse(query: str) -> tuple[str, ...]:
    """Return what has to be found: words between spaces, and whole what stands in quotes."""
    asked = (match[match.lastindex or 0] for match in PHRASE_OR_WORD.finditer(query))
    normal = (normalise(words).text for words in asked)
    return tuple(dict.fromkeys(filter(None, normal)))


def in_quotes(query: str) -> str:
    """Return what was asked for as others quote it: as it is where it brings quotes of its own."""
    return query if QUOTES & set(query) else f"“{query}”"


def index(items: Iterable[Item]) -> tuple[Entry, ...]:
    """Prepare items for any number of searches."""
    return tuple(Entry(item, normalise(item.text)) for item in items)


def find(
    entries: Iterable[Entry],
    words: tuple[str, ...],
    *,
    kind: str = "",
    chapter: int | None = None,
    has: Callable[[Iterator[bool]], bool] = all,
) -> list[Hit]:
    """Return the items that have all of the words, or `any`, in the order given."""
    return [
        Hit(entry.item, entry.normal, words)
        for entry in entries
        if (entry.item.kind == kind if kind else not entry.item.is_part)
        and chapter in (None, entry.item.chapter)
        and words
        and has(word in entry.normal.text for word in words)
    ]


def parts_found(entries: tuple[Entry, ...], word: str) -> list[str]:
    """Return the longest stretches of a word, from its beginning on, that can be found.

    Of two to LONGEST_PART characters, of which two are letters or digits; none where nothing of it
    is there, or where all of it is.
    """
    texts = [entry.normal.text for entry in entries]
    parts, start = [], 0
    while start < len(word) - 1:
        ends = range(min(len(word), start + LONGEST_PART), start + 1, -1)
        found = (end for end in ends if any(word[start:end] in text for text in texts))
        end = next(found, None)
        if end:
            parts.append(word[start:end])
        start = end or start + 1
    return [part for part in parts if part != word and sum(map(str.isalnum, part)) > 1]


def snippet(hit: Hit, *, around: int = 28, most: int = 3) -> list[Piece]:
    """Return the first occurrences with some text around them, what is left out as ……."""
    windows = _joined((max(0, start - around), end + around) for start, end in hit.spans)
    return _cut(hit, windows[:most])


def excerpt(hit: Hit) -> list[Piece]:
    """Return every sentence that has an occurrence."""
    spans = hit.spans
    sentences = (match.span() for match in SENTENCE.finditer(hit.item.text) if match.group())
    windows = (
        (start, end)
        for start, end in sentences
        if any(start < last and first < end for first, last in spans)
    )
    return _cut(hit, _joined(windows))


@lru_cache(maxsize=20_000)
def _fold(character: str) -> str:
    """Return what a character is compared by: "" for what cannot be seen, " " for white space."""
    if character.isspace():
        return " "
    if IGNORED_BY_SEARCH.match(character):
        return ""
    plain = unicodedata.normalize("NFKC", character).casefold()
    return "".join(simplified().get(letter, letter) for letter in plain)


def _stretches(text: str, words: tuple[str, ...]) -> list[Span]:
    """Return where the words occur in a normalised text; overlapping ones are one stretch."""
    found = sorted(match.span() for word in words for match in re.finditer(re.escape(word), text))
    return _joined(found, touching=False)


def _joined(stretches: Iterable[Span], *, touching: bool = True) -> list[Span]:
    """Join ascending stretches that overlap, or touch."""
    joined: list[Span] = []
    for start, end in stretches:
        if joined and start < joined[-1][1] + touching:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _cut(hit: Hit, windows: list[Span]) -> list[Piece]:
    """Return the windows of the item's text, or all of a short one, as pieces, spans marked."""
    text, end = hit.item.text, 0
    pieces: list[Piece] = []
    for start, stop in windows if len(text) > SHORT else [(0, len(text))]:
        if start > end:
            pieces.append(Piece("……"))
        at = start
        for first, last in hit.spans:
            if first < stop and last > start:
                pieces += [Piece(text[at:first]), Piece(text[max(first, at) : last], True)]
                at = last
        pieces.append(Piece(text[at:stop]))
        end = stop
    if end < len(text):
        pieces.append(Piece("……"))
    return [piece for piece in pieces if piece.text]
