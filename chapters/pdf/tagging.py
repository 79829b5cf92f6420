"""Tags of a PDF, ISO 32000-1 14.8, where WeasyPrint's say too little for PDF/UA-1."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

CELLS = (Name.TH, Name.TD)


def complete(pdf: Pdf) -> None:
    """Give notes the IDs that 7.9 wants, and tables with spans the scopes that 7.5 wants."""
    elements = [each for each in pdf.objects if isinstance(each, Dictionary) and "/S" in each]
    notes = (each for each in elements if Name.Note == each.S)
    for number, note in enumerate(notes, 1):
        note.ID = String(f"note-{number}")
    for table in elements:
        if Name.Table == table.S:
            _tell_scopes(list(_cells(table)))


def _tell_scopes(cells: list[Object]) -> None:
    """Let the headers of a table with spans say what they are for.

    WeasyPrint names each cell's headers, but takes the wrong ones beside cells that span.
    """
    if not any("/RowSpan" in cell.A or "/ColSpan" in cell.A for cell in cells):
        return
    for cell in cells:
        if cell.S == Name.TH:
            cell.A.Scope = Name.Column
        elif "/Headers" in cell.A:
            del cell.A["/Headers"]


def _cells(element: Object) -> Iterator[Object]:
    """Yield the cells below an element, but none of theirs."""
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if not isinstance(kid, Dictionary) or "/S" not in kid:
            continue
        if kid.S in CELLS and "/A" in kid:
            yield kid
        else:
            yield from _cells(kid)
