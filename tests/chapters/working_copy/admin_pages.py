"""The admin's forms of the working copy: addresses, what is posted to them, what they say."""

from chapters.working_copy.conflicts import version_of
from tests.html import parse

TEXT = "经济稳步发展。五年来，各项事业都有进步。"


def fields_of(section, **changes):
    """What the form of the section posts."""
    kept = {
        "chapter": section.chapter_id,
        "number": section.number,
        "title": section.title,
        "text": section.text,
        "opened_at": opened_now(section),
    }
    return kept | changes


def opened_now(row):
    """What a form carries that is opened now."""
    return version_of(type(row).objects.filter(pk=row.pk).first())


def element(response, css):
    (found,) = parse(response).cssselect(css)
    return found
