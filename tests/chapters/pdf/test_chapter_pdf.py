import pytest

from chapters.editions import publishing
from chapters.models import EditionFile
from chapters.pdf import rendering
from tanggu_plan.text.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition_with_chapters(plan, tanggu_pdf, monkeypatch):
    monkeypatch.setattr(rendering, "render", lambda document, **_: tanggu_pdf)
    monkeypatch.setattr(
        rendering,
        "render_chapters",
        lambda document, *, edition_number: {
            chapter.number: b"%%PDF-%d" % chapter.number for chapter in document.chapters
        },
    )
    return publishing.publish_original(plan)


def test_every_chapter_has_a_pdf_made_with_the_edition(edition_with_chapters):
    files = edition_with_chapters.files.filter(kind=EditionFile.Kind.CHAPTER)

    assert sorted(files.values_list("chapter_number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_a_chapters_pdf_is_served_and_linked_on_its_page(client, edition_with_chapters):
    page = client.get("/2021-2025/3/")
    response = client.get("/2021-2025/3/chapter.pdf")

    assert "/2021-2025/3/chapter.pdf" in page.content.decode()
    assert response.content == b"%PDF-3"
    assert response["Content-Type"] == "application/pdf"
    assert "2021-2025-edition-1-chapter-3.pdf" in response["Content-Disposition"]


def test_a_chapter_that_is_not_there_has_no_pdf(client, edition_with_chapters):
    assert client.get("/2021-2025/8/chapter.pdf").status_code == 404
    assert client.get("/2021-2025/0/chapter.pdf").status_code == 404


def test_the_record_lists_the_plans_pdf_only(client, edition_with_chapters):
    page = client.get("/2021-2025/editions/1/").content.decode()

    assert page.count("SHA-256，由 PDF 文件算出") == 1


def test_a_chapter_that_cannot_be_rendered_leaves_no_edition(plan, tanggu_pdf, monkeypatch):
    def fail(document, **_):
        raise Refused("没有生成。")

    monkeypatch.setattr(rendering, "render", lambda document, **_: tanggu_pdf)
    monkeypatch.setattr(rendering, "render_chapters", fail)

    with pytest.raises(Refused):
        publishing.publish_original(plan)

    assert not plan.editions.exists()
    assert not EditionFile.objects.exists()


def test_the_edition_page_of_the_pdf_is_told_kind_and_note(edition, editor, monkeypatch):
    given = {}
    monkeypatch.setattr(
        rendering, "render", lambda document, **facts: given.update(facts) or b"%PDF-"
    )
    edition.plan.chapters.update(title="改过的标题")

    publishing.propose(edition.plan, by=editor, kind="CORRECTION", note="改正标题。")

    assert (given["kind"], given["note"], given["edition_number"]) == ("更正", "改正标题。", 2)
