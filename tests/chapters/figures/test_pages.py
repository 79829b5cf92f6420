"""Pictures on the pages of a plan: small ones first, in words for who does not see them."""

import pytest
from django.core.management import call_command

from chapters.figures import storing
from chapters.models import Picture
from tanggu_plan.management.commands import export_site
from tests.chapters.figures import pictures
from tests.chapters.figures.test_addresses import shown_in_the_text
from tests.html import parse
from tests.requests import connection_kept

PAGE = "/2021-2025/5/3/"


@pytest.fixture
def shown(editor, publish_working_copy):
    content = pictures.saved(pictures.photo((1500, 1000)), "JPEG")
    row = storing.upload(content, name="照片.jpg", by=editor)[0]
    picture = Picture.objects.described().get(pk=row.pk)
    shown_in_the_text(picture)
    publish_working_copy()
    return picture


@pytest.mark.parametrize("address", [PAGE, "/2021-2025/full/", "/2021-2025/hant/5/3/"])
def test_a_page_shows_the_picture_with_its_words_and_its_size(client, shown, address):
    (image,) = parse(client.get(address)).cssselect("figure.picture img")

    assert image.get("src") == shown.address_at(480)
    assert image.get("srcset").endswith(f"{shown.address} 1500w")
    assert (image.get("width"), image.get("height")) == ("1500", "1000")
    assert image.get("alt") in ("一张照片", "一張照片")
    assert image.getparent().get("href") == shown.address
    assert client.get(image.get("src")).status_code == 200


def test_a_page_without_pictures_asks_nothing_of_them(client, edition, monkeypatch):
    asked = []
    monkeypatch.setattr(Picture.objects, "described", lambda: asked.append(1))

    client.get(PAGE)

    assert asked == []


def test_a_copy_of_the_site_has_the_pictures(shown, tmp_path, monkeypatch):
    monkeypatch.setattr(export_site, "SMALLEST", 1)
    folder = tmp_path / "site"

    with connection_kept():
        call_command("export_site", folder, address="https://testserver")

    for address in (shown.address, *map(shown.address_at, shown.widths)):
        assert (folder / address.strip("/")).stat().st_size > 1000
