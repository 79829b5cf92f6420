"""Sequence alignment: common runs in order, and similarity by shared bigrams."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import chain, pairwise

EXACT_CELLS = 1_000  # below, the longest common subsequence decides without anchors
MOST_CELLS = 100_000_000  # above, a stretch without anchors counts as wholly different
WIDELY_HELD = 12  # a gram that more items hold says nothing about which one is meant
NEAREST = 3
REWORKED = 0.25  # alike enough to have become one another where the order speaks for it too

Block = tuple[int, int, int]
Grams = frozenset[str]
Items = str | tuple[Hashable, ...]
Sizes = tuple[int, ...]


def matching_blocks(old: Items, new: Items, anchor_sizes: Sizes = (1,)) -> list[Block]:
    """Return (i, j, n) where old[i:i+n] == new[j:j+n]: in order, disjoint, as long as they go.

    Both are strings or both are tuples. Runs of the given sizes that occur once on each side
    are fixed first, larger ones before smaller: that keeps what reads as one piece together,
    and keeps long inputs fast.
    """
    blocks: list[Block] = []
    for i, j, n in _equal_runs(old, new, 0, 0, anchor_sizes):
        if blocks and blocks[-1][0] + blocks[-1][2] == i and blocks[-1][1] + blocks[-1][2] == j:
            start_i, start_j, length = blocks.pop()
            blocks.append((start_i, start_j, length + n))
        else:
            blocks.append((i, j, n))
    return blocks


def gaps(old: Items, new: Items, anchor_sizes: Sizes = (1,)) -> Iterator[tuple[int, int, int, int]]:
    """Yield (i, i_end, j, j_end) where old[i:i_end] became new[j:j_end], all that is not equal."""
    i = j = 0
    for a, b, n in [*matching_blocks(old, new, anchor_sizes), (len(old), len(new), 0)]:
        if a > i or b > j:
            yield i, a, j, b
        i, j = a + n, b + n


def _equal_runs(old: Items, new: Items, i: int, j: int, sizes: Sizes) -> Iterator[Block]:
    head = _common_head(old, new)
    old, new = old[head:], new[head:]
    tail = _common_head(old[::-1], new[::-1])
    old, new = old[: len(old) - tail], new[: len(new) - tail]
    if head:
        yield i, j, head
    yield from _equal_inside(old, new, i + head, j + head, sizes)
    if tail:
        yield i + head + len(old), j + head + len(new), tail


def _common_head(old: Items, new: Items) -> int:
    shorter = min(len(old), len(new))
    return next((k for k, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), shorter)


def _equal_inside(old: Items, new: Items, i: int, j: int, sizes: Sizes) -> Iterator[Block]:
    cells = len(old) * len(new)
    if sizes and cells > EXACT_CELLS:
        yield from _between_anchors(old, new, i, j, sizes)
    elif cells <= MOST_CELLS:
        yield from ((i + a, j + b, 1) for a, b in _longest_common_subsequence(old, new))


def _between_anchors(old: Items, new: Items, i: int, j: int, sizes: Sizes) -> Iterator[Block]:
    size, smaller = sizes[0], sizes[1:]
    p = q = 0
    for a, b in _anchors(old, new, size):
        known = p - a  # how far the last anchor reached into this one
        if known > 0 or q > b:
            if p - a == q - b:
                yield i + p, j + q, size - known
                p, q = a + size, b + size
            continue
        yield from _equal_runs(old[p:a], new[q:b], i + p, j + q, smaller)
        yield i + a, j + b, size
        p, q = a + size, b + size
    yield from _equal_runs(old[p:], new[q:], i + p, j + q, smaller)


def _anchors(old: Items, new: Items, size: int) -> list[tuple[int, int]]:
    """Pair the positions of runs that occur once on each side, as many as stay in order."""
    in_new = _positions_of_unique(new, size)
    pairs = [
        (a, in_new[run]) for run, a in _positions_of_unique(old, size).items() if run in in_new
    ]
    return [pairs[k] for k in longest_increasing([b for _, b in pairs])]


def _positions_of_unique(items: Items, size: int) -> dict[Hashable, int]:
    runs = [items[k : k + size] for k in range(len(items) - size + 1)]
    counts = Counter(runs)
    return {run: k for k, run in enumerate(runs) if counts[run] == 1}


def _longest_common_subsequence(old: Items, new: Items) -> list[tuple[int, int]]:
    """Return index pairs of a longest common subsequence.

    Bit-parallel (Hyyrö 2004): a row of the table is one integer, a zero bit is a step up.
    """
    row = full = (1 << len(old)) - 1
    places: dict[Hashable, int] = defaultdict(int)
    for i, item in enumerate(old):
        places[item] |= 1 << i
    rows = []
    for item in new:
        hits = row & places.get(item, 0)
        row = (row + hits | row - hits) & full
        rows.append(row)
    return _walk_back(rows, len(old))


def _walk_back(rows: list[int], i: int) -> list[tuple[int, int]]:
    pairs = []
    j = len(rows)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
        elif j > 1 and not rows[j - 2] >> (i - 1) & 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def longest_increasing(values: Sequence[int]) -> list[int]:
    """Return the indices of a longest strictly increasing subsequence."""
    ends: list[int] = []  # the smallest value that ends a subsequence of each length
    holders: list[int] = []
    previous: list[int] = []
    for k, value in enumerate(values):
        length = bisect_left(ends, value)
        previous.append(holders[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        holders[length : length + 1] = [k]
    indices = []
    k = holders[-1] if holders else -1
    while k >= 0:
        indices.append(k)
        k = previous[k]
    return indices[::-1]


def grams(text: str) -> Grams:
    """Return the pairs of neighbouring characters, by which likeness is measured."""
    return frozenset(map("".join, pairwise(text))) or frozenset([text])


def likeness(old: Grams, new: Grams) -> float:
    """Return 0 (nothing in common) to 1 (the same grams)."""
    return 2 * len(old & new) / (len(old) + len(new)) if old or new else 0.0


def nearest(olds: Mapping[int, Grams], news: Mapping[int, Grams]) -> set[tuple[int, int]]:
    """Return pairs of keys worth a closer look: each item with the few that share most with it."""
    holders = _holders(news)
    of_old, of_new = defaultdict(list), defaultdict(list)
    for i, own in olds.items():
        shared = Counter(chain.from_iterable(holders.get(gram, ()) for gram in own))
        for j, number in shared.items():
            of_old[i].append((-number, i, j))
            of_new[j].append((-number, i, j))
    rankings = chain(of_old.values(), of_new.values())
    return {(i, j) for ranking in rankings for _, i, j in nsmallest(NEAREST, ranking)}


def _holders(items: Mapping[int, Grams]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for j, own in items.items():
        for gram in own:
            holders[gram].append(j)
    return {gram: held for gram, held in holders.items() if len(held) <= WIDELY_HELD}
