"""Every edition that was public stays at its address; every address that was public answers."""

import pytest

from chapters.editions import publishing
from chapters.models import Edition, Section
from indicators.models import Indicator
from tests.html import article_lines, main_text, parse, text_of

LIST = "/2021-2025/editions/"
FIRST, SECOND = f"{LIST}1/", f"{LIST}2/"
WHY = "第五章的数字有误，正在核对。"


@pytest.fixture
def second(publish_change):
    return publish_change(note="第一章一处错字。")


@pytest.fixture
def withdrawn(edition, publisher):
    """The only edition, withdrawn."""
    return publishing.withdraw(edition, by=publisher, reason=WHY)


def page_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    assert not response.cookies
    return response


# The list


def test_the_list_names_every_edition_with_its_state_kind_note_and_hashes(client, second):
    records = parse(page_of(client, LIST)).cssselect(".records > li")

    new, old = map(text_of, records)
    assert "第2版现行" in new
    assert "更正" in new
    assert "第一章一处错字。" in new
    assert second.sha256[:12] in new
    assert second.files.get(kind="PDF").sha256[:12] in new
    assert "第1版已被新版取代" in old


def test_the_list_leads_to_the_changes_between_consecutive_editions(client, second):
    links = parse(page_of(client, LIST)).cssselect(".records a[href*=changes]")

    assert [link.get("href") for link in links] == [f"{SECOND}changes/"]
    assert "第1版" in text_of(links[0])


def test_nobody_is_named_in_the_public_record(client, second):
    pages = [client.get(page).content.decode() for page in (LIST, SECOND, f"{SECOND}changes/")]

    for name in ("bianji", "shenhe", "fabu"):
        assert all(name not in page for page in pages)


def test_what_was_never_published_is_not_on_record(client, edition, editor):
    Section.objects.filter(chapter__number=5, number=3).update(text="送审中的文本。")
    publishing.propose(edition.plan, by=editor, kind="CORRECTION", note="说明。")

    assert "第2版" not in page_of(client, LIST).content.decode()
    for page in ("", "changes/", "plan.pdf", "plan.json"):
        assert client.get(SECOND + page).status_code == 404
    assert client.get(f"{FIRST}changes/?from=2").status_code == 404


def test_an_edition_approved_by_its_proposer_is_flagged(
    client, edition, editor, admin_user, settings
):
    settings.ALLOW_SINGLE_PERSON_APPROVAL = True
    Section.objects.filter(chapter__number=5, number=3).update(text="一个人改的文本。")
    proposed = publishing.propose(edition.plan, by=admin_user, kind="AMENDMENT", note="说明。")
    publishing.publish(publishing.approve(proposed, by=admin_user), by=admin_user)

    assert "单人审定" in page_of(client, LIST).content.decode()
    assert "单人审定" in page_of(client, SECOND).content.decode()


def test_a_restored_edition_says_whose_text_it_has(client, second, edition, publisher):
    publishing.republish(edition, by=publisher, reason="第2版有误。")

    assert "恢复第1版的文本" in main_text(page_of(client, LIST))
    assert "恢复第1版的文本" in main_text(page_of(client, f"{LIST}3/"))


def test_a_plan_that_was_never_published_has_no_record(client, plan):
    assert client.get(LIST).status_code == 404


# An edition


def test_an_edition_keeps_its_own_text_for_good(client, second, tanggu):
    old, new = (page_of(client, page).content.decode() for page in (FIRST, SECOND))

    assert "脱贫摘帽" in old
    assert "脱贫致富" not in old
    assert "脱贫致富" in new


def test_an_editions_page_has_the_whole_text_in_order(client, edition, tanggu):
    lines = article_lines(page_of(client, FIRST))

    assert lines == ["".join(line.split()) for line in tanggu.printed_lines()]


def test_the_current_edition_has_no_banner_and_may_be_indexed(client, edition):
    page = parse(page_of(client, FIRST))

    assert not page.cssselect(".standing, meta[name=robots]")
    assert "X-Robots-Tag" not in client.get(f"{FIRST}plan.pdf")


def test_a_superseded_edition_says_by_which_and_is_not_indexed(client, second):
    page = parse(page_of(client, FIRST))

    (banner,) = page.cssselect(".standing")
    assert "第1版已被第2版取代" in text_of(banner)
    assert page.cssselect('meta[name=robots][content="noindex"]')
    assert client.get(f"{FIRST}plan.pdf")["X-Robots-Tag"] == "noindex"
    assert client.get(f"{FIRST}plan.json")["X-Robots-Tag"] == "noindex"


def test_a_superseded_edition_names_the_current_one_too(client, second, publish_change):
    publish_change("早巡夜查", "早巡晚查")

    assert "已被第2版取代" in main_text(page_of(client, FIRST))
    assert "现行的是第3版" in main_text(page_of(client, FIRST))


def test_a_withdrawn_edition_tells_why_and_stays_readable(client, withdrawn):
    response = page_of(client, FIRST)

    assert "第1版已撤下" in main_text(response)
    assert WHY in main_text(response)
    assert "目前没有现行的版次" in main_text(response)
    assert "脱贫摘帽" in response.content.decode()
    assert client.get(f"{FIRST}plan.pdf").status_code == 200


def test_the_files_of_an_edition_are_the_stored_ones(client, second, edition, tanggu_pdf):
    assert client.get(f"{FIRST}plan.pdf").content == tanggu_pdf
    assert client.get(f"{FIRST}plan.json").content.decode() == edition.document_json
    assert client.get(f"{SECOND}plan.json").content.decode() == second.document_json


