"""The handbook: every role, button and message in it exists."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from chapters.editions import publishing
from chapters.editions.steps import NEEDS_ANOTHER_PERSON, STEPS
from chapters.models import Section
from chapters.working_copy.links import admin_url
from indicators.models import Source
from indicators.recording import acts
from tanggu_plan.staff.roles import ROLES
from tests.chapters.editions.admin_pages import (
    NOTE,
    REASON,
    change_the_working_copy,
    propose_address,
    review,
    step_address,
)
from tests.html import parse, text_of

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture
def handbook(as_user, make_staff):
    return parse(as_user(make_staff("someone", "管理")).get(reverse("handbook")))


@pytest.mark.parametrize("role", ROLES)
def test_every_member_of_staff_finds_the_handbook(as_user, make_staff, role):
    client = as_user(make_staff("someone", role))

    links = [
        link.get("href") for link in parse(client.get(reverse("admin:index"))).cssselect("header a")
    ]

    assert reverse("handbook") in links
    assert client.get(reverse("handbook")).status_code == 200


def test_strangers_do_not_read_the_handbook(client, db):
    assert client.get(reverse("handbook")).status_code == 302


def test_every_role_in_the_handbook_exists(handbook):
    named = {text_of(role) for role in handbook.cssselect(".role-name")}

    assert named == set(ROLES)


def data_pages(client, chief, recorder, plan):
    """The pages on which data is recorded, confirmed, returned and taken back."""
    indicator = plan.indicators.get(number=3)
    source = Source.objects.create(
        plan=plan, title="示例公报", publisher="示例单位", dated_on=date(2023, 3, 1)
    )
    said = {"value": "9.1", "status": "FINAL", "source": source}
    others = acts.record_measurement(indicator, year=2021, by=recorder, **said)
    own = acts.record_measurement(indicator, year=2022, by=chief, **said)
    add = reverse("admin:indicators_measurement_add")
    addresses = [
        reverse("admin:indicators_measurement_changelist"),
        reverse("admin:indicators_commitmentstatus_changelist"),
        f"{add}?indicator={indicator.pk}",
        admin_url(others),
        admin_url(own),
    ]
    pages = [client.get(address) for address in addresses]
    acts.return_(own, by=chief, reason=REASON)
    return [*pages, client.get(admin_url(own))]


def test_every_button_in_the_handbook_exists(
    handbook, as_user, chief, second, edition, editor, make_staff, settings
):
    settings.ALLOW_SINGLE_PERSON_APPROVAL = True
    section = change_the_working_copy("脱贫")
    Section.objects.filter(chapter__number=5, number=3).update(text="又改了一处。")
    client = as_user(chief)
    addresses = [
        reverse("admin:index"),
        reverse("admin:chapters_section_change", args=[section.pk]),
        reverse("admin:chapters_plan_change", args=[edition.plan_id]),
        propose_address(edition.plan),
        review(edition),
        review(second),
        step_address("withdraw", second),
        step_address("republish", edition),
    ]
    pages = [client.get(address) for address in addresses]
    pages += data_pages(client, chief, make_staff("shuju", "数据"), edition.plan)
    waiting = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)
    pages.append(client.get(review(waiting)))
    publishing.approve(waiting, by=chief)
    pages += [client.get(review(waiting)), client.get(step_address("publish", waiting))]

    shown = {
        text_of(element) or element.get("value")
        for page in pages
        for element in parse(page).cssselect("a, button, input[type=submit]")
    }

    assert {text_of(name) for name in handbook.cssselect(".button-name")} <= shown


def strings_of(path):
    """Every text in a Python file, each computed part as …, in the pieces that stand as one."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part is not node
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield _joined(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside:
            yield node.value


def _joined(node):
    return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)


def refusals_in(path):
    """The messages of the file's Refused."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
            words = node.args[-1]
            if isinstance(words, ast.JoinedStr):
                yield _joined(words)
            elif isinstance(words, ast.Constant):
                yield words.value


def messages_in(handbook):
    return {message.text_content() for message in handbook.cssselect(".message")}


def test_every_refusal_of_publishing_is_explained_in_the_handbook(handbook):
    refusals = set(refusals_in(PROJECT / "chapters" / "editions" / "publishing.py"))

    assert len(refusals) > 6
    words = {step.without_words for step in STEPS if step.asks}
    assert refusals | words | {NEEDS_ANOTHER_PERSON} <= messages_in(handbook)


def test_every_message_in_the_handbook_is_one_that_the_software_gives(handbook):
    files = [*(PROJECT / "chapters").rglob("*.py"), *(PROJECT / "tanggu_plan").rglob("*.py")]
    given = "\n".join(text for path in files for text in strings_of(path))

    pieces = {
        piece
        for message in messages_in(handbook)
        for piece in re.split("…", message)
        if len(piece) > 2
    }

    assert [piece for piece in sorted(pieces) if piece not in given] == []


def test_the_handbook_names_the_numbers_that_are_set(handbook, settings):
    text = text_of(handbook.cssselect("main")[0])

    assert f"连续输错{settings.AXES_FAILURE_LIMIT}次" in text
    assert f"{settings.SESSION_COOKIE_AGE // 60}分钟没有操作" in text


def test_the_handbook_says_of_each_role_what_it_may_do(handbook):
    rows = {
        text_of(row.cssselect("th")[0]): [text_of(cell) for cell in row.cssselect("td")]
        for row in handbook.cssselect("#roles + .table-scroll tbody tr")
    }

    assert rows["审核"] == ["—", "—", "—", "可以", "—", "—", "—", "—"]
    assert rows["发布"] == ["—", "—", "—", "—", "可以", "—", "—", "—"]
    assert rows["数据"] == ["—", "—", "—", "—", "—", "可以", "—", "—"]
    assert rows["审计"] == ["—", "—", "—", "—", "—", "—", "可以", "—"]
