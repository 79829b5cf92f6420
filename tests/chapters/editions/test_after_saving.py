"""What a saved form says, and where it leads."""

import pytest
from django.urls import reverse

from chapters.models import Section
from tests.chapters.editions.admin_pages import propose_address
from tests.html import parse, text_of


@pytest.fixture
def saved(as_user, edition, editor):
    """Return a function that saves a row's form as it stands and gives the message and address."""

    def save(row):
        client = as_user(editor)
        meta = row._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        form = parse(client.get(address)).get_element_by_id(f"{meta.model_name}_form")
        response = client.post(address, dict(form.form_values()), follow=True)
        (message,) = parse(response).cssselect(".messagelist li.success")
        return message, address

    return save


def links_in(element):
    return {text_of(link): link.get("href") for link in element.cssselect("a")}


def test_after_saving_one_line_says_where_to_go_next(saved, edition):
    message, address = saved(Section.objects.get(chapter__number=2, number=3))

    assert "已保存到工作稿，公开页面尚未改变。" in text_of(message)
    assert links_in(message)["继续编辑"] == address
    assert links_in(message)["预览"] == f"{address}#preview-text"
    assert links_in(message)["去送审"] == propose_address(edition.plan)


def test_after_saving_an_indicator_there_is_no_preview_to_go_to(saved, edition):
    message, address = saved(edition.plan.indicators.get(number=2))

    assert links_in(message)["继续编辑"] == address
    assert "预览" not in links_in(message)


def test_the_form_of_a_plan_leads_to_its_proposal(as_user, edition, editor, reviewer):
    address = reverse("admin:chapters_plan_change", args=[edition.plan_id])

    of_editor = as_user(editor).get(address).content.decode()
    of_reviewer = as_user(reviewer).get(address).content.decode()

    assert propose_address(edition.plan) in of_editor
    assert propose_address(edition.plan) not in of_reviewer
