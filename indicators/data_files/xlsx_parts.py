"""Parts of a workbook that its sheet refers to: sheets, styles, shared texts."""

from dataclasses import dataclass, field
from datetime import datetime

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.utils.escape import unescape

from indicators.data_files.xlsx_package import Attributes, Package, damaged

FALSE = {"0", "false", "off"}
CHINESE_FORMATS = {  # what Chinese programs show for a number of a built-in format (18.8.30)
    **dict.fromkeys((5, 7), '"¥"#,##0.00;"¥"\\-#,##0.00'),
    **dict.fromkeys((6, 8), '"¥"#,##0.00;[Red]"¥"\\-#,##0.00'),
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    37: "#,##0;\\-#,##0",
    38: "#,##0;[Red]\\-#,##0",
    39: "#,##0.00;\\-#,##0.00",
    40: "#,##0.00;[Red]\\-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
}
BUILT_IN = BUILTIN_FORMATS | CHINESE_FORMATS


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    is_hidden: bool
    part: str


@dataclass(slots=True)
class Book:
    """The sheets of a workbook, the parts that they share, and the day its dates count from."""

    sheets: list[SheetPart] = field(default_factory=list)
    epoch: datetime = CALENDAR_WINDOWS_1900
    styles: str = ""
    texts: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style does to the look of a cell's value."""

    code: str = "General"
    is_struck: bool = False


@dataclass(slots=True)
class Styles:
    cells: list[Style] = field(default_factory=list)
    changing: set[int] = field(default_factory=set)  # conditional ones that strike or reformat


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    is_struck: bool = False


def is_true(attributes: Attributes, name: str, *, default: bool = False) -> bool:
    """The value of a switch, which may be written as 1 or true."""
    return attributes.get(name, str(int(default))).lower() not in FALSE


def read_book(package: Package) -> Book:
    """Return what the workbook's part says. Raises Refused."""
    start = next(part for kind, part in package.relations("").values() if kind == "officeDocument")
    relations = package.relations(start)
    book = Book()

    def sheet(attributes: Attributes) -> None:
        relation = next(value for name, value in attributes.items() if name.endswith(":id"))
        kind, part = relations[relation]
        is_hidden = attributes.get("state", "visible") != "visible"
        is_table = kind == "worksheet"
        book.sheets.append(SheetPart(attributes["name"], is_hidden, part if is_table else ""))

    def properties(attributes: Attributes) -> None:
        if is_true(attributes, "date1904"):
            book.epoch = CALENDAR_MAC_1904

    package.read(start, {"sheets/sheet": sheet, "workbook/workbookPr": properties}, {})
    parts = dict(relations.values())
    book.styles, book.texts = parts.get("styles", ""), parts.get("sharedStrings", "")
    return book


class _StyleReader:
    def __init__(self) -> None:
        self.codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
        self.fonts: list[bool] = []
        self.formats: list[tuple[str, int]] = []
        self.conditional: list[bool] = []

    def number_format(self, attributes: Attributes) -> None:
        self.codes[attributes["numFmtId"]] = attributes["formatCode"]

    def font(self, attributes: Attributes) -> None:
        self.fonts.append(False)

    def strike(self, attributes: Attributes) -> None:
        is_struck = is_true(attributes, "val", default=True)
        if self.conditional:  # these stand after the fonts, with fonts of their own
            self.conditional[-1] = self.conditional[-1] or is_struck
        elif self.fonts:
            self.fonts[-1] = is_struck

    def cell_format(self, attributes: Attributes) -> None:
        self.formats.append((attributes.get("numFmtId", "0"), int(attributes.get("fontId", "0"))))

    def conditional_format(self, attributes: Attributes) -> None:
        self.conditional.append(False)

    def conditional_number(self, attributes: Attributes) -> None:
        self.conditional[-1] = True

    def styles(self) -> Styles:
        cells = [
            Style(
                self.codes.get(number) or "General",
                0 <= font < len(self.fonts) and self.fonts[font],
            )
            for number, font in self.formats
        ]
        return Styles(cells or [Style()], {n for n, has in enumerate(self.conditional) if has})


def read_styles(package: Package, part: str) -> Styles:
    """Return the styles; what a file counts of its own styles is not believed. Raises Refused."""
    reader = _StyleReader()
    starts = {
        "numFmts/numFmt": reader.number_format,
        "fonts/font": reader.font,
        "font/strike": reader.strike,
        "cellXfs/xf": reader.cell_format,
        "dxfs/dxf": reader.conditional_format,
        "dxf/numFmt": reader.conditional_number,
    }
    if part:
        package.read(part, starts, {})
    return reader.styles()


class TextReader:
    """Joins the runs of a rich text, leaves out its phonetic guide, and tells struck ones."""

    def __init__(self, parent: str):
        self.starts = {"rPr/strike": self._strike}
        self.ends = {f"{parent}/t": self._add, "r/t": self._add}
        self._pieces: list[str] = []
        self._is_struck = False

    def _strike(self, attributes: Attributes) -> None:
        self._is_struck = self._is_struck or is_true(attributes, "val", default=True)

    def _add(self, text: str) -> None:
        self._pieces.append(text)

    def take(self) -> Text:
        text = Text(unescape("".join(self._pieces)), self._is_struck)
        self._pieces.clear()
        self._is_struck = False
        return text


def read_texts(package: Package, part: str) -> list[Text]:
    """Return the shared texts in their order. Raises Refused."""
    texts: list[Text] = []
    if not part:
        return texts
    reader = TextReader("si")
    ends = {"sst/si": lambda _: texts.append(reader.take()), **reader.ends}
    package.read(part, reader.starts, ends)
    return texts


def style_of(styles: Styles, written: str) -> Style:
    """Return the style with that number. Raises Refused where there is none."""
    number = int(written)
    if not 0 <= number < len(styles.cells):
        raise damaged()
    return styles.cells[number]
