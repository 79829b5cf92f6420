"""PDF serialisation: object streams and Flate compression, equal bytes for equal objects.

qpdf and Python's zlib both compress with the system's zlib, whose output is not the same on
every system; libdeflate comes from the lock file.
"""

import struct
from copy import copy
from hashlib import sha256

import deflate
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
LEVEL = 9
FREE, PLAIN, PACKED = range(3)  # kinds of entries of a cross-reference stream, ISO 32000-1 table 18
ENTRY = struct.Struct(">BII")


def write(pdf: Pdf) -> bytes:
    """Return the PDF as a file whose /ID is the digest of its contents."""
    output = bytearray(HEADER)
    objects = {each.objgen[0]: each for each in pdf.objects if not _is_container(each)}
    streams = {number: each for number, each in objects.items() if isinstance(each, Stream)}
    packed = {number: each for number, each in objects.items() if number not in streams}
    pack = max(objects) + 1  # the number of the stream that holds what is no stream
    entries = {0: (FREE, 0, 65535)}
    entries |= {number: (PACKED, pack, at) for at, number in enumerate(packed)}
    for number, stream in streams.items():
        entries[number] = (PLAIN, len(output), 0)
        output += _indirect(number, stream.stream_dict, stream.read_raw_bytes())
    entries[pack] = (PLAIN, len(output), 0)
    output += _indirect(pack, *_object_stream(packed))
    entries[pack + 1] = (PLAIN, len(output), 0)
    output += _cross_references(pdf.trailer, entries, sha256(output).digest()[:16])
    output += b"startxref\n%d\n%%%%EOF\n" % entries[pack + 1][1]
    return bytes(output)


def _is_container(each: Object) -> bool:
    """Whether it held the objects or the table of the file that was read."""
    return isinstance(each, Stream) and each.get("/Type") in (Name.ObjStm, Name.XRef)


def _indirect(number: int, dictionary: Object, content: bytes) -> bytes:
    """Return a stream as an object of the file, compressed unless it is already."""
    described = copy(dictionary)
    if "/Filter" not in described:
        content = bytes(deflate.zlib_compress(content, LEVEL))
        described.Filter = Name.FlateDecode
    described.Length = len(content)
    parts = (b"%d 0 obj" % number, described.unparse(), b"stream", content, b"endstream", b"endobj")
    return b"\n".join(parts) + b"\n"


def _object_stream(objects: dict[int, Object]) -> tuple[Object, bytes]:
    """Return the objects in one stream and its dictionary, ISO 32000-1 7.5.7."""
    written = [each.unparse(resolved=True) for each in objects.values()]
    places, place = [], 0
    for number, content in zip(objects, written, strict=True):
        places.append(b"%d %d" % (number, place))
        place += len(content) + 1
    head = b" ".join(places) + b"\n"
    dictionary = Dictionary(Type=Name.ObjStm, N=len(objects), First=len(head))
    return dictionary, head + b"\n".join(written)


def _cross_references(trailer: Object, entries: dict, identifier: bytes) -> bytes:
    """Return the table of all objects and the trailer in one stream, ISO 32000-1 7.5.8."""
    size = max(entries) + 1
    dictionary = Dictionary(Type=Name.XRef, W=Array([1, 4, 4]), Size=size)
    dictionary.update({key: trailer[key] for key in ("/Root", "/Info") if key in trailer})
    dictionary.ID = Array([String(identifier), String(identifier)])
    table = (entries.get(number, (FREE, 0, 65535)) for number in range(size))
    return _indirect(size - 1, dictionary, b"".join(ENTRY.pack(*entry) for entry in table))
