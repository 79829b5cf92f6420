"""/verify/: which edition is this file, and is it current?"""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chapters.editions import publishing, verify
from chapters.models import EditionFile, Section
from tests.html import parse, text_of

PAGE = "/verify/"


def answer(response):
    found = parse(response).cssselect(".answer")
    return text_of(found[0]) if found else ""


def ask(client, digest):
    return client.get(PAGE, {"sha256": digest})


def upload(client, content, **extra):
    file = SimpleUploadedFile("规划.pdf", content, "application/pdf")
    return client.post(PAGE, {"file": file}, follow=True, **extra)


@pytest.fixture
def rendering(edition, monkeypatch):
    """Let every PDF differ from now on, as real ones do by their edition's number."""

    def render(document, *, edition_number, **_):
        return f"%PDF- {edition_number} {document.sha256}".encode()

    monkeypatch.setattr("chapters.pdf.rendering.render", render)


@pytest.fixture
def second(rendering, publish_change):
    return publish_change()


def test_the_page_sets_no_cookie(client, edition, tanggu_pdf):
    responses = [client.get(PAGE), ask(client, "0" * 64), upload(client, tanggu_pdf)]

    assert not client.cookies
    assert all(response.status_code == 200 for response in responses)
    assert all("Cookie" not in response.get("Vary", "") for response in responses)


def test_the_current_pdf_is_known_and_current(client, edition, tanggu_pdf):
    said = answer(upload(client, tanggu_pdf))

    assert "是本网发布的文件，是现行版次" in said
    assert "第1版的正式PDF" in said


def test_one_changed_byte_fails(client, edition, tanggu_pdf):
    for place in (0, len(tanggu_pdf) // 2, len(tanggu_pdf) - 1):
        changed = bytearray(tanggu_pdf)
        changed[place] ^= 1
        assert "不是本网发布的版次文件" in answer(upload(client, bytes(changed)))


def test_a_superseded_pdf_is_known_with_its_successor(client, second, tanggu_pdf):
    said = answer(upload(client, tanggu_pdf))

    assert "已有新版" in said
    assert "第1版已被第2版取代" in said


def test_a_withdrawn_pdf_is_known_with_the_reason(client, edition, publisher, tanggu_pdf):
    publishing.withdraw(edition, by=publisher, reason="数字有误。")

    said = answer(upload(client, tanggu_pdf))

    assert "这一版已撤下" in said
    assert "数字有误。" in said


def test_a_proposal_is_not_confirmed(client, rendering, edition, editor):
    Section.objects.filter(chapter__number=5, number=3).update(text="送审中的文本。")
    proposed = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note="说明。")

    for digest in (proposed.sha256, proposed.files.get(kind="PDF").sha256):
        assert "不是本网发布的版次文件" in answer(ask(client, digest))


def test_the_text_as_data_is_known_too(client, edition):
    content = client.get("/2021-2025/data/plan.json").content

    assert "plan.json" in answer(upload(client, content))


def test_a_text_that_came_back_is_known_by_its_newest_edition_first(
    client, second, edition, publisher
):
    publishing.republish(edition, by=publisher, reason="第2版有误。")

    headings = parse(ask(client, edition.sha256)).cssselect(".answer h2")

    assert "是现行版次" in text_of(headings[0])
    assert "已有新版" in text_of(headings[1])


@pytest.mark.parametrize("mark", ["{}", " {}\n", "{}  plan.pdf", "{} *plan.pdf"])
def test_a_pasted_digest_is_taken_as_programs_print_it(client, edition, tanggu_pdf, mark):
    digest = sha256(tanggu_pdf).hexdigest()

    assert "是现行版次" in answer(ask(client, mark.format(digest)))
    assert "是现行版次" in answer(ask(client, mark.format(digest.upper())))


def test_a_digest_in_pairs_is_taken(client, edition, tanggu_pdf):
    digest = sha256(tanggu_pdf).hexdigest()

    assert "是现行版次" in answer(ask(client, " ".join(digest[i : i + 2] for i in range(0, 64, 2))))


@pytest.mark.parametrize(
    "junk", ["x", "0" * 63, "0" * 65, "g" * 64, "../../etc", "\x00", "'; --", "9" * 9000, "<b>"]
)
def test_junk_is_refused_calmly(client, edition, junk):
    response = ask(client, junk)

    assert response.status_code == 200
    assert "这不是一个SHA-256摘要" in text_of(parse(response).cssselect(".standing")[0])
    assert "<b>" not in response.content.decode()


def test_an_upload_without_a_file_says_so(client, edition):
    response = client.post(PAGE)

    assert response.status_code == 400
    assert "还没有选择文件" in response.content.decode()


def test_a_body_that_is_no_form_is_no_fault_of_ours(client, edition):
    response = client.generic("POST", PAGE, b"\x00" * 100, "multipart/form-data; boundary=x")

    assert response.status_code == 400


def test_an_empty_file_is_not_ours(client, edition):
    response = upload(client, b"")

    assert response.status_code < 500


def test_a_large_file_is_hashed_on_its_way(client, edition, tanggu_pdf, settings):
    large = tanggu_pdf + b"0" * 3_000_000  # more than Django keeps in memory

    response = upload(client, large)

    assert sha256(large).hexdigest() in response.content.decode()


@pytest.mark.parametrize("length", [str(verify.LARGEST_UPLOAD + 1), "9" * 5000, "x", "-1"])
def test_what_is_too_large_is_not_read(client, edition, tanggu_pdf, length):
    response = upload(client, tanggu_pdf, CONTENT_LENGTH=length)

    assert response.status_code == 413
    assert "没有读取" in response.content.decode()


def test_more_uploads_at_a_time_than_two_are_asked_to_wait(client, edition, tanggu_pdf):
    with verify._uploads, verify._uploads:
        response = upload(client, tanggu_pdf)

    assert response.status_code == 429
    assert "过一会儿" in response.content.decode()
    assert "是现行版次" in answer(upload(client, tanggu_pdf))


def test_an_upload_needs_no_token(edition, tanggu_pdf):
    assert "是现行版次" in answer(upload(Client(enforce_csrf_checks=True), tanggu_pdf))


def test_a_look_up_asks_little_of_the_database(
    client, edition, tanggu_pdf, django_assert_max_num_queries
):
    digest = sha256(tanggu_pdf).hexdigest()

    with django_assert_max_num_queries(3):
        ask(client, digest)
    with django_assert_max_num_queries(2):
        ask(client, "0" * 64)


def test_a_chapters_pdf_is_known_as_that_chapters(client, edition):
    EditionFile.objects.create(
        edition=edition, kind="CHAPTER", chapter_number=2, size=5, sha256="2" * 64
    )

    page = client.get(f"/verify/?sha256={'2' * 64}").content.decode()

    assert "是现行版次" in page
    assert 'href="/2021-2025/2/chapter.pdf">第二章 PDF</a>' in page
    assert "正式 PDF</a>" not in page
