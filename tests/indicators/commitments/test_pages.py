"""A commitment's page, and commitments on the rest of the site."""

import pytest
from lxml import etree

from chapters.editions import publishing
from indicators.recording import acts
from tests.html import parse, text_of
from tests.indicators.commitments.pages import LEDGER, PAGES, rows_of, words_in
from tests.indicators.plan_commitments import import_commitments, record_status

# A commitment


def test_a_commitment_has_its_sentence_requirement_deadline_and_basis(client, commitments):
    page = words_in(client, f"{LEDGER}6/")

    assert "承诺6《天津市生活垃圾管理条例》配套制度" in page
    assert "第四章第一节第3段" in page
    assert "达到“基本完善”" in page
    assert "2021年12月31日原文“到2021年底”" in page
    assert "还没有公布经过确认的进展和依据" in page


def test_all_that_was_ever_confirmed_is_on_record_newest_first(
    client, confirmed, edition, editor, reviewer
):
    record_status(edition.plan, 17, reviewer, editor, progress="NOT_MET", value="40张")

    page = parse(client.get(f"{LEDGER}17/"))

    new, old = [text_of(status) for status in page.cssselect(".statuses > li")]
    assert "未达到现行" in new
    assert "40张" in new
    assert "示例说明" in old
    for part in ("示例单位《示例报告》（2024-01-15）", "示例办公室", "记录时间", "确认时间"):
        assert part in old
    assert text_of(rows_of(client)[17]).count("未达到") == 1


def test_a_reported_figure_is_held_against_the_requirement(client, confirmed):
    words = words_in(client, f"{LEDGER}17/")

    assert "对照要求" in words
    assert "比要求多2张" in words


def test_nobody_is_named(client, confirmed):
    for address in (LEDGER, f"{LEDGER}17/"):
        assert not any(
            name in client.get(address).content.decode() for name in ("bianji", "shenhe")
        )


def test_the_commitments_lead_to_each_other(client, commitments):
    links = parse(client.get(f"{LEDGER}17/")).cssselect(".neighbours a")

    assert [link.get("href") for link in links] == [f"{LEDGER}16/", f"{LEDGER}18/"]


@pytest.mark.parametrize("number", ["0", "35", "9" * 30])
def test_a_commitment_that_never_was_is_not_found(client, commitments, number):
    assert client.get(f"{LEDGER}{number}/").status_code == 404


@pytest.mark.parametrize("is_returned", [False, True])
def test_what_is_not_confirmed_is_on_no_page(client, commitments, edition, make_staff, is_returned):
    clerk = make_staff("jilu", "数据")
    status = record_status(edition.plan, 17, clerk, value="47.125张", responsible="未经确认的科室")
    if is_returned:
        acts.return_(status, clerk, "写错了。")

    for address in (*PAGES, f"{LEDGER}?progress=MET", f"{LEDGER}?word=未经确认的科室"):
        page = client.get(address).content.decode()
        assert "47.125" not in page, address
        assert "示例报告" not in page, address
    assert not rows_of(client, "?progress=MET")
    assert not rows_of(client, "?word=未经确认的科室")


def test_what_a_clerk_typed_comes_out_inert(client, commitments, edition, editor, reviewer):
    hostile = "<img src=x>"
    record_status(
        edition.plan, 17, editor, reviewer, value=hostile, responsible=hostile, note=hostile
    )

    for address in (LEDGER, f"{LEDGER}17/"):
        assert hostile not in client.get(address).content.decode()


# The rest of the site


def test_home_tells_the_commitments_in_figures(client, confirmed):
    page = parse(client.get("/"))

    assert "可以衡量的承诺共34项，其中33项暂无依据" in words_in(client, "/")
    assert page.cssselect(f'main a[href="{LEDGER}"]')


def test_home_shows_what_is_committed_to_on_the_topics_that_residents_ask_about(
    client, commitments
):
    commitments = parse(client.get("/")).cssselect(".commitments-by-topic a")

    assert len(commitments) == 8
    assert len({link.get("href") for link in commitments}) == 8
    assert text_of(commitments[0]).startswith("养老")


def test_the_navigation_leads_to_the_ledger_and_marks_it(client, commitments):
    (current,) = parse(client.get(LEDGER)).cssselect(".site-nav [aria-current]")

    assert (current.get("href"), text_of(current)) == (LEDGER, "承诺")


def test_the_sitemap_lists_the_ledger_and_each_commitment(client, commitments):
    sitemap = etree.fromstring(client.get("/sitemap.xml").content)

    addresses = [location.text.split("//testserver")[1] for location in sitemap.iter("{*}loc")]
    commitments = [address for address in addresses if address.startswith(LEDGER)]
    assert commitments == [LEDGER, *(f"{LEDGER}{number}/" for number in range(1, 35))]
    assert all(client.get(address).status_code == 200 for address in commitments)


@pytest.mark.parametrize("address", [LEDGER, f"{LEDGER}17/"])
def test_a_withdrawn_plans_commitments_are_gone_and_tell_why(
    client, commitments, edition, publisher, address
):
    publishing.withdraw(edition, by=publisher, reason="正在核对。")

    response = client.get(address)

    assert response.status_code == 410
    assert "正在核对。" in response.content.decode()


def test_a_plan_that_was_never_published_has_no_ledger(client, plan):
    import_commitments()

    assert client.get(LEDGER).status_code == 404
    assert client.get(f"{LEDGER}17/").status_code == 404


def test_posting_to_the_ledger_is_refused(client, commitments):
    assert client.post(LEDGER).status_code == 405


# Found by search and on the pages of matters


def test_a_search_finds_a_commitment_and_leads_to_its_page(client, commitments):
    page = parse(client.get("/2021-2025/search/", {"q": "养老床位", "kind": "承诺"}))

    links = [link.get("href") for link in page.cssselect(".found a")]
    assert f"{LEDGER}17/" in links


def test_a_matter_lists_the_commitments_that_name_it(client, commitments):
    page = parse(client.get("/2021-2025/matters/1/"))

    links = [link.get("href") for link in page.cssselect(".found a")]
    assert f"{LEDGER}17/" in links


@pytest.mark.parametrize(
    ("words", "basis"),
    [("养老床位", "按规划期末推定"), ("财政预决算", "原文“年度”，按规划期末推定")],
)
def test_a_commitment_that_is_found_says_why_it_is_due_then(client, commitments, words, basis):
    page = parse(client.get("/2021-2025/search/", {"q": words}))

    assert f"期限2025年12月31日（{basis}）" in text_of(page)
