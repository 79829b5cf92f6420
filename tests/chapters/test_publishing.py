import pytest

from chapters import pdf, publishing
from chapters.models import Edition, Section


def test_the_original_freezes_the_working_copy(edition, tanggu):
    assert edition.document == tanggu
    assert edition.document_json == tanggu.to_json()


def test_a_plan_has_one_original_only(edition):
    with pytest.raises(publishing.PublishingRefused, match="已有版次"):
        publishing.publish_original(edition.plan)


def test_a_working_copy_that_moved_while_the_pdf_was_made_is_not_published(plan, monkeypatch):
    def edit_meanwhile(document, *, edition_number):
        Section.objects.filter(number=1).update(text="有人刚刚改了。")
        return b"%PDF-"

    monkeypatch.setattr(pdf, "render", edit_meanwhile)

    with pytest.raises(publishing.PublishingRefused, match="工作稿有改动"):
        publishing.publish_original(plan)

    assert not Edition.objects.exists()
