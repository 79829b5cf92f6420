"""Uploaded picture files: refused with a remedy, or made harmless; neither costs much."""

import io
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from PIL import Image, ImageChops

from chapters.figures import decoding
from chapters.figures.decoding import MEGABYTES, SECONDS, safe_picture
from chapters.figures.safety import made_safe
from tanggu_plan.text.refusals import Refused
from tests.chapters.figures import pictures
from tests.chapters.figures.pictures import MADE_SAFE, PAYLOAD, REFUSED, SECRET

REMEDY = re.compile("请[^。]+。")
CHEAP = 5  # CPU seconds

# A child that tells what the decoding has cost it.
COSTS = """
import resource, runpy, sys
runpy.run_module("chapters.figures.child", run_name="__main__", alter_sys=True)
used = resource.getrusage(resource.RUSAGE_SELF)
with open("/proc/self/status") as status:
    peak = next(line for line in status if line.startswith("VmHWM")).split()[1]
print(used.ru_utime + used.ru_stime, int(peak) / 1024, file=sys.stderr)
"""


def opened(content):
    image = Image.open(io.BytesIO(content), formats=["PNG", "JPEG"])
    image.load()
    return image


def files_of(picture):
    return [picture.content, *picture.smaller.values()]


def test_there_are_more_than_fifty_bad_files():
    assert len(REFUSED) >= 50
    assert len(MADE_SAFE) >= 25


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_sound_picture_is_refused_with_a_remedy(name):
    with pytest.raises(Refused) as refusal:
        safe_picture(REFUSED[name])

    assert REMEDY.search(str(refusal.value))


@pytest.mark.parametrize("name", MADE_SAFE)
def test_a_picture_that_carries_more_is_only_a_picture_afterwards(name):
    picture = safe_picture(MADE_SAFE[name])

    for content in files_of(picture):
        image = opened(content)
        assert image.mode in ("L", "RGB")
        assert not image.getexif()
        assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
            "progressive",
            "progression",
        }
        assert PAYLOAD not in content
        assert SECRET.encode() not in content


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("SVG", "另存为 PNG"),
        ("PDF", "截取"),
        ("HEIC", "另存为 PNG"),
        ("Word", "把里面的图另存为 PNG"),
        ("TIFF of several pages", "一页一张"),
        ("nothing", "重新选择"),
        ("eleven megabytes", "10 MB"),
        ("PNG bomb", "像素太多"),
        ("PNG of 17 million pixels", "4100×4100"),
        ("PNG that is oblong", "裁开"),
        ("PNG that is tiny", "原来的大图"),
    ],
)
def test_each_kind_of_file_is_refused_with_its_own_remedy(start, words):
    with pytest.raises(Refused, match=words):
        safe_picture(REFUSED[start])


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            pictures.saved(
                pictures.photo((6320, 6320)), "JPEG", quality=20, progressive=True, subsampling=0
            ),
            id="the largest JPEG",
        ),
        pytest.param(
            pictures.saved(Image.new("RGBA", (4000, 4000), (9, 9, 9, 9))), id="the largest PNG"
        ),
        pytest.param(
            pictures.saved(Image.new("RGBA", (3160, 3160), (9, 9, 9, 9)), "WEBP"),
            id="the largest WebP",
        ),
        *(pytest.param(REFUSED[name], id=name) for name in REFUSED if "bomb" in name),
    ],
)
def test_the_costliest_files_take_little_time_and_memory(content):
    child = subprocess.run(
        [sys.executable, "-c", COSTS, str(SECONDS), str(MEGABYTES)],
        input=content,
        capture_output=True,
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath},
        check=True,
    )

    seconds, megabytes = map(float, child.stderr.split()[-2:])
    assert seconds < CHEAP
    assert megabytes < 300


def test_the_kernel_ends_a_decoder_that_eats_memory(monkeypatch):
    monkeypatch.setattr(decoding, "MEGABYTES", 60)

    with pytest.raises(Refused, match="时间或内存太多"):
        safe_picture(pictures.saved(Image.new("RGBA", (4000, 4000))))


def test_a_turned_photograph_stands_upright():
    image = Image.new("RGB", (400, 200), "white")
    image.paste("black", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[pictures.EXIF_ORIENTATION] = 6  # a quarter clockwise brings it upright

    for form in ("JPEG", "PNG", "TIFF", "WEBP"):
        picture = made_safe(pictures.saved(image, form, exif=exif))
        assert (picture.width, picture.height) == (200, 400)
        upright = opened(picture.content).convert("L")
        assert upright.getpixel((100, 50)) < 20
        assert upright.getpixel((100, 350)) > 235


def test_what_shines_through_is_white():
    picture = made_safe(pictures.saved(pictures.drawing("RGBA")))

    assert opened(picture.content).getpixel((5, 290)) == (255, 255, 255)


def test_sixteen_bits_keep_their_brightness():
    picture = made_safe(pictures.saved(Image.new("I;16", (300, 200), 40_000)))

    assert opened(picture.content).getpixel((9, 9)) in (155, 156)


def test_a_photograph_stays_jpeg_and_a_drawing_png():
    assert made_safe(pictures.saved(pictures.photo(), "JPEG")).format == "JPEG"
    assert made_safe(pictures.saved(pictures.photo(), "PNG")).format == "JPEG"
    assert made_safe(pictures.saved(pictures.drawing(), "PNG")).format == "PNG"


def test_a_drawing_keeps_every_pixel():
    drawn = pictures.drawing()

    kept = opened(made_safe(pictures.saved(drawn)).content)

    assert ImageChops.difference(kept, drawn).getbbox() is None


def test_a_large_picture_is_kept_at_a_size_for_print_and_two_for_telephones():
    picture = made_safe(pictures.saved(pictures.photo((3000, 2000)), "JPEG"))

    assert (picture.width, picture.height) == (2400, 1600)
    assert {width: opened(each).size for width, each in picture.smaller.items()} == {
        480: (480, 320),
        960: (960, 640),
    }
    assert len(picture.smaller[480]) < len(picture.smaller[960]) < len(picture.content)


def test_the_same_file_gives_the_same_bytes():
    content = pictures.saved(pictures.photo((500, 400)), "JPEG")

    assert safe_picture(content) == made_safe(content)
