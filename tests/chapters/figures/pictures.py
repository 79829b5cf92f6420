"""Picture files made for tests: good ones, and more than fifty that are bad in some way."""

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageDraw, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

PAYLOAD = b"<script>alert('XSS-PAYLOAD')</script>"
SECRET = "GPS-SECRET-塘沽"
EXIF_ORIENTATION, EXIF_DESCRIPTION = 0x0112, 0x010E


def drawing(mode="RGB", size=(600, 300)):
    """A picture with a diagonal, half of it shining through where the mode can."""
    image = Image.new("RGBA", size, (200, 220, 240, 255))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 2, size[1]), fill=(0, 0, 0, 0))
    draw.line((0, 0, *size), fill=(160, 0, 0, 255), width=6)
    return image.convert(mode)


def photo(size=(1200, 900)):
    bands = [Image.effect_noise(size, 60) for _ in range(3)]
    return Image.merge("RGB", bands)


def saved(image, form="PNG", **options):
    output = io.BytesIO()
    image.save(output, form, **options)
    return output.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, *, depth=8, colour=2, data=b"", more=b""):
    """A PNG whose header says what it likes."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = chunk(b"IHDR", header) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def told(form, **options):
    """A picture that tells more than its pixels: EXIF with a place and a script."""
    exif = Image.Exif()
    exif[EXIF_DESCRIPTION] = SECRET + PAYLOAD.decode()
    return saved(drawing(), form, exif=exif, **options)


def _zip():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("word/document.xml", PAYLOAD)
    return output.getvalue()


def _text_chunks():
    info = PngInfo()
    info.add_text("Comment", SECRET + PAYLOAD.decode())
    info.add_itxt("XML:com.adobe.xmp", PAYLOAD.decode(), zip=True)
    return saved(drawing(), pnginfo=info)


def _cyclic_tiff():
    """Its second directory is its first."""
    content = bytearray(saved(drawing(), "TIFF"))
    at = struct.unpack("<I", content[4:8])[0]
    count = struct.unpack("<H", content[at : at + 2])[0]
    end = at + 2 + count * 12
    content[end : end + 4] = content[4:8]
    return bytes(content)


def _tiff_with_size(width, height):
    info = TiffImagePlugin.ImageFileDirectory_v2()
    content = bytearray(saved(drawing(), "TIFF", tiffinfo=info))
    at = struct.unpack("<I", content[4:8])[0]
    for entry in range(struct.unpack("<H", content[at : at + 2])[0]):
        start = at + 2 + entry * 12
        tag = struct.unpack("<H", content[start : start + 2])[0]
        if tag in (256, 257):
            value = width if tag == 256 else height
            content[start + 2 : start + 12] = struct.pack("<HII", 4, 1, value)
    return bytes(content)


def _without(content, *, after):
    return content[: int(len(content) * after)]


def _damaged(content, at=0.5, length=40):
    start = int(len(content) * at)
    return content[:start] + b"\xff" * length + content[start + length :]


def _frames():
    return [drawing().convert("P"), Image.new("P", (600, 300), 7)]


GOOD_PNG, GOOD_JPEG = saved(drawing()), saved(photo((400, 300)), "JPEG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + PAYLOAD + b"</svg>"
GIF, WEBP = saved(drawing("P"), "GIF"), saved(drawing(), "WEBP")
BMP, TIFF = saved(drawing(), "BMP"), saved(drawing(), "TIFF")
ICC = b"\x00" * 36 + b"acsp" + PAYLOAD * 10

REFUSED = {
    "nothing": b"",
    "one byte": b"\x89",
    "words": "这不是图片。".encode(),
    "SVG": SVG,
    "SVG with a byte order mark": b"\xef\xbb\xbf" + SVG,
    "SVG after a declaration": b'<?xml version="1.0"?>\n' + SVG,
    "SVG in UTF-16": SVG.decode().encode("utf-16"),
    "HTML": b"<!DOCTYPE html>" + PAYLOAD,
    "a script": PAYLOAD,
    "PDF": b"%PDF-1.7\n" + PAYLOAD,
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n" + PAYLOAD,
    "HEIC": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 100,
    "AVIF": b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1" + b"\x00" * 100,
    "EMF": b"\x01\x00\x00\x00" + b"\x00" * 36 + b" EMF" + b"\x00" * 100,
    "WMF": b"\xd7\xcd\xc6\x9a" + b"\x00" * 100,
    "Word": _zip(),
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "RAR": b"Rar!\x1a\x07\x00" + b"\x00" * 100,
    "gzip": b"\x1f\x8b\x08" + b"\x00" * 100,
    "Photoshop": b"8BPS\x00\x01" + b"\x00" * 100,
    "icon": saved(drawing(size=(64, 64)), "ICO"),
    "PPM": saved(drawing(), "PPM"),
    "TGA": saved(drawing(), "TGA"),
    "PCX": saved(drawing(), "PCX"),
    "JPEG 2000": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\x00" * 100,
    "an executable": b"MZ" + b"\x00" * 500,
    "PNG, first bytes only": b"\x89PNG\r\n\x1a\n",
    "PNG, header only": png(600, 300)[:33],
    "PNG, cut off": _without(saved(photo()), after=0.6),
    "PNG, damaged": _damaged(saved(photo((300, 300)))),
    "PNG without data": png(600, 300),
    "PNG with too little data": png(600, 300, data=zlib.compress(b"\x00" * 100)),
    "PNG with data that is none": png(600, 300, data=PAYLOAD),
    "PNG of no width": png(0, 300),
    "PNG of the largest size": png(2**31 - 1, 2**31 - 1),
    "PNG bomb": png(30_000, 30_000, data=zlib.compress(b"\x00" * 10_000_000)),
    "PNG of 17 million pixels": png(4_100, 4_100, data=zlib.compress(b"\x00" * 1_000_000)),
    "PNG that is too long": png(100_000, 20),
    "PNG that is oblong": saved(Image.new("RGB", (2000, 20))),
    "PNG that is tiny": saved(Image.new("RGB", (3, 3))),
    "PNG with a text bomb": png(
        600, 300, more=chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"A" * 70_000_000))
    ),
    "PNG of an unknown colour": png(600, 300, colour=5),
    "JPEG, first bytes only": b"\xff\xd8\xff",
    "JPEG, cut off": _without(saved(photo(), "JPEG"), after=0.4),
    "JPEG without its beginning": b"\xff\xd8\xff" + saved(photo(), "JPEG")[400:],
    "JPEG of the largest size": GOOD_JPEG.replace(
        struct.pack(">HH", 300, 400), struct.pack(">HH", 65_000, 65_000), 1
    ),
    "GIF, first bytes only": b"GIF89a",
    "GIF, cut off": _without(GIF, after=0.3),
    "GIF without a frame": GIF[:13] + b";",
    "WebP, first bytes only": b"RIFF\x00\x00\x00\x00WEBP",
    "WebP, cut off": _without(saved(photo(), "WEBP"), after=0.5),
    "WebP of 16 million pixels": saved(Image.new("RGB", (4000, 4000)), "WEBP"),
    "a film": b"RIFF\x00\x00\x00\x00AVI LIST" + b"\x00" * 100,
    "BMP, first bytes only": b"BM",
    "BMP, cut off": _without(BMP, after=0.5),
    "BMP of the largest size": BMP[:18] + struct.pack("<ii", 2**31 - 1, 2**31 - 1) + BMP[26:],
    "TIFF, first bytes only": b"II*\x00",
    "TIFF, cut off": _without(saved(photo(), "TIFF"), after=0.5),
    "TIFF of several pages": saved(
        drawing(), "TIFF", save_all=True, append_images=[drawing(), drawing()]
    ),
    "TIFF of the largest size": _tiff_with_size(2**31 - 1, 2**31 - 1),
    "eleven megabytes": GOOD_PNG + b"\x00" * (11 << 20),
}

MADE_SAFE = {
    "PNG with a page behind it": GOOD_PNG + b"<html>" + PAYLOAD,
    "PNG with an archive behind it": GOOD_PNG + _zip() + PAYLOAD,
    "PNG with words": _text_chunks(),
    "PNG with EXIF": told("PNG"),
    "PNG with a profile that is none": saved(drawing(), icc_profile=ICC),
    "PNG with a private chunk": GOOD_PNG[:33] + chunk(b"paYl", PAYLOAD) + GOOD_PNG[33:],
    "PNG of sixteen bits": saved(Image.new("I;16", (300, 200), 40_000)),
    "PNG that shines through": saved(drawing("RGBA")),
    "grey PNG that shines through": saved(drawing("LA")),
    "PNG with a palette": saved(drawing("P"), transparency=0),
    "PNG of two colours": saved(drawing("1")),
    "PNG that moves": saved(drawing(), save_all=True, append_images=[Image.new("RGB", (600, 300))]),
    "JPEG with a page behind it": GOOD_JPEG + b"<html>" + PAYLOAD,
    "JPEG with a comment": saved(photo((400, 300)), "JPEG", comment=PAYLOAD),
    "JPEG with EXIF": told("JPEG"),
    "JPEG with a profile that is none": saved(photo((400, 300)), "JPEG", icc_profile=ICC),
    "JPEG in print colours": saved(drawing("CMYK"), "JPEG"),
    "grey JPEG": saved(drawing("L"), "JPEG"),
    "progressive JPEG": saved(photo((400, 300)), "JPEG", progressive=True),
    "GIF with a comment": saved(drawing("P"), "GIF", comment=PAYLOAD),
    "GIF with a script behind it": GIF + PAYLOAD,
    "GIF that moves": saved(_frames()[0], "GIF", save_all=True, append_images=_frames()[1:]),
    "WebP with EXIF": told("WEBP"),
    "WebP that shines through": saved(drawing("RGBA"), "WEBP", lossless=True),
    "BMP with a page behind it": BMP + PAYLOAD,
    "TIFF with EXIF": told("TIFF"),
    "TIFF in print colours": saved(drawing("CMYK"), "TIFF"),
    "TIFF of whole numbers": saved(drawing("I"), "TIFF"),
    "TIFF of broken numbers": saved(drawing("F"), "TIFF"),
    "TIFF that leads back to itself": _cyclic_tiff(),
}
