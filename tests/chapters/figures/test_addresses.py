"""Addresses of pictures: of readers those that a text on record shows, of staff the others."""

import pytest

from chapters.figures import storing
from chapters.models import Edition, Picture, Section
from tests.chapters.figures import pictures


@pytest.fixture
def large(editor):
    content = pictures.saved(pictures.photo((1500, 1000)), "JPEG")
    return Picture.objects.described().get(
        pk=storing.upload(content, name="照片.jpg", by=editor)[0].pk
    )


def shown_in_the_text(picture):
    section = Section.objects.get(chapter__number=5, number=3)
    section.text += f"\n:::图 图1 照片\n{picture.line}\n说明：一张照片\n:::"
    section.save()


@pytest.fixture
def shown(large, publish_working_copy, monkeypatch):
    """A picture that the published text shows."""
    shown_in_the_text(large)
    publish_working_copy()
    return large


def addresses(picture):
    return [picture.address, *map(picture.address_at, picture.widths)]


def test_a_picture_of_the_published_text_is_given_for_good(client, shown):
    for address in addresses(shown):
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Type"] == "image/jpeg"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Disposition"].startswith("inline;")
        assert "sandbox" in response["Content-Security-Policy"]
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "Vary" not in response or "Cookie" not in response["Vary"]


def test_the_smaller_ones_are_smaller(client, shown):
    sizes = [len(client.get(address).content) for address in addresses(shown)]

    assert shown.widths == [480, 960]
    assert sizes[1] < sizes[2] < sizes[0]
    assert sizes[0] == shown.size


def test_it_is_not_sent_again_to_who_has_it(client, shown):
    tag = client.get(shown.address)["ETag"]

    again = client.get(shown.address, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


def test_a_picture_costs_two_queries(client, shown, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(shown.address)


def test_an_address_that_is_none_costs_one_query_at_most(client, shown, django_assert_num_queries):
    for name, count in (
        (f"{'0' * 64}.png", 1),
        (f"{shown.sha256}.png", 1),
        (f"{shown.sha256}-100.jpg", 0),
        (f"{shown.sha256}.svg", 0),
        (f"{shown.sha256[:-1]}.jpg", 0),
        ("x", 0),
    ):
        with django_assert_num_queries(count):
            assert client.get(f"/figures/{name}").status_code == 404


def test_a_picture_of_a_draft_is_there_for_staff_only(client, as_user, large, edition, editor):
    shown_in_the_text(large)

    for address in addresses(large):
        assert client.get(address).status_code == 404
        tag = {"If-None-Match": f'"{address.rpartition("/")[2]}"'}
        assert client.get(address, headers=tag).status_code == 404
    response = as_user(editor).get(large.address)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_who_has_no_role_sees_no_picture_of_a_draft(as_user, large, edition, make_staff):
    assert as_user(make_staff("wu")).get(large.address).status_code == 404


def test_a_picture_of_a_superseded_text_stays_where_it_is(client, shown, publish_working_copy):
    section = Section.objects.get(chapter__number=5, number=3)
    section.text = section.text.partition("\n:::图")[0]
    section.save()
    publish_working_copy()

    assert shown.sha256 not in Edition.objects.published().get().document_json
    assert client.get(shown.address).status_code == 200


def test_a_picture_is_only_looked_at(client, shown):
    assert client.post(shown.address).status_code == 405
    assert client.head(shown.address).status_code == 200
