"""Encodings of uploaded files: UTF-8 is read, any other is refused by its name."""

import codecs

from tanggu_plan.text.refusals import Refused, refused_file

WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16（记事本里叫 Unicode）"),
    (codecs.BOM_UTF16_BE, "UTF-16（记事本里叫 Unicode big endian）"),
)
MOST_BY_CHANCE = 10  # characters beyond ASCII that bytes of another encoding decode to
GBK = "GBK（GB18030；记事本里叫 ANSI，Excel 里叫“CSV（逗号分隔）”）"


def utf8_text(data: bytes, *, save_as: str) -> str:
    """Return the text of UTF-8 bytes, with or without a byte order mark.

    Raises Refused with the encoding and the remedy `save_as`, or with the line that is damaged.
    """
    if encoding := _wide_encoding(data):
        raise refused_file(f"文件的编码是 {encoding}，不是 UTF-8。{save_as}")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _refusal(data, error.start, save_as) from None


def _wide_encoding(data: bytes) -> str | None:
    marked = (name for mark, name in WIDE_MARKS if data.startswith(mark))
    without_mark = "UTF-16" if b"\n\0" in data[:4096] or b"\0\n" in data[:4096] else None
    return next(marked, without_mark)


def _refusal(data: bytes, position: int, save_as: str) -> Refused:
    read = data.decode("utf-8", "replace")
    is_mostly_utf8 = read.count("\ufffd") * 50 < len(read)
    beyond_ascii = sum(not character.isascii() for character in data[:position].decode())
    if is_mostly_utf8 or beyond_ascii > MOST_BY_CHANCE:
        line = data.count(b"\n", 0, position) + 1
        text = f"从这一行起有损坏的字符，不是 UTF-8。请把这一行重新打一遍。{save_as}"
        return refused_file(text, line)
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return refused_file(f"认不出文件的编码，它可能不是文本文件。如果是文本，{save_as}")
    return refused_file(f"文件的编码是 {GBK}，不是 UTF-8。{save_as}")
