"""The ledger of commitments, a commitment's page, and the commitments underlined in the text."""

import gzip
from collections import Counter
from functools import partial

import pytest
from lxml import etree

from chapters.editions import publishing
from indicators.recording import acts
from tests.html import article_lines, parse, text_of
from tests.indicators.plan_commitments import import_commitments, publish_change, record_status

LEDGER = "/2021-2025/commitments/"
SECTION = "/2021-2025/5/2/"
PAGES = (LEDGER, f"{LEDGER}17/", SECTION, "/2021-2025/full/", "/", "/2021-2025/5/", "/sitemap.xml")
BEDS = "新增养老床位48张"


@pytest.fixture
def commitments(edition):
    """The real plan's commitments, published."""
    import_commitments()
    return edition.plan.commitments


@pytest.fixture
def confirmed(commitments, edition, editor, reviewer):
    """Where commitment 17 stands, confirmed."""
    return record_status(
        edition.plan, 17, editor, reviewer, value="50张", responsible="示例办公室", note="示例说明"
    )


@pytest.fixture
def republish(edition, editor, reviewer, publisher):
    """Return a function that publishes the plan with other words for some of its text."""
    return partial(publish_change, edition.plan, editor, reviewer, publisher)


def rows_of(client, query=""):
    """The ledger's rows by number."""
    rows = parse(client.get(LEDGER + query)).cssselect(".ledger tbody tr")
    return {int(row.get("id").removeprefix("k")): row for row in rows}


def words_in(client, address):
    (main,) = parse(client.get(address)).cssselect("main")
    return text_of(main)


# The ledger


@pytest.mark.parametrize("address", [LEDGER, f"{LEDGER}17/", f"{LEDGER}?chapter=5&sort=-deadline"])
def test_a_page_is_public_sets_no_cookie_and_takes_three_queries(
    client, confirmed, address, django_assert_num_queries
):
    with django_assert_num_queries(3):
        response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_ledger_has_every_commitment_with_what_is_asked_until_when(client, commitments):
    rows = rows_of(client)

    assert list(rows) == list(range(1, 35))
    cells = [text_of(cell) for cell in rows[25].cssselect("td > div")]
    assert "培育优秀群文队伍6支以上" in cells[0]
    assert cells[1:] == [
        "优秀群众文化队伍",
        "≥6支“以上”含本数",
        "2025年12月31日按规划期末推定",
        "—未填",
        "暂无依据",
    ]


def test_the_ledger_says_how_many_have_no_evidence(client, confirmed):
    assert "还有34项可以衡量的承诺，其中33项暂无依据" in words_in(client, LEDGER)
    assert "共34项：暂无依据33项，已达到1项。" in words_in(client, LEDGER)


@pytest.mark.parametrize("address", ["/", LEDGER])
def test_where_no_commitment_has_evidence_none_is_counted_out(client, commitments, address):
    page = words_in(client, address)

    assert "都暂无依据" in page
    assert "其中34项" not in page


def test_the_totals_are_those_of_what_is_shown(client, confirmed):
    page = words_in(client, f"{LEDGER}?chapter=5")

    assert "符合条件的有14项：暂无依据13项，已达到1项。" in page


def test_the_evidence_of_a_status_stands_in_its_row(client, confirmed):
    row = text_of(rows_of(client)[17])

    for part in (
        "已达到",
        "50张",
        "截至2023年12月31日",
        "示例单位《示例报告》（2024-01-15）",
        "示例办公室",
    ):
        assert part in row
    assert f"{confirmed.confirmed_at.year}年" in row


def test_a_commitment_of_the_text_is_never_called_binding(client, confirmed):
    for address in (LEDGER, f"{LEDGER}17/"):
        assert "约束性" not in words_in(client, address)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?chapter=3", [2, 3]),
        ("?kind=ratio", [14]),
        ("?progress=MET", [17]),
        ("?chapter=3&progress=NONE", [2, 3]),
        ("?word=床位&progress=MET", [17]),
        ("?word=%EF%BC%91%EF%BC%90%EF%BC%90%EF%BC%85&chapter=5", [15, 16, 17, 18]),
        ("?word=示例办公室", [17]),
        ("?word=養老床位", [15, 16, 17, 18]),
        ("?word=养老 床位", [15, 16, 17, 18]),
        ("?word=“养老床位”", [15, 16, 17, 18]),
        ("?word=养老 示例办公室", [17]),
        ("?chapter=3&sort=-number", [3, 2]),
        ("?kind=milestone&sort=deadline", [6, 7, 8]),
        ("?kind=milestone&sort=-deadline", [8, 6, 7]),
        ("?word=养老&sort=-progress", [17, 15, 16, 18]),
        ("?word=养老&sort=quote", [15, 16, 17, 18]),
    ],
)
def test_the_ledger_is_narrowed_down_and_sorted(client, confirmed, query, numbers):
    assert list(rows_of(client, query)) == numbers


