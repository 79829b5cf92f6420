"""Two clerks at one form: its address and fields."""

from tests.html import parse, text_of

MINE = "我写的一段。\n我写的另一段。"
THEIRS = "同事写的一段。"


def opened(client, url):
    """What the form at the address posts if nothing is typed."""
    return form_in(client.get(url))


def form_in(response):
    form = next(form for form in parse(response).forms if "opened_at" in form.fields)
    return {name: value or "" for name, value in form.form_values()}


def shown(response, css):
    return [text_of(found) for found in parse(response).cssselect(css)]
