"""The history of a row: who changed which words, and bringing a version back."""

import pytest

from chapters.models import Chapter, Section
from tests.admin_site import address
from tests.chapters.working_copy.admin_pages import TEXT, element, fields_of
from tests.html import text_of


def test_the_record_shows_who_changed_which_words(clerk_client, section):
    changed = section.text.replace("民生福祉", "百姓福祉", 1)
    clerk_client.post(address(section), fields_of(section, text=changed))

    response = clerk_client.get(address(section, "history"))

    assert "wangfang" in text_of(element(response, "#change-history"))
    assert text_of(element(response, "#change-history del")) == "民生"
    assert text_of(element(response, "#change-history ins")) == "百姓"


def test_a_version_can_be_brought_back(clerk_client, section):
    original, first = section.text, section.history.latest()
    clerk_client.post(address(section), fields_of(section, text=TEXT))
    earlier = address(section, "simple_history", first.history_id)

    clerk_client.post(earlier, fields_of(section, text=original))

    section.refresh_from_db()
    assert section.text == original
    assert section.history.latest().history_user.username == "wangfang"


def test_bringing_a_version_back_does_not_skip_the_checks(clerk_client, section):
    before = section.text
    earlier = address(section, "simple_history", section.history.latest().history_id)

    response = clerk_client.post(earlier, fields_of(section, text="第一节 标题"))

    section.refresh_from_db()
    assert section.text == before
    assert "第1行不能保存" in text_of(element(response, ".field-text .errorlist"))


def test_a_version_is_not_brought_back_over_a_number_given_away(clerk_client, section):
    earlier = address(section, "simple_history", section.history.latest().history_id)
    Section.objects.filter(pk=section.pk).update(number=9)
    Section.objects.create(chapter=section.chapter, number=3, title="占了节号的一节")

    response = clerk_client.post(earlier, fields_of(section, number=3))

    assert "这一章里已经有这个节号。" in response.content.decode()


def test_a_deleted_section_can_be_brought_back(chief_client, section):
    fields, before = fields_of(section, opened_at=""), address(section, "history")
    Section.objects.get(pk=section.pk).delete()
    deletion = Section.history.filter(id=section.pk).latest()

    record = chief_client.get(before)
    chief_client.post(address(section, "simple_history", deletion.history_id), fields)

    assert "已删除" in text_of(element(record, "#change-history"))
    assert Section.objects.get(pk=section.pk).text == section.text


@pytest.mark.parametrize("view", ["history", "simple_history"])
def test_the_record_of_a_section_goes_with_its_chapter(chief_client, section, view):
    version = [section.history.latest().history_id] if view == "simple_history" else []
    Chapter.objects.get(pk=section.chapter_id).delete()

    response = chief_client.get(address(section, view, *version))

    assert response.status_code == 404
