"""The portal as a column of the district's site: everything below /zwgk/ghjh/."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import clear_script_prefix, set_script_prefix
from lxml import etree

from tanggu_plan.serving.url_prefix import without_prefix
from tests.crawl import broken, crawl, sitemap_of
from tests.tanggu_plan.test_settings import ASK, ask

ROOT = Path(__file__).resolve().parents[3]
PREFIX = "/zwgk/ghjh"
ASK_A_PROCESS = """
import json, sys
from django.test import RequestFactory
from tanggu_plan.wsgi import application

def ask(path):
    said = []
    body = application(RequestFactory().get(path).environ, lambda *answer: said.extend(answer))
    return said[0], b"".join(body).decode()

print(json.dumps([ask(path) for path in sys.argv[1:]]))
"""


class ColumnClient(Client):
    """A client of a server whose proxy hands addresses on as they are."""

    def request(self, **request):
        return super().request(**without_prefix(request, PREFIX))


@pytest.fixture
def below(settings):
    """A client of the portal below PREFIX, with the settings that URL_PREFIX makes."""
    settings.URL_PREFIX = settings.FORCE_SCRIPT_NAME = PREFIX
    settings.SESSION_COOKIE_PATH = settings.CSRF_COOKIE_PATH = f"{PREFIX}/"
    settings.STATIC_URL = f"{PREFIX}/static/"
    set_script_prefix(f"{PREFIX}/")
    yield ColumnClient()
    clear_script_prefix()


def test_every_page_and_link_stays_below_the_prefix(below, edition):
    addresses = sitemap_of(below, f"{PREFIX}/sitemap.xml")

    visits = crawl(below, addresses)

    assert len(visits) > 50
    assert [address for address in visits if not address.startswith(f"{PREFIX}/")] == []
    assert broken(visits) == []


def test_a_proxy_that_takes_the_prefix_off_is_served_too(below, edition):
    whole = below.get(f"{PREFIX}/2021-2025/5/2/")

    shortened = below.get("/2021-2025/5/2/")

    assert shortened.status_code == 200
    assert shortened.content == whole.content


def test_redirects_keep_the_prefix(below, edition):
    without_slash = below.get(f"{PREFIX}/2021-2025")
    to_log_in = below.get(f"{PREFIX}/admin/")

    assert without_slash.url == f"{PREFIX}/2021-2025/"
    assert to_log_in.url == f"{PREFIX}/admin/login/?next={PREFIX}/admin/"


def test_logging_in_sets_cookies_for_the_column_only(below, editor):
    page = below.get(f"{PREFIX}/admin/login/")
    answer = below.post(
        f"{PREFIX}/admin/login/",
        {"username": "bianji", "password": "bianji-密码-2026", "next": f"{PREFIX}/admin/"},
    )

    assert page.cookies["csrftoken"]["path"] == f"{PREFIX}/"
    assert answer.cookies["sessionid"]["path"] == f"{PREFIX}/"
    assert answer.url == f"{PREFIX}/admin/"


def test_forms_post_below_the_prefix(below, edition):
    answer = below.get(f"{PREFIX}/verify/?sha256=0")

    assert f'action="{PREFIX}/verify/"' in answer.content.decode()


def test_the_feed_names_addresses_below_the_prefix(below, edition):
    feed = etree.fromstring(below.get(f"{PREFIX}/feed.xml").content)

    addresses = [link.get("href") for link in feed.iter("{*}link")]
    assert addresses
    assert all(address.startswith(f"http://testserver{PREFIX}/") for address in addresses)


def test_the_canonical_address_has_the_prefix(below, edition, settings):
    settings.PUBLIC_URL = "https://plan.example"

    page = below.get(f"{PREFIX}/2021-2025/").content.decode()

    assert f'<link rel="canonical" href="https://plan.example{PREFIX}/2021-2025/">' in page


def test_one_variable_moves_a_server():
    answer = subprocess.run(
        [
            sys.executable,
            "-c",
            ASK_A_PROCESS,
            f"{PREFIX}/accessibility/",
            f"{PREFIX}/static/css/site.css",
        ],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "only for this test",
            "DEBUG": "on",
            "ALLOWED_HOSTS": "testserver",
            "URL_PREFIX": "zwgk/ghjh/",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    (status, page), (static_status, sheet) = json.loads(answer.stdout)
    assert (status, static_status) == ("200 OK", "200 OK")
    assert f'src="{PREFIX}/static/js/settings.js"' in page
    assert f'href="{PREFIX}/verify/"' in page
    assert "@layer" in sheet


@pytest.mark.parametrize(
    ("path", "inner"),
    [
        ("/zwgk/ghjh/verify/", "/verify/"),
        ("/zwgk/ghjh/", "/"),
        ("/zwgk/ghjh", "/"),
        ("/zwgk/ghjhx/", "/zwgk/ghjhx/"),
        ("/verify/", "/verify/"),
    ],
)
def test_the_prefix_is_taken_off_whole_names_only(path, inner):
    environ = without_prefix({"PATH_INFO": path}, PREFIX)

    assert environ["PATH_INFO"] == inner


def test_the_site_answers_on_ipv6(client, edition):
    response = client.get("/2021-2025/", headers={"host": "[::1]:8000"})

    assert response.status_code == 200


def test_an_ipv6_checkout_needs_no_setting():
    assert "[::1]" in ask(ASK, "ALLOWED_HOSTS")["ALLOWED_HOSTS"]
