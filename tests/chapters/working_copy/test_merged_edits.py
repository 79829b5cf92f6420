"""Two people in different paragraphs of one box: both changes are in it, and not yet saved."""

import pytest

from chapters.models import Section
from tests.admin_site import address
from tests.chapters.working_copy.rivals import form_in, opened, shown

TABLE = ":::表 进度\n| 任务 | 时限 |\n| 管网 | 2026年 |\n| 养老 | 2027年 |\n:::"


@pytest.fixture
def section(plan):
    section = Section.objects.get(chapter__plan=plan, chapter__number=2, number=1)
    section.text = f"第一段话。\n第二段话。\n第三段话。\n{TABLE}"
    section.save()
    return section


@pytest.fixture
def save_after_the_other(fang, hua, section):
    """Post what wangfang made of the section after lihua saved hers; both opened it as it was."""

    def save(mine, theirs):
        url = address(section)
        my_form, their_form = opened(fang, url), opened(hua, url)
        hua.post(url, their_form | {"text": theirs})
        response = fang.post(url, my_form | {"text": mine})
        section.refresh_from_db()
        return response

    return save


def changed(section, *pairs):
    text = section.text
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def text_in(response):
    return "\n".join(form_in(response)["text"].split("\n")).replace("\r", "").strip()


def test_changes_of_different_paragraphs_are_both_in_the_box(section, save_after_the_other):
    mine, theirs = ("第一段话。", "我改的第一段。"), ("第二段话。", "同事改的第二段。")
    both = changed(section, mine, theirs)

    response = save_after_the_other(changed(section, mine), changed(section, theirs))

    assert text_in(response) == both
    assert "lihua在" in shown(response, "#edit-conflict-notice")[0]
    assert "已合并到下面的框里" in shown(response, ".merged-note")[0]
    assert shown(response, ".their-changes ins") == ["新增：同事改的"]
    assert "我改" in "".join(shown(response, ".my-changes ins"))
    assert "同事" not in "".join(shown(response, ".my-changes ins"))
    assert shown(response, ".paragraph-conflict") == []


def test_what_was_merged_is_saved_by_the_next_press_only(fang, section, save_after_the_other):
    mine, theirs = (
        ("第一段话。", "我改的第一段。"),
        ("第三段话。\n", "第三段话。\n同事加的一段。\n"),
    )
    both, stored = changed(section, mine, theirs), changed(section, theirs)

    refused = save_after_the_other(changed(section, mine), stored)
    before = Section.objects.get(pk=section.pk).text
    again = fang.post(address(section), form_in(refused))

    assert before == stored
    assert again.status_code == 302
    assert Section.objects.get(pk=section.pk).text == both


def test_the_paragraph_that_both_changed_is_named_with_both_texts(section, save_after_the_other):
    mine = ("第一段话。", "我改的第一段。"), ("第二段话。", "我改的第二段。")
    theirs = ("第二段话。", "同事改的第二段。"), ("第三段话。", "同事改的第三段。")
    both = changed(section, *mine, theirs[1])

    response = save_after_the_other(changed(section, *mine), changed(section, *theirs))

    (conflict,) = shown(response, ".paragraph-conflict")
    assert conflict.startswith("同一段，两人都改了")
    assert "对方的" in conflict
    assert "同事改的第二段。" in conflict
    assert "我改的第二段。" in conflict
    assert text_in(response) == both


def test_a_paragraph_that_one_removed_and_the_other_changed_is_named(section, save_after_the_other):
    mine, theirs = ("第二段话。\n", ""), ("第二段话。", "同事改的第二段。")

    response = save_after_the_other(changed(section, mine), changed(section, theirs))

    (conflict,) = shown(response, ".paragraph-conflict")
    assert conflict.startswith("对方改了的，您删去了")
    assert shown(response, ".stored-text")[0].startswith("第一段话。同事改的第二段。")


def test_a_table_is_never_put_together_from_two(section, save_after_the_other):
    mine, theirs = ("2026年 |", "2028年 |"), ("| 养老 | 2027年 |\n", "")
    wanted = changed(section, mine)

    response = save_after_the_other(wanted, changed(section, theirs))

    assert text_in(response) == wanted
    assert len(shown(response, ".paragraph-conflict")) == 1


def test_a_table_and_a_paragraph_are_merged(section, save_after_the_other):
    mine, theirs = ("2026年 |", "2028年 |"), ("第三段话。", "同事改的第三段。")
    both = changed(section, mine, theirs)

    response = save_after_the_other(changed(section, mine), changed(section, theirs))

    assert text_in(response) == both


def test_changes_that_the_other_has_saved_too_are_nothing_more_to_save(
    section, save_after_the_other
):
    mine, theirs = ("第一段话。", "改了的第一段。"), ("第三段话。", "同事改的第三段。")
    stored = changed(section, mine, theirs)

    response = save_after_the_other(changed(section, mine), stored)

    assert text_in(response) == stored
    assert shown(response, ".my-changes") == ["您改的，对方都已保存。"]


def test_the_lines_of_a_title_are_merged(fang, hua, plan):
    plan.title_lines = "某某街道\n发展规划\n（2021—2025年）"
    plan.save()
    mine, theirs = opened(fang, address(plan)), opened(hua, address(plan))
    hua.post(address(plan), theirs | {"title_lines": "某某街道\n发展规划\n（草案）"})

    response = fang.post(
        address(plan), mine | {"title_lines": "某区某某街道\n发展规划\n（2021—2025年）"}
    )

    assert form_in(response)["title_lines"].split() == ["某区某某街道", "发展规划", "（草案）"]
