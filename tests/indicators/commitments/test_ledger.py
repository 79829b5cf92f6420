"""The ledger of commitments."""

from collections import Counter

import pytest

from tests.html import parse, text_of
from tests.indicators.commitments.pages import LEDGER, rows_of, words_in


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
