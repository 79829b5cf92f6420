"""Workbooks for tests: made by openpyxl, or of raw XML where openpyxl would not write it."""

import io
import zipfile

from tests.indicators.files import MEASUREMENT, as_xlsx

HEADER = list(MEASUREMENT)
SHEET, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def repacked(content, **parts):
    """The archive with parts added or replaced."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, part in parts.items():
            new.writestr(name, part)
    return packed.getvalue()


def set_cell(place, value, number_format="General"):
    def change(sheet):
        sheet[place].value = value
        sheet[place].number_format = number_format

    return change


def part_of(content, name):
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def edited(content, name, old, new):
    """The workbook with words of a part replaced, which must be there."""
    text = part_of(content, name)
    assert old in text, text[:3000]
    return repacked(content, **{name: text.replace(old, new).encode()})


def measured(value, number_format="General", column="E"):
    """A workbook of one measurement, that cell as given."""
    return as_xlsx(MEASUREMENT, change=set_cell(f"{column}2", value, number_format))


def with_format_number(value, number):
    """The same, its cell in the built-in format of that number, which openpyxl does not write."""
    return edited(
        measured(value, '0.0"样"'), STYLES, 'numFmtId="164" fontId', f'numFmtId="{number}" fontId'
    )


def with_stored(written, kind="n", number_format="General", more=""):
    """The same, the cell's element written so."""
    content = measured(7777, number_format)
    xml = part_of(content, SHEET).replace(
        't="n"><v>7777</v>', f'{more} t="{kind}"><v>{written}</v>'
    )
    return repacked(content, **{SHEET: xml.encode()})


def with_sheet_data(rows, start="", end=""):
    """A workbook with the header and then that XML for the rows."""
    cells = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER)
    xml = f'<worksheet xmlns="{MAIN}">{start}<sheetData><row>{cells}</row>{rows}</sheetData>{end}'
    return repacked(measured(1), **{SHEET: f"{xml}</worksheet>".encode()})


def row_of(number, *, attributes="", **changes):
    """A row as XML of inline texts, with that number."""
    texts = (MEASUREMENT | changes).values()
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}" {attributes}>{cells}</row>'


def with_shared_texts(sheet, texts):
    """A workbook of that sheet's XML and those shared texts' XML."""
    content = edited(
        measured(1),
        RELATIONS,
        "</Relationships>",
        f'<Relationship Type="{KINDS}/sharedStrings" Target="/xl/sharedStrings.xml" Id="rId99"/>'
        "</Relationships>",
    )
    return repacked(content, **{SHEET: sheet.encode(), "xl/sharedStrings.xml": texts.encode()})
