"""Decoding of a plan file, with a message that says what an unreadable file is."""

import codecs

from tanggu_plan.text.encodings import utf8_text
from tanggu_plan.text.refusals import Refused

LARGEST_FILE = 8 * 1024 * 1024
SAVE_AS_TEXT = "请用原来的程序打开，“另存为”纯文本（*.txt），编码选 UTF-8，再用这个文本文件。"
SAVE_AS_UTF8 = "请用记事本打开，“另存为”时把编码改为 UTF-8，再试一次。"

SIGNATURES = (
    (b"%PDF", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（doc、xls 或 ppt）"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
)
ZIP = b"PK\x03\x04"
ZIP_CONTENTS = (
    (b"word/", "Word 文档（docx）"),
    (b"xl/", "Excel 工作簿（xlsx）"),
    (b"ppt/", "PowerPoint 演示文稿（pptx）"),
)


def decode(data: bytes) -> str:
    """Return the text of a UTF-8 file, with or without a byte order mark.

    Raises Refused for another encoding, a binary, an empty file, one above LARGEST_FILE.
    """
    if len(data) > LARGEST_FILE:
        raise Refused(
            f"文件有 {len(data) / 2**20:.1f} MB，超过上限 {LARGEST_FILE // 2**20} MB。"
            "规划文本是纯文字，请检查是否选错了文件。"
        )
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise Refused("文件是空的。请检查是否选错了文件，或保存时出了问题。")
    if kind := _binary_kind(data):
        raise Refused(f"文件类型不对：这是 {kind}，不是规划文本。{SAVE_AS_TEXT}")
    return utf8_text(data, save_as=SAVE_AS_UTF8)


def _binary_kind(data: bytes) -> str | None:
    if data.startswith(ZIP):
        contents = (kind for name, kind in ZIP_CONTENTS if name in data)
        return next(contents, "ZIP 压缩包或 Office 文件")
    return next((kind for mark, kind in SIGNATURES if data.startswith(mark)), None)
