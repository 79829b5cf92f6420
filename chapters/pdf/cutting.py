"""Chapters cut from the plan's PDF: their pages as printed, tagged, in a file of their own.

Nothing is set anew, so a cut takes some hundredths of a second, and equal files give equal cuts.
"""

import io
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, String

from chapters.pdf.tagging import CELLS
from chapters.pdf.writing import write

METHOD = 1  # counts up when cuts of the same file change
CHAPTER = re.compile("c([1-9][0-9]*)")
HEADING = re.compile("/H([1-6])")
FONT = re.compile(rb"/(\S+)\s+[-\d.]+\s+Tf\b")
OUTSIDE = Name.Sect  # the page that says which edition it is


def cutter() -> str:
    """Return what makes the cuts here, for the row of a file."""
    return f"cutting {METHOD}；pikepdf {version('pikepdf')}；deflate {version('deflate')}"


def chapters_in(pdf: bytes) -> list[int]:
    """Return the numbers of the chapters that a plan's PDF holds."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = (CHAPTER.fullmatch(name) for name in _destinations(opened))
        return sorted(int(match[1]) for match in names if match)


def cut(pdf: bytes, chapter: int) -> bytes:
    """Return a chapter as a PDF/A-3a that is a PDF/UA-1 as well.

    Raises KeyError where the file has no such chapter.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        title = _keep_pages(opened, chapter)
        _prune_structure(opened)
        _drop_unused_fonts(opened)
        _name(opened, title)
        needed = io.BytesIO()
        opened.save(needed, compress_streams=False, static_id=True)
    with pikepdf.open(needed) as renumbered:
        return write(renumbered)


def _keep_pages(pdf: Pdf, chapter: int) -> str:
    """Leave a chapter's pages, bookmarks and destinations; return the title in its bookmark."""
    positions = {_number(page.obj): at for at, page in enumerate(pdf.pages)}
    starts = {name: positions[_number(at[0])] for name, at in _destinations(pdf).items()}
    start = starts[f"c{chapter}"]
    with pdf.open_outline() as outline:
        items = [(positions[_page_number(item)], item) for item in _below(outline.root)]
        chapter_item = next(item for at, item in items if at == start)
        own = [id(item) for item in _below(chapter_item.children)]
        later = [at for at, item in items if at > start and id(item) not in own]
        outside = [at for at in _pages_outside(pdf, positions) if at > start]
        end = min([*later, *outside, len(positions)])
        outline.root[:] = [chapter_item]
    _drop_attachments(pdf)
    kept = {
        name: at
        for name, at in _destinations(pdf).items()
        if start <= positions[_number(at[0])] < end
    }
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([each for pair in kept.items() for each in _entry(*pair)]))
    )
    del pdf.pages[end:]
    del pdf.pages[:start]
    for page in pdf.pages:
        _drop_links_elsewhere(page, kept)
    return str(chapter_item.title)


def _number(known: Object) -> tuple[int, int]:
    """Return by what number and generation the file knows an object."""
    number, generation = known.objgen
    return number, generation


def _below(items: Iterable[OutlineItem]) -> Iterator[OutlineItem]:
    """Yield bookmarks as printed, each before those below it."""
    for item in items:
        yield item
        yield from _below(item.children)


def _page_number(item: OutlineItem) -> tuple[int, int]:
    """Return the number of the page that a bookmark leads to."""
    if not isinstance(item.destination, Array):
        raise KeyError(item.title)
    return _number(item.destination[0])


def _destinations(pdf: Pdf) -> dict[str, Object]:
    names = pdf.Root.Names.Dests.Names
    return {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}


def _entry(name: str, destination: Object) -> tuple[String, Object]:
    return String(name), destination


def _pages_outside(pdf: Pdf, positions: dict[tuple[int, int], int]) -> Iterator[int]:
    """Yield the pages that belong to no chapter, though no bookmark says so."""
    for element in _kids(_document_element(pdf)):
        if element.S == OUTSIDE:
            yield positions[_number(element.Pg)]