def test_every_commitment_is_in_one_chapter_of_the_filter(client, commitments):
    page = parse(client.get(LEDGER))

    chapters = [o.get("value") for o in page.cssselect("#id_chapter option") if o.get("value")]
    assert chapters == ["2", "3", "4", "5", "6"]
    found = Counter(n for chapter in chapters for n in rows_of(client, f"?chapter={chapter}"))
    assert found == Counter(range(1, 35))


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        (f"?word={'长' * 65}", "不超过64字符"),
        ("?chapter=9", "9不在可用的选项中"),
        ("?chapter=x", "x不在可用的选项中"),
        ("?progress=DONE", "DONE不在可用的选项中"),
    ],
)
def test_a_strange_question_is_said_to_be_so_and_narrows_nothing(
    client, commitments, query, complaint
):
    response = client.get(LEDGER + query)

    assert response.status_code == 200
    assert complaint in words_in(client, LEDGER + query)
    assert len(rows_of(client, query)) == 34


def test_where_nothing_fits_the_page_says_what_to_do(client, commitments):
    page = parse(client.get(f"{LEDGER}?word=高铁"))

    assert "没有符合条件的承诺" in text_of(page.cssselect("main")[0])
    assert page.cssselect(f'main p a[href="{LEDGER}"]')


def test_however_it_is_narrowed_down_the_ledger_has_one_address(client, commitments):
    page = parse(client.get(f"{LEDGER}?chapter=5&sort=-deadline"))

    (link,) = page.cssselect("link[rel=canonical]")
    assert link.get("href") == LEDGER


def test_a_column_is_sorted_by_its_head_and_says_so(client, commitments):
    page = parse(client.get(f"{LEDGER}?chapter=5&sort=deadline"))

    (head,) = page.cssselect('th[aria-sort="ascending"]')
    (link,) = head.cssselect("a")
    assert text_of(head) == "期限"
    assert link.get("href") == "?chapter=5&sort=-deadline"


def test_a_plan_without_commitments_says_so(client, edition):
    assert "还没有登记" in words_in(client, LEDGER)


