"""The search page: what it shows, whom it refuses, and that nothing typed into it comes alive."""

import random
from urllib.parse import quote, urlsplit

import pytest

from chapters.finding import entries
from chapters.finding.search import Item
from chapters.models import Edition
from tests.counts import counted
from tests.html import parse, text_of

SEARCH = "/2021-2025/search/"
HOSTILE = "<img src=x onerror=alert(1)>\"'&"
SHARP = (
    ".*+?^${}()|[]\\",
    "(a+)+$",
    "' OR 1=1 --",
    '"; DROP TABLE chapters_edition; --',
    "%' ESCAPE '",
    "{{ 7*7 }}{% debug %}",
    "${jndi:ldap://x}",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "\x00",
    "养\x00老",
    "\u202e养老\u2066",
    "\ufeff\u200b\u200d",
    "“”",
    '"',
    "“‘’”",
    "A" * 10_240,
    "老" * 10_240,
    "９" * 5_000,
    "\U0010ffff\ud7ff",
    "e\u0301" * 30,
    "ﷺ" * 60,
    "\r\nSet-Cookie: a=b",
)
BROKEN = (
    "%",
    "%%",
    "%zz",
    "%ff%fe",
    "%ed%a0%80",
    "%ed%b0%80%ed%a0%80",
    "%c0%af",
    "%e5%85",
    "+",
    "&&=",
)
ALPHABET = "养老<>\"'&%_*\\();\x00\x1f\u202e\u2069\u200b\ufffd\U0001f600“”Ａ１ "


@pytest.fixture
def search(client, edition):
    """Return a function from the fields of the form to the answer."""
    return lambda **fields: client.get(SEARCH, fields)


@pytest.fixture
def hostile_edition(edition):
    """The plan with markup in a paragraph, a title and a quoted term."""
    Edition.objects.update(
        document_json=edition.document_json.replace(
            "养老", "养老" + HOSTILE.replace('"', "”")
        ).replace("“双城”", "“" + HOSTILE.replace('"', "") + "”")
    )


def hits_of(response):
    return parse(response).cssselect(".found a")


def hostile_queries():
    """Each sharp and broken one in each field, then random ones: 800 with them."""
    rng = random.Random(800)
    texts = [quote(text.encode()) for text in SHARP] + list(BROKEN)
    queries = [f"{name}={text}" for text in texts for name in ("q", "chapter", "kind", "page")]
    for _ in range(counted(800 - len(queries))):
        text = "".join(rng.choices(ALPHABET, k=rng.randint(1, 60)))
        queries.append(f"q={quote(text)}&chapter={rng.randint(-9, 99)}&page={rng.randint(-9, 99)}")
    return queries


def test_hits_stand_below_the_headings_of_their_place_with_the_words_marked(search):
    page = parse(search(q="加装电梯"))

    (group,) = page.cssselect(".found")
    assert text_of(group.cssselect("h2")[0]).startswith("第四章")
    assert "›第三节" in text_of(group.cssselect("h2")[0])
    assert [mark.text for mark in group.cssselect("mark")] == ["加装电梯"]


def test_the_page_says_how_many_hits_there_are(search):
    page = parse(search(q="加装电梯"))

    assert text_of(page.cssselect('main [role="status"]')[0]).startswith("找到1段，共1处")


def test_a_hit_leads_to_its_paragraph_and_names_the_words_to_mark(search):
    (hit,) = hits_of(search(q="加裝電梯"))

    assert hit.get("href") == f"/2021-2025/4/3/?mark={quote('加装电梯')}#p2"


def test_every_hit_leads_to_an_element_that_is_there(search, client, edition):
    pages = {}

    for number in (1, 2, 3, 4):
        for hit in hits_of(search(q="的", page=number)):
            address = urlsplit(hit.get("href"))
            page = pages.setdefault(address.path, parse(client.get(address.path)))
            assert not address.fragment or page.get_element_by_id(address.fragment) is not None


def test_a_table_has_the_anchor_that_its_hits_name(search, client, edition):
    (hit,) = hits_of(search(q="指标名称"))
    address = urlsplit(hit.get("href"))

    assert parse(client.get(address.path)).get_element_by_id(address.fragment) is not None


def test_an_indicator_leads_to_its_own_page(search):
    (hit,) = hits_of(search(q="社会消费品零售总额", kind="指标"))

    assert hit.get("href") == "/2021-2025/indicators/4/"


def test_what_an_app_adds_is_found_too(search, monkeypatch):
    monkeypatch.setattr(entries, "_sources", dict(entries._sources))
    entries.register("布告", lambda edition: [Item("布告", "某处布告", "/x/", ("布告",))])

    (hit,) = hits_of(search(q="某处布告", kind="布告"))

    assert hit.get("href") == "/x/"


def test_the_script_that_marks_is_loaded_only_where_it_has_something_to_mark(client, edition):
    marked = client.get("/2021-2025/4/3/", {"mark": "加装电梯"}).content.decode()
    plain = client.get("/2021-2025/4/3/").content.decode()

    assert "js/mark.js" in marked
    assert "js/mark.js" not in plain


def test_filters_narrow_the_hits_to_a_chapter_and_a_kind(search):
    everywhere = hits_of(search(q="养老"))
    titles = hits_of(search(q="养老", chapter=5, kind="标题"))

    assert len(everywhere) > len(titles)
    assert [urlsplit(hit.get("href")).path for hit in titles] == ["/2021-2025/5/2/"]


def test_many_hits_come_in_pages_that_keep_the_query(search):
    first = parse(search(q="的", kind="正文"))

    (link,) = first.cssselect('main a[rel="next"]')
    assert len(first.cssselect(".found a")) == 40
    assert link.get("href") == f"?q={quote('的')}&kind={quote('正文')}&page=2"


