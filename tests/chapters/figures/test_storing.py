"""Stored pictures: once each, on record, never changed; uploaded by clerks on their own page."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chapters.figures import safety, storing
from chapters.models import Picture
from chapters.models import picture as model
from tanggu_plan.models import AuditEntry
from tanggu_plan.text.refusals import Refused
from tests.admin_site import messages_in
from tests.chapters.figures import pictures
from tests.html import parse

ADD, LIST = "admin:chapters_picture_add", "admin:chapters_picture_changelist"


def post(client, **files):
    uploaded = [SimpleUploadedFile(name, content) for name, content in files.items()]
    return client.post(reverse(ADD), {"pictures": uploaded})


def test_a_picture_is_known_by_the_digest_of_its_bytes(picture):
    assert picture.sha256 == sha256(picture.content_at()).hexdigest()
    assert picture.line == f"文件：{picture.sha256}"
    assert (picture.width, picture.height, picture.format) == (600, 300, "PNG")


def test_there_is_a_column_for_each_width_that_is_made():
    assert model.WIDTHS == safety.WIDTHS
    assert {f"content_{width}" for width in safety.WIDTHS} <= {
        field.name for field in Picture._meta.get_fields()
    }


def test_an_upload_stands_in_the_audit_log(picture, editor):
    entry = AuditEntry.objects.get(action="UPLOAD")

    assert (entry.actor, entry.subject) == (editor.username, "图片：两岸三带.png")
    assert picture.sha256 in entry.details


def test_the_same_picture_is_stored_once(picture, reviewer, editor):
    again, is_new = storing.upload(pictures.GOOD_PNG, name="另一个名字.png", by=editor)

    assert (again, is_new) == (picture, False)
    assert Picture.objects.count() == 1
    assert AuditEntry.objects.filter(action="UPLOAD").count() == 1


def test_a_name_that_hides_characters_is_stored_with_them_shown(editor):
    stored, _ = storing.upload(pictures.GOOD_PNG, name="图\u202egnp.exe" + "长" * 300, by=editor)

    assert "\u202e" not in stored.name
    assert len(stored.name) == 200


def test_only_who_edits_may_upload(reviewer):
    with pytest.raises(Refused, match="权限"):
        storing.upload(pictures.GOOD_PNG, name="图.png", by=reviewer)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE chapters_picture SET name = 'x'",
        "DELETE FROM chapters_picture",
        "INSERT INTO chapters_picture SELECT * FROM chapters_picture",
    ],
)
def test_the_database_refuses_to_change_a_picture(picture, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Picture.objects.get().name == "两岸三带.png"


def test_sqlite_refuses_to_replace_a_picture(picture):
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("REPLACE INTO chapters_picture SELECT * FROM chapters_picture")


def test_several_files_are_stored_and_what_is_refused_is_told_by_name(as_user, editor):
    client = as_user(editor)

    response = post(client, **{"好.png": pictures.GOOD_PNG, "坏.svg": pictures.SVG, "空.png": b""})

    told = parse(response).cssselect("[role=alert] li")
    assert [item.text_content().split("：")[0] for item in told] == ["“坏.svg”", "“空.png”"]
    assert "另存为 PNG" in told[0].text_content()
    assert messages_in(response) == ["“好.png”已经存好。"]
    assert [each.name for each in Picture.objects.all()] == ["好.png"]


def test_a_picture_that_is_there_already_is_told(as_user, editor, picture):
    response = as_user(editor).post(
        reverse(ADD), {"pictures": [SimpleUploadedFile("二.png", pictures.GOOD_PNG)]}, follow=True
    )

    assert messages_in(response) == ["“两岸三带.png”与已有的图片完全相同，没有再存一份。"]


def test_no_file_chosen_and_too_many_are_refused(as_user, editor):
    client = as_user(editor)

    nothing = client.post(reverse(ADD), {})
    many = client.post(
        reverse(ADD), {"pictures": [SimpleUploadedFile(f"{n}.png", b"") for n in range(21)]}
    )

    assert parse(nothing).cssselect(".errorlist")
    assert "一次最多选 20 个文件" in many.content.decode()
    assert not Picture.objects.exists()


def test_the_list_gives_the_line_to_copy_and_a_small_preview(as_user, editor, picture):
    page = parse(as_user(editor).get(reverse(LIST)))

    (line,) = page.cssselect("input.picture-line")
    (preview,) = page.cssselect("img.picture-preview")
    assert line.get("value") == picture.line
    assert line.get("readonly") is not None
    assert preview.get("src").startswith(f"/figures/{picture.sha256}")


def test_the_list_reads_no_bytes(as_user, editor, picture):
    client = as_user(editor)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(LIST))

    listed = [query["sql"] for query in asked if 'FROM "chapters_picture"' in query["sql"]]
    assert listed
    assert not any('"chapters_picture"."content",' in sql for sql in listed)


@pytest.mark.parametrize("name", ["审核", "审计"])
def test_reviewers_and_auditors_look_and_upload_nothing(as_user, make_staff, name, picture):
    client = as_user(make_staff("kan", name))

    assert client.get(reverse(LIST)).status_code == 200
    assert client.get(reverse(ADD)).status_code == 403
    assert post(client, **{"好.png": pictures.GOOD_JPEG}).status_code == 403


def test_nobody_deletes_or_changes_a_picture_in_the_admin(chief_client, picture):
    change = reverse("admin:chapters_picture_change", args=[picture.pk])

    page = parse(chief_client.get(change))

    assert page.cssselect("input.picture-line")
    assert chief_client.post(change, {"name": "x"}).status_code == 403
    delete = reverse("admin:chapters_picture_delete", args=[picture.pk])
    assert chief_client.post(delete, {"post": "yes"}).status_code == 403
