"""Search index of an edition: the items of its text, and those that other apps add.

An app above this one calls `register`, so that chapters need not import it.
"""

from collections.abc import Callable, Iterable, Iterator

from chapters.finding import search
from chapters.finding.search import Entry, Item
from chapters.models import Edition
from chapters.plan.blocks import Box, Figure, Paragraph, Subheading, walk
from chapters.plan.document import Document
from chapters.plan.passages import PlaceText, block_texts
from chapters.plan.places import Spot
from chapters.plan.tables import IndicatorTable, Table
from chapters.reading.addresses import place_url
from tanggu_plan.serving.url_prefix import kept_per_prefix

HEADING, PARAGRAPH, LEAD_PHRASE, TABLE = "标题", "正文", "主题句", "表格"
NOTE, BOX, FIGURE = "脚注", "专栏", "图"
OTHERS = {Subheading: HEADING, Box: BOX, Figure: FIGURE}
CELL_BORDER = " ｜ "  # so that no word runs over two cells

Source = Callable[[Edition], Iterable[Item]]
_sources: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """Add items of that kind to every edition; `source` is asked anew for each search."""
    _sources[kind] = source


def kinds(edition: Edition) -> list[str]:
    """Return the kinds of what can be found, those that few plans have only where this one does."""
    found = {entry.item.kind for entry in text_entries(edition.plan.slug, edition.document_json)}
    rare = [kind for kind in (BOX, FIGURE, NOTE) if kind in found]
    return [HEADING, PARAGRAPH, LEAD_PHRASE, TABLE, *rare, *_sources]


def entries_of(edition: Edition) -> tuple[Entry, ...]:
    """Return all that can be found in the edition, its text in printed order first."""
    added = (item for source in _sources.values() for item in source(edition))
    return text_entries(edition.plan.slug, edition.document_json) + search.index(added)


@kept_per_prefix
def text_entries(plan_slug: str, document_json: str) -> tuple[Entry, ...]:
    """Return the entries of a frozen text, made once in each process."""
    return search.index(text_items(plan_slug, Document.from_json(document_json)))


def text_items(plan_slug: str, document: Document) -> Iterator[Item]:
    """Yield every heading, paragraph, lead phrase and table row in printed order."""
    path: tuple[str, ...] = ()
    for text in document.places():
        place = text.place
        path = (*path[:1], text.heading) if place.above else (text.heading,)
        address = place_url(plan_slug, place)
        yield Item(HEADING, text.heading, address, path, chapter=place.chapter)
        for kind, words, anchor, name in _parts(document, text):
            is_part = kind == LEAD_PHRASE
            yield Item(kind, words, f"{address}#{anchor}", path, name, place.chapter, is_part)


def _parts(document: Document, text: PlaceText):
    """Yield (kind, words, anchor, name) of all that stands at a place below its heading."""
    for item in walk(text.blocks):
        block = item.block
        if isinstance(block, Table | IndicatorTable):
            yield from ((TABLE, words, item.anchor, "") for words in _table_texts(document, block))
        elif isinstance(block, Paragraph):
            name = Spot(text.place, item.number).own_label
            yield PARAGRAPH, block.text, item.anchor, name
            if block.lead_phrase:
                yield LEAD_PHRASE, block.lead_phrase, item.anchor, name
            yield from ((NOTE, note.text, item.anchor, name) for note in block.footnotes)
        else:
            kind = OTHERS[type(block)]
            yield from ((kind, words, item.anchor, "") for words in block_texts(block) if words)


def _table_texts(document: Document, table: Table | IndicatorTable) -> Iterator[str]:
    """Yield the rows of a table, without indicators that are its rows: those have a page each."""
    grid = document.grid(table)
    if table.caption:
        yield table.caption
    yield from (CELL_BORDER.join(row) for row in grid.headers)
    if isinstance(table, Table) or table.has_own_columns:
        yield from (CELL_BORDER.join(row) for row in grid.rows)
    yield from table.notes