def test_the_query_is_in_the_title_and_in_the_field(search):
    page = parse(search(q="养老床位"))

    assert page.cssselect("title")[0].text.startswith("搜索“养老床位”")
    assert page.cssselect('main input[name="q"]')[0].get("value") == "养老床位"


def test_the_title_adds_no_quotes_to_those_of_the_query(search):
    assert parse(search(q='"养老床位"')).cssselect("h1")[0].text_content() == '搜索"养老床位"'


def test_without_a_query_the_page_says_how_to_search_and_what_for(search):
    response = search()

    page = parse(response)
    assert response.status_code == 200
    assert "怎样找得到" in response.content.decode()
    assert page.cssselect('main a[href="/2021-2025/matters/1/"]')
    assert "停车" in [option.get("value") for option in page.cssselect("datalist option")]


def test_where_nothing_is_found_the_page_says_what_was_looked_for_and_what_is_near(search):
    page = parse(search(q="老养院"))

    assert "没有一段文字有“老养院”" in text_of(page.cssselect("main")[0])
    near = [text_of(link) for link in page.cssselect("section .names a")]
    assert near == ["养老"]


def test_where_a_word_is_not_there_its_parts_are_offered(search):
    page = parse(search(q="老人食堂"))

    parts = [text_of(link) for link in page.cssselect("section .names a")]
    assert parts[:2] == ["老人2段", "食堂2段"]


def test_words_that_never_meet_are_counted_each_alone(search):
    text = text_of(parse(search(q="养老床位 加装电梯 飞碟")).cssselect("main")[0])

    assert "分开找：“养老床位”1段，“加装电梯”1段，“飞碟”没有。" in text


def test_64_characters_are_looked_for_and_65_are_refused_in_chinese(search):
    longest, too_long = search(q="长" * 64), search(q="长" * 65)

    assert longest.status_code == 200
    assert too_long.status_code == 400
    assert "最多64个字，现在有65个" in too_long.content.decode()


@pytest.mark.parametrize("filters", [{"chapter": "99"}, {"chapter": "x"}, {"kind": "<b>"}])
def test_a_filter_that_does_not_exist_is_refused(search, filters):
    response = search(q="养老", **filters)

    assert response.status_code == 400
    assert parse(response).cssselect('[role="alert"]')


def test_search_engines_keep_away_from_results(search):
    assert search(q="养老")["X-Robots-Tag"] == "noindex, nofollow"


def test_a_search_takes_two_queries_of_the_database_and_sets_no_cookie(
    client, edition, django_assert_num_queries
):
    with django_assert_num_queries(2):  # the edition; the commitments
        response = client.get(SEARCH, {"q": "养老"})

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_hostile_queries_are_answered_without_a_server_error(client, edition):
    statuses = {client.get(SEARCH, QUERY_STRING=query).status_code for query in hostile_queries()}

    assert statuses == {200, 400, 414}


@pytest.mark.parametrize("query", ["%ed%a0%80", "%ff", "q=%e5%85", "q=%00"])
def test_broken_characters_are_passed_on_to_the_newest_plan_in_one_piece(client, edition, query):
    response = client.get("/search/", QUERY_STRING=query)

    assert response.status_code == 302
    assert client.get(response["Location"]).status_code in (200, 400)


@pytest.mark.parametrize("query", [HOSTILE, "养老", "“" + HOSTILE, "没有" + HOSTILE])
def test_markup_is_inert_wherever_a_search_shows_text(search, hostile_edition, query):
    response = search(q=query)

    page = parse(response)
    assert page.cssselect("[onerror], main script, main img, title *") == []
    assert "<img" not in response.content.decode()


def test_bidi_marks_in_a_query_do_not_reach_the_page(search):
    page = search(q="养\u202e老\u2066").content.decode()

    assert "搜索“养老”" in page
    assert not {"\u202e", "\u2066"} & set(page)


def test_a_suggestion_with_markup_is_inert(search, hostile_edition):
    page = parse(search())

    values = [option.get("value") for option in page.cssselect("datalist option")]
    assert any("onerror" in value for value in values)
    assert page.cssselect("[onerror]") == []


def test_who_searches_too_often_is_asked_to_wait(client, edition, settings):
    settings.SEARCHES_A_MINUTE = 2

    answers = [client.get(SEARCH, {"q": "养老"}, REMOTE_ADDR="192.0.2.98") for _ in range(3)]
    other = client.get(SEARCH, {"q": "养老"}, REMOTE_ADDR="192.0.2.99")

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert "请等" in answers[-1].content.decode()
    assert other.status_code == 200


def test_an_unpublished_plan_cannot_be_searched(client, plan):
    assert client.get(SEARCH, {"q": "养老"}).status_code == 404


@pytest.mark.parametrize("address", ["/", "/2021-2025/", "/2021-2025/5/2/", "/2021-2025/matters/"])
def test_a_page_has_one_small_search_field_that_leads_to_the_search(client, edition, address):
    (form,) = parse(client.get(address)).cssselect('form[role="search"]')

    assert form.get("action") == SEARCH
    assert form.cssselect('input[name="q"]')[0].get("maxlength") == "64"


def test_the_404_page_searches_the_newest_plan(client, edition):
    (form,) = parse(client.get("/2021-2025/9/9/")).cssselect('form[role="search"]')

    response = client.get(form.get("action"), {"q": "养老"})

    assert response["Location"] == f"{SEARCH}?q={quote('养老')}"


def test_before_the_first_publication_a_search_leads_home(client, db):
    assert client.get("/search/", {"q": "养老"})["Location"] == "/"
