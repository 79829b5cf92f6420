"""The comparison of two editions as staff and readers see it."""

from django.template.loader import render_to_string
from lxml import html

from chapters.comparison import compare
from chapters.models import Section
from tests.chapters.editions.admin_pages import change_the_working_copy, propose_address
from tests.html import parse, text_of

# Who may do what


def test_markup_in_the_text_is_shown_as_typed_in_the_comparison(as_user, edition, editor):
    change_the_working_copy("<img src=x onerror=alert(1)>")

    page = parse(as_user(editor).get(propose_address(edition.plan)))

    assert page.cssselect("main img") == []
    assert "<imgsrc=xonerror=alert(1)>" in text_of(page.cssselect(".comparison")[0])


# The comparison


def test_moved_split_joined_added_and_deleted_are_said_in_words(as_user, edition, editor):
    section = Section.objects.get(chapter__number=1, number=2)
    first, second, third, *rest = section.text.split("\n")
    head, tail = third.split("。", 1)
    section.text = "\n".join([second, f"{head}。", tail, *rest[:-1], first, "新的一段话在这里。"])
    section.save()

    response = as_user(editor).get(propose_address(edition.plan))

    words = {text_of(kind) for kind in parse(response).cssselect(".unit-kind")}
    assert {"移动", "拆分", "删除", "新增"} <= words


def test_unchanged_paragraphs_are_folded(as_user, edition, editor):
    change_the_working_copy()

    page = parse(as_user(editor).get(propose_address(edition.plan)))

    folded = page.cssselect("details.unchanged")
    assert folded
    assert not any(fold.get("open") for fold in folded)
    assert all(fold.cssselect("ins, del") == [] for fold in folded)


def test_a_changed_indicator_is_shown_cell_by_cell(as_user, edition, editor):
    edition.plan.indicators.filter(number=2).update(target_value="4321")

    page = parse(as_user(editor).get(propose_address(edition.plan)))

    (row,) = page.cssselect(".unit-changed")
    assert "目标值" in [text_of(label) for label in row.cssselect("dt")]
    assert "新增：4321" in text_of(row)


def test_for_the_public_each_place_links_to_its_own_page(proposed, edition):
    comparison = compare(edition.document, proposed.document)

    page = render_to_string(
        "chapters/comparison/_comparison.html", {"comparison": comparison, "plan": edition.plan}
    )

    changed = html.fromstring(page).cssselect(".place-link a, .unit-changed a")
    assert [link.get("href") for link in changed] == ["/2021-2025/1/1/", "/2021-2025/1/1/#p3"]


def test_without_a_page_to_link_to_the_comparison_has_no_links(proposed, edition):
    comparison = compare(edition.document, proposed.document)

    page = render_to_string("chapters/comparison/_comparison.html", {"comparison": comparison})

    assert "<a" not in page
    assert "第3段" in page
