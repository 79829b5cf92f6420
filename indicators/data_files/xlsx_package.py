"""The archive of a workbook: its parts, each read once as a stream of XML events within limits.

openpyxl believes declared row numbers and builds an object for everything it meets, so that a file
of a few KB holds a process for minutes: here nothing declared is believed, and what is counted is
what is there.
"""

import posixpath
import time
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

from tanggu_plan.text.refusals import Refused, refused_file

MOST_PARTS = 200
MOST_BYTES = 12_000_000  # unpacked, all parts together
MOST_ELEMENTS = 1_000_000  # in all parts that are read
MOST_SECONDS = 4.0  # of CPU
DEEPEST = 64
CHUNK = 1_000_000  # older Expats read a long token again with each piece
COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
DAMAGED = "文件打不开，可能已损坏。请在表格软件里打开，另存为“Excel工作簿（.xlsx）”。"
TOO_LARGE = "解开后太大。请把要导入的表复制到一个新的工作簿里，只留用到的行和列。"
TOO_SLOW = "内容太复杂，读了太久。请把要导入的表复制到一个新的工作簿里，只留用到的行和列。"

Attributes = Mapping[str, str]
Starts = Mapping[str, Callable[[Attributes], None]]
Ends = Mapping[str, Callable[[str], None]]


def damaged() -> Refused:
    return refused_file(DAMAGED)


class Package:
    """The parts of an archive by name, and what may still be spent on reading them."""

    def __init__(self, archive: zipfile.ZipFile):
        _check(archive.infolist())
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self._elements = 0
        self._deadline = time.thread_time() + MOST_SECONDS

    def names(self) -> list[str]:
        return list(self._names)

    def read(self, name: str, starts: Starts, ends: Ends) -> None:
        """Call what is given for `parent/child` at the start (with its attributes) and at the end
        (with the text since the last start) of such an element. Raises Refused."""
        if name.lower() not in self._names:
            raise damaged()
        events = _Events(self, starts, ends)
        with self._archive.open(self._names[name.lower()]) as part:
            while chunk := part.read(CHUNK):
                events.parser.Parse(chunk, False)
        events.parser.Parse(b"", True)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part refers to: identifier to kind and name."""
        folder, file = posixpath.split(name)
        found: dict[str, tuple[str, str]] = {}

        def relation(attributes: Attributes) -> None:
            if attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
                kind = attributes["Type"].rpartition("/")[2]
                found[attributes["Id"]] = (kind, target.lstrip("/"))

        self.read(
            posixpath.join(folder, "_rels", f"{file}.rels"),
            {"Relationships/Relationship": relation},
            {},
        )
        return found

    def count_element(self) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise refused_file(TOO_LARGE)
        if self._elements % 10_000 == 0:
            self.check_time()

    def check_time(self) -> None:
        if time.thread_time() > self._deadline:
            raise refused_file(TOO_SLOW)


class _Events:
    def __init__(self, package: Package, starts: Starts, ends: Ends):
        self._package, self._starts, self._ends = package, starts, ends
        self._path: list[str] = ["", ""]
        self._text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._package.count_element()
        self._text.clear()
        self._path.append(name.rpartition(":")[2])
        if len(self._path) > DEEPEST:
            raise damaged()
        if handler := self._starts.get("/".join(self._path[-2:])):
            handler(attributes)

    def _end(self, name: str) -> None:
        if handler := self._ends.get("/".join(self._path[-2:])):
            handler("".join(self._text))
        self._text.clear()
        self._path.pop()

    def _doctype(self, *declared: object) -> None:
        raise damaged()  # entities stand in it; no spreadsheet program writes one


def _check(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise refused_file(TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise refused_file("文件加了密码。请去掉密码再导入。")
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise refused_file("文件带有宏。请另存为不带宏的“Excel工作簿（.xlsx）”。")
    if any(part.compress_type not in COMPRESSIONS for part in parts):
        raise damaged()
