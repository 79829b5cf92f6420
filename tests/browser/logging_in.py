"""Logging in without the form, which has tests of its own."""

from django.conf import settings
from django.test import Client


def become(page, user, address="/admin/"):
    """Give the window that user's session, whoever's it was, and open the address."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "domain": "localhost", "path": "/"}
    page.context.clear_cookies()
    page.context.add_cookies([cookie])
    page.goto(address)
