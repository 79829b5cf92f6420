"""HTML pages of a Document, composed line by line, for chapters.pdf.child to set."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse

from chapters.pdf import fonts
from chapters.pdf.fonts import Face, FaceSet
from chapters.pdf.layout import Layout
from chapters.pdf.paragraphs import SetParagraph, set_text
from chapters.plan.document import Document
from chapters.reading.qr_code import qr_code
from tanggu_plan.identity.site import public_address
from tanggu_plan.text.unseen import LEAVES_NO_INK


@dataclass(frozen=True, slots=True)
class Imprint:
    """The edition's data on the page 电子版次信息; `kind` is its name in Chinese."""

    edition_number: int
    kind: str = ""
    note: str = ""
    plan_slug: str = ""  # the plan's address where that is not its period


def plan_job(document: Document, imprint: Imprint, figures: Mapping[str, bytes] = {}) -> bytes:
    """Return the whole plan as pdf_child is given it: the pages and all they are made of.

    `figures` are the pictures by their SHA-256.
    """
    slug = imprint.plan_slug or document.period
    path = reverse("chapters:edition_detail", args=[slug, imprint.edition_number])
    address = public_address(path)
    faces = fonts.faces()
    text = document.to_json() + imprint.note
    missing = _unprintable(text, faces)
    printed = Document.from_json(_replaced(document.to_json(), missing))
    issued_on = date.fromisoformat(document.issued_on) if document.issued_on else None
    pictures = {_picture_address(name): content for name, content in figures.items()}
    layout = Layout(printed, faces, {name: _picture_address(name) for name in figures})
    declared = faces.needed_for(_replaced(text, missing))
    context = {
        "document": printed,
        "layout": layout,
        "issued_on": issued_on,
        "imprint": replace(imprint, note=_replaced(imprint.note, missing)),
        "sha256": document.sha256,
        "missing": missing,
        "roles": _roles(faces),
        "style": _style(faces, declared, layout.paragraphs),
        "address": address,
        "qr_code": qr_code(address),
    }
    html = render_to_string("chapters/pdf/plan.html", context)
    dated = issued_on or date(document.period_start, 1, 1)
    return _packed(html, declared, dated, attached=document.to_json(), pictures=pictures)


def report_job(template: str, context: dict, paragraphs: Iterable[str], dated: date) -> bytes:
    """Return a report: a template with its context, whose `paragraphs` are composed into lines.

    Characters that cannot be printed are replaced wherever they stand.
    """
    faces = fonts.faces()
    declared = faces.all
    replaced = {text: _replaced(text, _unprintable(text, faces)) for text in paragraphs}
    composed = {text: set_text(printed, faces) for text, printed in replaced.items()}
    html = render_to_string(
        template,
        context
        | {
            "composed": composed,
            "roles": _roles(faces),
            "families": _stacks(faces, declared),
            "style": _style(faces, declared, composed.values()),
        },
    )
    return _packed(_replaced(html, _unprintable(html, faces)), declared, dated)


def _packed(
    html: str,
    declared: list[Face],
    dated: date,
    attached: str = "",
    pictures: Mapping[str, bytes] = {},
) -> bytes:
    return json.dumps(
        {
            "html": html,
            "fonts": {_address(at): str(face.path) for at, face in enumerate(declared)},
            "pictures": {url: b64encode(content).decode() for url, content in pictures.items()},
            "plan": attached,
            "dated": dated.isoformat(),
        }
    ).encode()


def _roles(faces: FaceSet) -> list[tuple[str, Face]]:
    return [(name, faces.by_role[role]) for role, name in fonts.ROLES.items()]


def _unprintable(text: str, faces: FaceSet) -> list[str]:
    return sorted(
        character
        for character in set(text)
        if not (faces.has(character) or character.isspace() or LEAVES_NO_INK.match(character))
    )


def _replaced(text: str, characters: list[str]) -> str:
    return text.translate({ord(character): fonts.REPLACEMENT for character in characters})


def _address(at: int) -> str:
    return f"plan:fonts/{at}"


def _picture_address(name: str) -> str:
    return f"plan:figures/{name}"


def _style(faces: FaceSet, declared: list[Face], composed: Iterable[SetParagraph]) -> str:
    """Return the rules that depend on this machine's faces and on this text's lines.

    They hold no character that HTML escapes.
    """
    rules = [
        f"@font-face {{ font-family: face-{at}; src: url({_address(at)}); }}"
        for at in range(len(declared))
    ]
    stacks = _stacks(faces, declared)
    rules += [f":root {{ --{role}: {stack}; }}" for role, stack in stacks.items()]
    lines = [line for paragraph in composed for line in paragraph.lines]
    pieces = [piece for line in lines for piece in line.pieces]
    for letter, declaration, lengths in (
        ("s", "letter-spacing", {line.spacing for line in lines}),
        ("b", "margin-left", {piece.before for piece in pieces} - {0.0}),
        ("a", "margin-right", {piece.after for piece in pieces} - {0.0}),
    ):
        rules += [
            f".{letter}{thousandths(length)} {{ {declaration}: {length:.3f}em; }}"
            for length in sorted(lengths)
        ]
    return "\n".join(rules)


def _stacks(faces: FaceSet, declared: list[Face]) -> dict[str, str]:
    """Return by role the names under which a style sheet and a drawing know its faces."""
    names = {face: f"face-{at}" for at, face in enumerate(declared)}
    return {
        role: ", ".join(dict.fromkeys((names[face], names.get(faces.fallback, names[face]))))
        for role, face in faces.by_role.items()
    }


def thousandths(length: float) -> int:
    """Return a length for the name of its class: -0.5 em is -500."""
    return round(length * 1000)