def test_a_typed_note_stays_text(client, publish_change):
    hostile = "<script>alert(1)</script>"
    publish_change(note=hostile)

    for address in (LIST, SECOND, f"{SECOND}changes/"):
        page = page_of(client, address).content.decode()
        assert hostile not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("page", [LIST, FIRST, SECOND, f"{SECOND}changes/", f"{FIRST}changes/"])
def test_a_page_of_the_record_asks_little_of_the_database(
    client, second, page, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        page_of(client, page)


# Changes


def test_the_changes_show_what_went_and_what_came_with_the_note(client, second):
    response = page_of(client, f"{SECOND}changes/")

    assert "从第1版到第2版" in main_text(response)
    assert "第一章一处错字。" in main_text(response)
    page = parse(response)
    assert [text_of(each) for each in page.cssselect(".unit del")] == ["删除：摘帽"]
    assert [text_of(each) for each in page.cssselect(".unit ins")] == ["新增：致富"]


def test_any_two_editions_can_be_compared(client, second, publish_change):
    publish_change("早巡夜查", "早巡晚查")

    response = page_of(client, f"{LIST}3/changes/?from=1")

    assert "从第1版到第3版" in main_text(response)
    assert "致富" in main_text(response)
    assert "晚" in main_text(response)
    assert parse(response).cssselect('option[value="1"][selected]')


def test_the_first_edition_has_nothing_before_it(client, edition):
    assert "没有更早的版次可比" in main_text(page_of(client, f"{FIRST}changes/"))


def test_the_changes_lead_to_the_text_of_their_own_edition(client, second, publish_change):
    publish_change("早巡夜查", "早巡晚查")

    current = parse(page_of(client, f"{LIST}3/changes/"))
    superseded = parse(page_of(client, f"{SECOND}changes/"))

    assert current.cssselect('.comparison a[href^="/2021-2025/1/1/#p"]')
    assert superseded.cssselect(f'.comparison a[href^="{SECOND}#c1s1-p"]')


@pytest.mark.parametrize(
    "asked", ["9", "0", "-1", "x", "../1", "1" * 5000, "%00", "１.０", "1&from="]
)
def test_a_strange_start_of_a_comparison_is_not_found_or_ignored(client, second, asked):
    assert client.get(f"{SECOND}changes/?from={asked}").status_code in (200, 404)


@pytest.mark.parametrize("number", ["99999", "9" * 30])
def test_an_edition_that_never_was_is_not_found(client, edition, number):
    assert client.get(f"{LIST}{number}/").status_code == 404
    assert client.get(f"{LIST}{number}/changes/").status_code == 404


# What was public and is no more

PAGES_OF_A_PLAN = (
    "/2021-2025/",
    "/2021-2025/preface/",
    "/2021-2025/5/",
    "/2021-2025/5/2/",
    "/2021-2025/full/",
    "/2021-2025/plan.pdf",
    "/2021-2025/data/plan.json",
    "/2021-2025/errata/",
    "/2021-2025/indicators/",
    "/2021-2025/indicators/6/",
)


@pytest.mark.parametrize("address", PAGES_OF_A_PLAN)
def test_a_withdrawn_plans_pages_are_gone_and_tell_why(client, withdrawn, address):
    response = page_of(client, address, status=410)

    assert WHY in response.content.decode()
    assert parse(response).cssselect(f'main a[href="{LIST}"]')


def test_with_nothing_published_the_record_is_still_there(client, withdrawn):
    assert "目前没有现行的版次" in main_text(page_of(client, LIST))
    assert "已撤下" in main_text(page_of(client, "/"))


def test_a_withdrawn_plan_comes_back_at_the_same_addresses(client, withdrawn, publisher):
    publishing.republish(withdrawn, by=publisher, reason="核对无误。")

    assert all(client.get(address).status_code == 200 for address in PAGES_OF_A_PLAN)


@pytest.fixture
def without_a_section(edition, publish_working_copy):
    """Edition 2, which has no 第五章第六节 and no sixth indicator any more."""
    Section.objects.get(chapter__number=5, number=6).delete()
    Indicator.objects.get(number=6).delete()
    return publish_working_copy(kind="AMENDMENT", note="删去一节。")


def test_a_section_that_a_later_edition_lacks_is_gone_and_leads_to_where_it_was(
    client, without_a_section
):
    response = page_of(client, "/2021-2025/5/6/", status=410)

    assert parse(response).cssselect(f'main a[href="{FIRST}#c5s6"]')
    assert parse(page_of(client, FIRST)).cssselect("#c5s6")


def test_an_indicator_that_a_later_edition_lacks_is_gone(client, without_a_section):
    response = page_of(client, "/2021-2025/indicators/6/", status=410)

    assert parse(response).cssselect(f'main a[href="{FIRST}"]')


@pytest.mark.parametrize("page", ["5/7/", "8/", "closing/", "indicators/7/"])
def test_a_page_that_no_edition_had_is_not_found(client, without_a_section, page):
    assert client.get(f"/2021-2025/{page}").status_code == 404


def test_every_address_that_was_published_answers_for_good(client, without_a_section, edition):
    first = Edition.objects.get(number=1)
    addresses = [
        f"/2021-2025/{chapter.number}/{section.number}/"
        for chapter in first.document.chapters
        for section in chapter.sections
    ]

    statuses = [client.get(address).status_code for address in addresses]

    assert (statuses.count(200), statuses.count(410)) == (24, 1)
