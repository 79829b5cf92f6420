"""Kinds of files by their first bytes: those that are decoded, and what to do with others."""

from tanggu_plan.text.refusals import Refused

MEGABYTES = 10
LARGEST = MEGABYTES << 20
DECODED = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")

AS_PNG = "请用画图软件打开，另存为 PNG 再传"
EMPTY = "文件是空的，里面没有图片。请重新选择图片文件。"
TOO_LARGE = f"文件超过 {MEGABYTES} MB。请用画图软件缩小，或另存为 JPEG 再传。"
NO_PICTURE = f"认不出这是什么图片。能传的是 PNG、JPEG、GIF、WebP、BMP、TIFF；别的格式{AS_PNG}。"
REMEDIES = {
    "vector": f"SVG、HTML 和 XML 里可以藏程序，不能传。{AS_PNG}。",
    "pdf": "PDF 不是图片。请打开它，截取要用的图，存为 PNG 再传。",
    "heif": f"HEIC 和 AVIF 图片不是每台电脑都能显示，不能传。{AS_PNG}；手机拍的可以另存为 JPEG。",
    "metafile": f"EMF、WMF 是画图的指令，不是图片，不能传。{AS_PNG}。",
    "document": (
        "这是压缩包或者 Word、Excel 一类的文件，不是图片。请打开它，把里面的图另存为 PNG 再传。"
    ),
    "photoshop": f"PSD 是 Photoshop 的工作文件，不能传。{AS_PNG}。",
    "icon": f"图标文件不能传。{AS_PNG}。",
}
STARTS = {
    b"%PDF": "pdf",
    b"PK\x03\x04": "document",
    b"PK\x05\x06": "document",
    b"\xd0\xcf\x11\xe0": "document",
    b"Rar!": "document",
    b"7z\xbc\xaf": "document",
    b"\x1f\x8b": "document",
    b"\xd7\xcd\xc6\x9a": "metafile",
    b"8BPS": "photoshop",
    b"%!PS": "pdf",
    b"\x00\x00\x01\x00": "icon",
}
PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
)
BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"


def require_picture(content: bytes) -> None:
    """Let pass what begins like a picture that is decoded. Raises Refused with a remedy."""
    if not content:
        raise Refused(EMPTY)
    if len(content) > LARGEST:
        raise Refused(TOO_LARGE)
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if not is_webp and not content.startswith(PICTURES):
        raise Refused(REMEDIES.get(_other_kind(content), NO_PICTURE))


def _other_kind(content: bytes) -> str:
    if content[4:8] == b"ftyp":
        return "heif"
    if content[:4] == b"\x01\x00\x00\x00" and content[40:44] == b" EMF":
        return "metafile"
    words = content[:200].lstrip(BYTE_ORDER_MARKS).replace(b"\x00", b"").lstrip()
    if words.startswith(b"<"):
        return "vector"
    return next((kind for start, kind in STARTS.items() if content.startswith(start)), "")
