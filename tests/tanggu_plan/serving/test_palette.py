"""Every colour is written in static/css/tokens.css and nowhere else."""

import re
from pathlib import Path

from django.conf import settings

from indicators.charts.files import LIGHT, LOOK

CSS = settings.BASE_DIR / "static" / "css"
COLOUR = re.compile(
    r"(?<![&\w])#(?:[0-9a-f]{3}|[0-9a-f]{6})\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE
)
BLACK_ON_WHITE = {"#000", "#fff"}  # what a scanner needs of a QR code, in every palette


def files(folder, pattern):
    return sorted(settings.BASE_DIR.joinpath(folder).rglob(pattern))


SOURCES = [
    *(path for path in CSS.glob("*.css") if path.name != "tokens.css"),
    *files("static/js", "*.js"),
    *files("templates", "*.html"),
    *(path for room in ("chapters", "indicators", "tanggu_plan") for path in files(room, "*.py")),
]


def test_no_other_file_writes_a_colour():
    written = {
        path.name: colours
        for path in SOURCES
        if (colours := COLOUR.findall(path.read_text("utf-8")))
    }

    assert set(written) <= {"finding.css"}
    assert set(written["finding.css"]) == BLACK_ON_WHITE


def test_the_icon_has_the_colours_of_the_light_palette():
    icon = Path(settings.BASE_DIR / "static" / "img" / "mark.svg").read_text("utf-8")

    assert COLOUR.findall(icon) == [LIGHT["accent"], LIGHT["paper"]]


def test_every_colour_has_a_value_in_every_palette():
    tokens = (CSS / "tokens.css").read_text("utf-8")

    for palette in ("dark", "contrast", "print"):
        assert re.findall(rf"--([\w-]+): [^;]*var\(--{palette}, #", tokens) == list(LIGHT)


def test_a_chart_file_is_drawn_in_the_light_palette():
    colours = {value for look in LOOK.values() for value in look.values() if value[0] == "#"}

    assert colours <= set(LIGHT.values())