def _drop_attachments(pdf: Pdf) -> None:
    """The plan's data is attached to the whole plan only."""
    for key in ("/AF", "/PageMode"):
        if key in pdf.Root:
            del pdf.Root[key]


def _drop_links_elsewhere(page: Page, kept: Iterable[str]) -> None:
    """Take away links to what is not in the file; their text stays."""
    if "/Annots" not in page:
        return
    page.Annots = Array(
        each for each in page.Annots if "/Dest" not in each or str(each.Dest) in kept
    )


# The structure tree, ISO 32000-1 14.7: elements name their pages, the parent tree names the element
# of each piece of a page.


def _document_element(pdf: Pdf) -> Object:
    (element,) = _kids(pdf.Root.StructTreeRoot)
    return element


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K")
    return list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]


def _prune_structure(pdf: Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    parents = root.ParentTree.Nums
    by_key = {int(parents[at]): parents[at + 1] for at in range(0, len(parents), 2)}
    kept_keys = sorted(_structure_keys(pdf))
    root.ParentTree.Nums = Array(each for key in kept_keys for each in (key, by_key[key]))
    pages = {_number(page.obj) for page in pdf.pages}
    kept = _with_ancestors(by_key[key] for key in kept_keys)
    annotations = {_number(each) for page in pdf.pages for each in page.get("/Annots", [])}
    headings = list(_prune(_document_element(pdf), kept, pages | annotations))
    highest = min((level for level, _ in headings), default=1)
    for level, element in headings:
        element.S = Name(f"/H{level - highest + 1}")


def _structure_keys(pdf: Pdf) -> Iterator[int]:
    for page in pdf.pages:
        if "/StructParents" in page:
            yield int(page.StructParents)
        for annotation in page.get("/Annots", []):
            if "/StructParent" in annotation:
                yield int(annotation.StructParent)


def _with_ancestors(entries: Iterable[Object]) -> set[tuple[int, int]]:
    """Return the numbers of the elements that own something on the pages, and of those above."""
    found: set[tuple[int, int]] = set()
    for entry in entries:
        for element in entry if isinstance(entry, Array) else [entry]:
            above: Object | None = element
            while isinstance(above, Dictionary) and _number(above) not in found:
                found.add(_number(above))
                above = above.get("/P")
    return found


def _prune(
    element: Object, kept: set[tuple[int, int]], there: set[tuple[int, int]]
) -> Iterator[tuple[int, Object]]:
    """Leave of an element what stands on the pages; yield the headings with their levels."""
    if match := HEADING.fullmatch(str(element.S)):
        yield int(match[1]), element
    own_page_is_there = "/Pg" in element and _number(element.Pg) in there
    kids = []
    for kid in _kids(element):
        if not isinstance(kid, Dictionary):
            if own_page_is_there:
                kids.append(kid)
        elif "/S" in kid:
            if _number(kid) in kept or kid.S in CELLS:  # a row keeps its empty cells
                kids.append(kid)
                yield from _prune(kid, kept, there)
        elif _refers_to(kid, there):
            kids.append(kid)
    element.K = Array(kids)
    if not own_page_is_there and "/Pg" in element:
        del element["/Pg"]


def _refers_to(reference: Object, there: set[tuple[int, int]]) -> bool:
    """Whether what a reference to marked content or to an annotation names is in the file."""
    named = reference.get("/Obj", reference.get("/Pg"))
    return named is None or _number(named) in there


def _drop_unused_fonts(pdf: Pdf) -> None:
    for page in pdf.pages:
        fonts = page.Resources.get("/Font")
        if fonts is None:
            continue
        used = {match.decode() for match in FONT.findall(page.Contents.read_bytes())}
        page.Resources = Dictionary(dict(page.Resources.items()))
        page.Resources.Font = Dictionary(
            {name: font for name, font in fonts.items() if name[1:] in used}
        )


def _name(pdf: Pdf, title: str) -> None:
    """Let the file's title say which chapter it is."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = f"{metadata['dc:title']} {title}"
        pdf.docinfo.Title = String(metadata["dc:title"])
