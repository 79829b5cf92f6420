"""Matters that readers look a plan through for: topics, compounds, places, bodies; quoted terms.

The terms are what the text itself puts in quotation marks. The other matters are named with the
words they go by in fixtures/*<plan>.matters.csv; a matter's number is its address and stays.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from chapters.finding import search
from chapters.finding.entries import HEADING, PARAGRAPH, text_entries
from chapters.finding.search import Entry, Hit, Item
from chapters.models import Edition
from tanggu_plan.serving.url_prefix import kept_per_prefix
from tanggu_plan.text.csv_files import read_csv
from tanggu_plan.text.refusals import refused_file

COLUMNS = ["编号", "类别", "名称", "词语"]
TOPIC = "主题"  # the kind of what residents ask about; the others are names
BETWEEN_WORDS = "、"
QUOTED = re.compile(r"“([^“”]+)”"), re.compile(r"‘([^‘’]+)’")


@dataclass(frozen=True, slots=True)
class Matter:
    number: int
    kind: str
    name: str
    words: tuple[str, ...]

    def hits(self, entries: Iterable[Entry]) -> list[Hit]:
        """Return the items that mention the matter by any of its words."""
        words = (search.normalise(word).text for word in self.words)
        return search.find(entries, tuple(dict.fromkeys(filter(None, words))), has=any)


@dataclass(frozen=True, slots=True)
class Term:
    """A term that the plan puts in quotation marks; an item stands once for each time it does."""

    text: str
    items: tuple[Item, ...]


def matters_of(plan_slug: str) -> tuple[Matter, ...]:
    """Return the plan's matters in the order of its file, none where it has no file."""
    path = next(settings.FIXTURES_DIR.glob(f"*{plan_slug}.matters.csv"), None)
    return read(path) if path else ()


@lru_cache(maxsize=16)
def read(path: Path) -> tuple[Matter, ...]:
    """Read a list of matters. Raises Refused for the whole file on the first fault."""
    matters: dict[int, Matter] = {}
    for row in read_csv(path.read_bytes(), COLUMNS, example="请照别的规划的文件来写。"):
        number, kind, name, listed = (row.cells[column] for column in COLUMNS)
        words = tuple(filter(None, listed.split(BETWEEN_WORDS)))
        if not (number.isdecimal() and int(number) and kind and name and words):
            raise refused_file("编号须是正整数，类别、名称和词语都要填。", row.number)
        matter = Matter(int(number), kind, name, words)
        if matters.setdefault(matter.number, matter) is not matter:
            raise refused_file(f"{matter.number}用过了，请换一个。", row.number, "编号")
    return tuple(matters.values())


def mentioned_matters(edition: Edition) -> tuple[tuple[Matter, int], ...]:
    """Return the plan's matters that the edition's text mentions, with how often."""
    slug = edition.plan.slug
    return _mentioned(matters_of(slug), slug, edition.document_json)


def terms_of(edition: Edition) -> tuple[Term, ...]:
    """Return the terms that the edition's headings and paragraphs put in quotation marks.

    Sorted by GB 18030, where common characters stand in the order of their pinyin.
    """
    return _terms(edition.plan.slug, edition.document_json)


@kept_per_prefix
def _mentioned(matters, plan_slug, document_json):
    entries = text_entries(plan_slug, document_json)
    counted = ((matter, sum(hit.count for hit in matter.hits(entries))) for matter in matters)
    return tuple((matter, count) for matter, count in counted if count)


@kept_per_prefix
def _terms(plan_slug, document_json):
    found: dict[str, list[Item]] = {}
    for item in (entry.item for entry in text_entries(plan_slug, document_json)):
        if item.kind in (HEADING, PARAGRAPH):
            for text in (text for quoted in QUOTED for text in quoted.findall(item.text)):
                found.setdefault(text, []).append(item)
    ordered = sorted(found, key=lambda text: text.encode("gb18030"))
    return tuple(Term(text, tuple(found[text])) for text in ordered)