def test_what_a_reader_asks_comes_out_inert(client, commitments):
    page = client.get(LEDGER, {"word": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page


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


# In the text


def test_each_quote_is_underlined_once_and_each_commitment_linked_both_ways(client, commitments):
    rows = rows_of(client)

    for commitment in commitments.all():
        (there,) = rows[commitment.number].cssselect(".quote a")
        address, _, anchor = there.get("href").partition("#")
        page = parse(client.get(address))
        (words,) = page.cssselect(f"#{anchor}")
        assert words.get("href") == f"{LEDGER}#k{commitment.number}"
        assert words.text_content() in commitment.anchor
        underlined = [each.text_content() for each in page.cssselect(".commitment")]
        assert underlined.count(commitment.quote) == 1


def test_the_words_to_jump_to_are_within_the_quote_in_its_paragraph(client, commitments):
    page = parse(client.get(SECTION))

    (words,) = page.cssselect("#p1 > .commitment > #k17")
    assert words.text_content() == BEDS


def test_the_text_is_the_same_with_and_without_its_commitments(client, edition):
    addresses = (SECTION, "/2021-2025/4/1/", "/2021-2025/full/")
    before = [article_lines(client.get(address)) for address in addresses]

    import_commitments()

    assert [article_lines(client.get(address)) for address in addresses] == before


def test_the_page_of_the_whole_text_marks_every_commitment_once(client, commitments):
    page = parse(client.get("/2021-2025/full/"))

    ids = [each.get("id") for each in page.cssselect(".commitment a[id]")]
    assert sorted(ids) == sorted(f"k{number}" for number in range(1, 35))
    quotes = set(commitments.values_list("quote", flat=True))
    assert len(page.cssselect(".commitment")) == len(quotes)
    assert {each.text_content() for each in page.cssselect(".commitment")} == quotes


def test_the_record_of_an_edition_is_left_as_it_was(client, commitments):
    assert not parse(client.get("/2021-2025/editions/1/")).cssselect(".commitment")


def test_a_section_lists_its_commitments_under_the_text(client, commitments):
    (section,) = parse(client.get(SECTION)).cssselect(".commitments-here")

    assert text_of(section).startswith("本节的承诺")
    links = [link.get("href") for link in section.cssselect("a")]
    assert links == [f"{LEDGER}#k{number}" for number in range(15, 20)]


def test_a_section_without_commitments_lists_none(client, commitments):
    page = parse(client.get("/2021-2025/1/1/"))

    assert not page.cssselect(".commitments-here, .commitment")


@pytest.mark.parametrize(
    ("address", "count"),
    [(SECTION, 2), ("/2021-2025/full/", 2), ("/2021-2025/5/", 3)],  # a chapter's PDF has a size
)
def test_a_page_of_text_takes_one_query_for_its_commitments(
    client, commitments, address, count, django_assert_num_queries
):
    with django_assert_num_queries(count):
        client.get(address)


def test_every_section_page_with_its_commitments_is_light_on_the_wire(client, commitments, edition):
    for chapter in edition.document.chapters:
        for section in chapter.sections:
            page = client.get(f"/2021-2025/{chapter.number}/{section.number}/")
            assert len(gzip.compress(page.content)) <= 14_400  # 15 KB with its headers


# After the text changed


def test_a_changed_sentence_is_said_to_be_changed_and_leads_to_the_older_edition(
    client, commitments, republish
):
    republish("每年开展线上线下招聘会", "每年开展招聘会")

    row = rows_of(client)[20]
    (link,) = row.cssselect(".quote a")

    assert "第1版；原文已在第2版改动" in text_of(row)
    assert link.get("href") == "/2021-2025/editions/1/#c5s3-p1"
    assert parse(client.get("/2021-2025/editions/1/")).cssselect("#c5s3-p1")
    assert not parse(client.get("/2021-2025/5/3/")).cssselect(".commitment, .commitments-here")
    assert 20 in rows_of(client, "?chapter=5")
    assert "原文已在第2版改动" in words_in(client, f"{LEDGER}20/")


def test_the_edition_that_changed_the_words_is_named_not_the_last(client, commitments, republish):
    republish("每年开展线上线下招聘会", "每年开展招聘会")
    republish("脱贫摘帽", "脱贫致富")

    assert "原文已在第2版改动" in text_of(rows_of(client)[20])


def test_words_that_are_back_are_linked_again(client, commitments, republish):
    republish("每年开展线上线下招聘会", "每年开展招聘会")
    republish("每年开展招聘会", "每年开展线上线下招聘会")

    (link,) = rows_of(client)[20].cssselect(".quote a")

    assert link.get("href") == "/2021-2025/5/3/#k20"


def test_words_that_no_public_text_has_are_said_to_be_missing(client, commitments):
    commitments.filter(number=20).update(quote="没有印过的话。", anchor="没有印过")

    row = rows_of(client)[20]

    assert "发布过的文本里找不到这句话" in text_of(row)
    assert not row.cssselect(".quote a")


def test_a_changed_text_costs_one_query_more(
    client, commitments, republish, django_assert_num_queries
):
    republish("每年开展线上线下招聘会", "每年开展招聘会")

    with django_assert_num_queries(4):
        client.get(LEDGER)


def test_a_paragraph_that_moved_keeps_its_commitment(client, commitments, republish):
    republish("提高就业质量。", "新的一段。\n提高就业质量。")

    (link,) = rows_of(client)[20].cssselect(".quote a")

    assert link.get("href") == "/2021-2025/5/3/#k20"
    assert parse(client.get("/2021-2025/5/3/")).cssselect("#p2 #k20")


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
    publishing.withdraw(edition, by=publisher, explanation="正在核对。")

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
