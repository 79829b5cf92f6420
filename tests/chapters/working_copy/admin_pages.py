"""The admin's forms of the working copy: addresses, what is posted to them, what they say."""

from django.urls import reverse

from chapters.working_copy.conflicts import version_of
from tests.html import parse, text_of

TEXT = "经济稳步发展。五年来，各项事业都有进步。"


def address(obj, view="change", *args):
    return reverse(f"admin:chapters_{obj._meta.model_name}_{view}", args=[obj.pk, *args])


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


def messages_in(response):
    return [text_of(message) for message in parse(response).cssselect(".messagelist li")]
