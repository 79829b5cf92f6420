"""Chart as an SVG file that stands alone: what charts.css says, as attributes.

Without a style sheet it is the same in any program, and our Content-Security-Policy, which a
browser also applies to the opened file, has nothing to block.
"""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from django.conf import settings
from django.template.loader import render_to_string

from indicators.charts.scales import WIDTH, width_of
from tanggu_plan.identity import demo

SVG = "http://www.w3.org/2000/svg"
ET.register_namespace("", SVG)  # written without a prefix
MARGIN, LINE_HEIGHT = 16, 26
UNBROKEN = re.compile("(?:[!-~]+|.)[，。；：、）》”]*", re.DOTALL)
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TOKENS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text("utf-8")
LIGHT = dict(re.findall(r"--([a-z-]+):\s*var\(--light, (#\w+)\)", TOKENS))
FONT = " ".join(re.findall(r"--font-sans:([^;]+)", TOKENS)[0].replace('"', "").split())
CLASS = re.compile('class="(chart-[a-z]+)"')
LOOK = {
    "chart-paper": {"fill": LIGHT["paper"]},
    "chart-heading": {"fill": LIGHT["ink"], "font-weight": "bold"},
    "chart-note": {"fill": LIGHT["ink-soft"]},
    "chart-value": {
        "paint-order": "stroke",
        "stroke": LIGHT["paper"],
        "stroke-width": "4",
        "stroke-linejoin": "round",
    },
    "chart-base": {"fill": LIGHT["measure"]},
    "chart-preliminary": {
        "fill": LIGHT["paper"],
        "stroke": LIGHT["measure"],
        "stroke-width": "2.5",
    },
    "chart-line": {"stroke": LIGHT["measure"], "stroke-width": "2"},
    "chart-target": {"fill": "none", "stroke": LIGHT["accent"], "stroke-width": "3"},
    "chart-link": {"stroke": LIGHT["accent"], "stroke-width": "2", "stroke-dasharray": "5 4"},
    "chart-path": {"stroke": LIGHT["ink-soft"], "stroke-width": "1.25", "stroke-dasharray": "4 4"},
    "chart-axis": {"stroke": LIGHT["rule-strong"], "stroke-width": "1"},
}


def svg_file(template: str, context: dict, heading: str, notes: Iterable[str]) -> bytes:
    """Return the drawing that a template makes, under its heading and above its notes."""
    drawing = _parsed(render_to_string(template, context))
    above = list(wrapped(demo.mark() + heading))
    below = [line for note in notes for line in wrapped(note)]
    drawing_height = float(drawing.get("viewBox").split()[3])
    drawing_y = MARGIN + LINE_HEIGHT * len(above) + LINE_HEIGHT / 2
    notes_y = drawing_y + drawing_height
    root = _frame(notes_y + LINE_HEIGHT * len(below) + MARGIN)
    for name in ("title", "desc"):
        part = drawing.find(f"{{{SVG}}}{name}")
        drawing.remove(part)
        part.attrib.clear()
        root.append(part)
    _add(root, "rect", {"class": "chart-paper", "width": "100%", "height": "100%"})
    _add_lines(root, above, MARGIN, "chart-heading")
    drawing.attrib = {
        "x": str(MARGIN),
        "y": str(drawing_y),
        "width": str(WIDTH),
        "height": str(drawing_height),
        "viewBox": drawing.get("viewBox"),
    }
    root.append(drawing)
    _add_lines(root, below, notes_y, "chart-note")
    for element in root.iter():
        element.attrib.update(LOOK.get(element.attrib.pop("class", ""), {}))
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def dressed(markup: str, family: str) -> str:
    """Return drawings for print: what charts.css says of their classes as attributes.

    Without the halo of labels, which a printer's renderer would lay over them.
    """
    clothed = CLASS.sub(lambda found: _attributes(found[1]), markup)
    return clothed.replace("<svg ", f'<svg font-family="{family}" font-size="18" ')


def _attributes(name):
    look = {} if name == "chart-value" else LOOK.get(name, {})
    return " ".join(f'{key}="{value}"' for key, value in look.items())


def wrapped(text: str) -> Iterable[str]:
    """Yield the lines of a text as wide as the drawing, numbers kept whole where they fit."""
    line = ""
    for part in _parts(text):
        if line and width_of(line + part) > WIDTH:
            yield line
            line = ""
        line += part
    yield line


def _parts(text):
    """Yield the unbreakable parts: a number or a word, and the marks that close it."""
    for part in UNBROKEN.findall(text):
        yield from [part] if width_of(part) <= WIDTH else part


def _parsed(markup):
    clean = NOT_XML.sub("", markup).strip()
    return ET.fromstring(clean.replace("<svg ", f'<svg xmlns="{SVG}" ', 1))  # noqa: S314 (ours)


def _frame(height):
    return ET.Element(
        f"{{{SVG}}}svg",
        {
            "viewBox": f"0 0 {WIDTH + 2 * MARGIN} {height}",
            "width": str(2 * (WIDTH + 2 * MARGIN)),
            "height": str(2 * height),
            "role": "img",
            "font-family": FONT,
            "font-size": "18",
            "fill": LIGHT["ink"],
        },
    )


def _add(parent, name, attributes, text=""):
    ET.SubElement(parent, f"{{{SVG}}}{name}", attributes).text = text


def _add_lines(root, lines, top, look):
    for place, line in enumerate(lines, start=1):
        y = str(top + LINE_HEIGHT * place - 6)
        _add(root, "text", {"class": look, "x": str(MARGIN), "y": y}, NOT_XML.sub("", line))
