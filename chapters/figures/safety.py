"""A picture made safe: decoded, and encoded anew as PNG or JPEG without anything but its pixels.

Knows neither Django nor the portal's settings: chapters.figures.child runs it.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageCms, JpegImagePlugin

from chapters.figures.kinds import DECODED, require_picture
from tanggu_plan.text.refusals import Refused

MOST_PIXELS = 16_000_000
MOST_PIXELS_BY_FORMAT = {
    "JPEG": 40_000_000,  # a camera's; it is decoded at a fraction of its size
    "WEBP": 10_000_000,  # its decoder keeps the picture three times
}
LEAST_SIDE, LONGEST_SIDE, MOST_OBLONG = 16, 20_000, 20
KEPT_WITHIN = (2400, 4800)  # pixels: across an A4 page at 380 dpi
WIDTHS = (480, 960)  # of the smaller ones, for phones; Picture has a column for each
COLOURS_OF_A_DRAWING = 1 << 14
LARGEST_DRAWING = 1_000_000  # bytes; above it a PNG is kept only where JPEG does not halve it
TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # by EXIF's orientation
ORIENTATION = 0x0112

BROKEN = "图片不完整或已经损坏，打不开。请在画图软件里打开看一看，再另存为 PNG 传一次。"
TOO_MANY_PIXELS = (
    "图片有 {}×{} 像素，太大了。请用画图软件把宽度缩小到 {} 像素以内，另存为 PNG 或 JPEG 再传。"
)
FAR_TOO_MANY_PIXELS = (
    f"图片的像素太多，没有打开。请用画图软件把宽度缩小到 {KEPT_WITHIN[0]} 像素以内，"
    "另存为 PNG 或 JPEG 再传。"
)
TOO_SMALL = "图片只有 {}×{} 像素，看不清。请找原来的大图再传，宽和高都不少于 {} 像素。"
TOO_OBLONG = "图片是 {}×{} 像素，太长或太扁。请裁开或重排，长边不超过短边的 {} 倍，再传。"
SEVERAL_PAGES = "这个 TIFF 文件有好几页。请把要用的一页另存为 PNG 再传；几页都要的，一页一张。"


@dataclass(frozen=True, slots=True)
class SafePicture:
    """The picture at its largest, and by its width each smaller one that has fewer bytes."""

    format: str
    width: int
    height: int
    content: bytes
    smaller: dict[int, bytes]


def made_safe(content: bytes) -> SafePicture:
    """Return the picture of a file. Raises Refused where it is none, is too large or broken."""
    require_picture(content)
    try:
        image, is_photo = _decoded(content)
        return _encoded(image, is_photo=is_photo)
    except (Refused, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(FAR_TOO_MANY_PIXELS) from error
    except Exception as error:  # whatever a decoder makes of bytes that mean harm
        raise Refused(BROKEN) from error


def _decoded(content: bytes) -> tuple[Image.Image, bool]:
    """Return the pixels, upright, in grey or RGB, and whether the file was a JPEG."""
    image = Image.open(io.BytesIO(content), formats=DECODED)
    is_jpeg = isinstance(image, JpegImagePlugin.JpegImageFile)
    _require_size(image, "JPEG" if is_jpeg else image.format or "")
    if image.format == "TIFF" and _has_further_page(content):
        raise Refused(SEVERAL_PAGES)
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        image.draft(image.mode, _fitting(image.size))
    image.load()
    turned = TURNED.get(image.getexif().get(ORIENTATION, 1))  # a TIFF has turned by now
    plain = _plain(image)
    plain = plain.resize(_fitting(plain.size), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return plain.transpose(turned) if turned is not None else plain, is_jpeg


def _require_size(image: Image.Image, form: str) -> None:
    width, height = image.size
    most = MOST_PIXELS_BY_FORMAT.get(form, MOST_PIXELS)
    if width * height > most or max(image.size) > LONGEST_SIDE:
        raise Refused(TOO_MANY_PIXELS.format(width, height, KEPT_WITHIN[0]))
    if min(image.size) < LEAST_SIDE:
        raise Refused(TOO_SMALL.format(width, height, LEAST_SIDE))
    if max(image.size) > MOST_OBLONG * min(image.size):
        raise Refused(TOO_OBLONG.format(width, height, MOST_OBLONG))


def _has_further_page(content: bytes) -> bool:
    with Image.open(io.BytesIO(content), formats=["TIFF"]) as image:
        try:
            image.seek(1)
        except EOFError:
            return False
    return True


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    share = min(1.0, *(most / side for most, side in zip(KEPT_WITHIN, size, strict=True)))
    width, height = (max(1, round(side * share)) for side in size)
    return width, height


def _plain(image: Image.Image) -> Image.Image:
    """Return grey or RGB of any mode: deep ones made shallow, what shines through white."""
    if image.mode in ("I", "F"):
        return _scaled(image)
    if image.mode.startswith("I;16"):
        return image.point(lambda depth: depth * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return _on_white(image)
    if image.mode in ("RGB", "CMYK"):
        image = _in_srgb(image)
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _scaled(image: Image.Image) -> Image.Image:
    lowest, highest = image.getextrema()
    if not isinstance(lowest, int | float) or not isinstance(highest, int | float):
        raise Refused(BROKEN)
    share = 255 / (highest - lowest) if highest > lowest else 0.0
    return image.point(lambda depth: depth * share - lowest * share).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    layer = image.convert("RGBA")
    white = Image.new("RGB", layer.size, "white")
    white.paste(layer, mask=layer.getchannel("A"))
    return white


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the colours that the file's own profile means; one that is broken counts for none."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    try:
        own, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, own, srgb, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return image


def _encoded(image: Image.Image, *, is_photo: bool) -> SafePicture:
    form, content = _written(image, is_photo=is_photo)
    smaller = {}
    for width, reduced in _reduced(image):
        written = _bytes_of(reduced, form)
        if len(written) < len(content):
            smaller[width] = written
    return SafePicture(form, *image.size, content, smaller)


def _reduced(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    for width in WIDTHS:
        if width < image.width:
            height = max(1, round(image.height * width / image.width))
            yield width, image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _written(image: Image.Image, *, is_photo: bool) -> tuple[str, bytes]:
    """Return the form and the bytes: JPEG of a photograph, PNG of a drawing."""
    if is_photo or image.getcolors(COLOURS_OF_A_DRAWING) is None:
        return "JPEG", _bytes_of(image, "JPEG")
    drawing = _bytes_of(image, "PNG")
    if len(drawing) > LARGEST_DRAWING:
        photo = _bytes_of(image, "JPEG")
        if len(photo) * 2 < len(drawing):
            return "JPEG", photo
    return "PNG", drawing


def _bytes_of(image: Image.Image, form: str) -> bytes:
    """Encode pixels only: neither EXIF nor profile nor comment of the file goes with them."""
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    output = io.BytesIO()
    options = {"quality": 85, "progressive": True} if form == "JPEG" else {}
    bare.save(output, form, optimize=True, **options)
    return output.getvalue()
