"""What the comparison of two portals (tests.same_site) takes for a difference, and what not."""

from hashlib import sha256
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.same_site.answers import Answer
from tests.same_site.differences import Masks, by_difference, compare, first_difference
from tests.same_site.files import json_text, xlsx_text

PAGE = '<html lang="zh-Hans"><head><title>总则</title></head><body><main>{}</main></body></html>'
ORIGIN = "http://127.0.0.1:8001"


def answer(body, media_type="text/html", *, status=200, origin=ORIGIN):
    headers = {"Content-Type": f"{media_type}; charset=utf-8"}
    return Answer("/2021-2025/", origin, status, headers, body.encode())


def page(main, **keywords):
    return answer(PAGE.format(main), **keywords)


def differing(before, after, masks=None):
    """The names of the aspects in which two answers differ."""
    return {each.aspect for each in compare(before, after, masks or Masks())}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>塘沽街道</p>", "<p>塘沽 街道</p>"),
        ("<p>塘沽<b>街道</b></p>", "<p>塘沽 <b>街道</b></p>"),
        ("<p>塘沽<b>街道</b></p>", "<p>塘沽<b>\n街道</b></p>"),
        ("<p>塘沽街道</p>", "<p>塘沽街</p>"),
        ("<p>塘沽街道</p>", "<p>塘沽\u3000街道</p>"),
        ("<p>塘沽</p>", "<p>塘沽</p><p hidden>街道</p>"),
        ('<img alt="塘沽">', '<img alt="街道">'),
        ('<button aria-label="朗读">读</button>', '<button aria-label="停">读</button>'),
        ('<td data-label="基期值">1</td>', '<td data-label="目标值">1</td>'),
        ('<p class="typed">一\n二</p>', '<p class="typed">一 二</p>'),
        ("<p>塘沽</p><p>街道</p>", "<p>塘沽街道</p>"),
        ("<svg><text>8.3</text></svg>", "<svg><text>8.30</text></svg>"),
    ],
)
def test_what_a_reader_would_notice_is_found(before, after):
    assert "text" in differing(page(before), page(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>塘沽街道</p><p>规划</p>", "\n  <p>\n    塘沽街道\n  </p>\n  <p>规划</p>\n"),
        ("<p>一 <b>二</b></p>", "<p>一\n   <b>二</b>\n</p>"),
        ("<ul><li>一<li>二</ul>", "<ul>\n  <li>一</li>\n  <li>二</li>\n</ul>"),
        ("<p>塘沽</p>", '<!-- 旧 --><p class="lead">塘沽</p><style>p {}</style>'),
        ('<p title="一  二">塘沽</p>', '<p title="一\n二">塘沽</p>'),
        ("<svg><g><path d='M0 0'/></g></svg>", "<svg>\n <g>\n  <path d='M0 0'/>\n </g>\n</svg>"),
        (
            '<img src="/static/img/mark.0123456789ab.svg">',
            '<img src="/static/img/mark.ba9876543210.svg">',
        ),
    ],
)
def test_what_no_reader_notices_is_not(before, after):
    assert differing(page(before), page(after)) == set()


@pytest.mark.parametrize(
    ("aspect", "before", "after"),
    [
        ("links", '<a href="/a/">一</a>', '<a href="/b/">一</a>'),
        ("links", '<a href="/a/">一</a>', '<a href="/a/#p2">一</a>'),
        ("headings", "<h2>一</h2>", "<h3>一</h3>"),
        ("anchors", '<p id="p2">一</p>', '<p id="p3">一</p>'),
        ("forms", '<input name="q">', '<input name="query">'),
        ("drawings", '<svg><path d="M0 0"/></svg>', '<svg><path d="M0 1"/></svg>'),
        (
            "data",
            '<script type="application/json">{"y": "8.3"}</script>',
            '<script type="application/json">{"y": "8.30"}</script>',
        ),
    ],
)
def test_what_stands_behind_the_text_is_compared_by_its_name(aspect, before, after):
    assert aspect in differing(page(before), page(after))


def test_the_head_is_compared_whatever_its_order():
    one, other = '<meta name="a" content="1">', '<meta name="b" content="2">'
    head = "<html><head><title>一</title>{}</head><body></body></html>".format

    assert differing(answer(head(one + other)), answer(head(other + one))) == set()
    assert differing(answer(head(one)), answer(head(other))) == {"head"}


def test_a_missing_page_is_found():
    assert differing(page("<p>一</p>"), page("<p>二</p>", status=404)) == {"status"}


def test_a_file_of_another_media_type_is_found():
    assert differing(answer("一", "text/csv"), answer("一", "text/plain")) == {"kind"}


def test_the_port_of_a_portal_is_no_difference():
    other = "http://127.0.0.1:8002"

    before, after = (page(f'<a href="{each}/a/">一</a>', origin=each) for each in (ORIGIN, other))

    assert differing(before, after) == set()


def test_links_on_the_same_portal_are_followed_without_their_fragments():
    visited = page(
        f'<a href="5/#p2">一</a><a href="{ORIGIN}/help/">二</a><a href="http://x/">三</a>'
    )

    assert visited.links() == ["/2021-2025/5/", "/help/"]


def test_the_first_difference_shows_its_surroundings():
    before, after = first_difference(f"{'前' * 99}一{'后' * 99}", f"{'前' * 99}二{'后' * 99}")

    assert before == f"{'前' * 60}▶一{'后' * 59}"
    assert after == f"{'前' * 60}▶二{'后' * 59}"


def test_what_was_only_cut_short_differs_at_its_end():
    assert first_difference("一二", "一") == ("一▶二", "一▶")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026年1月2日 09:30", "2026年1月2日 23:59"),
        ("2026 年 1 月 2 日 09 : 30", "2026 年 1 月 2 日 23 : 59"),
        ("2026-01-02T09:30:00.123456+08:00", "2026-01-02T23:59:59+08:00"),
    ],
)
def test_a_time_of_day_is_left_out_and_counted(before, after):
    masks = Masks()

    assert differing(page(before), page(after), masks) == set()
    assert masks.counts == {"times of day": 2}


def test_another_day_is_a_difference():
    assert differing(page("2026年1月2日 09:30"), page("2026年1月3日 09:30")) == {"text"}


def test_digests_and_sizes_of_pdf_files_are_left_out_where_asked_and_no_others():
    cell = "<code>{}</code>（{}\xa0KB）".format
    before = page(cell(sha256(b"old").hexdigest(), "2.9"))
    after = page(cell(sha256(b"new").hexdigest(), "3.1"))
    another = page(cell(sha256(b"text").hexdigest(), "3.1"))
    masks = Masks([b"old", b"new"])

    assert differing(before, after) == {"text"}
    assert differing(before, after, masks) == set()
    assert differing(before, another, masks) == {"text"}
    assert masks.counts["digests of PDF files"] == 3


def test_the_same_difference_of_many_pages_is_told_once():
    differences = compare(page("<p>一</p>"), page("<p>二</p>"), Masks())

    assert list(by_difference({"/a/": differences, "/b/": differences}).values()) == [
        ["/a/", "/b/"]
    ]


def test_json_is_compared_as_data_and_its_numbers_as_written():
    assert json_text('{"a": 1, "b": 2}') == json_text('{ "b":2, "a":1 }')
    assert len({json_text(number) for number in ("1", "1.0", '"1"')}) == 3


def test_a_byte_of_a_csv_file_is_a_difference():
    assert differing(answer("年,值\r\n", "text/csv"), answer("年,值\n", "text/csv")) == {"bytes"}


def test_a_cell_of_a_workbook_and_how_it_is_shown_are_compared():
    told = {
        xlsx_text(workbook(value, number_format))
        for value, number_format in [(0.9, "0.0"), (0.9, "0.00"), ("0.9", "0.0"), (0.8, "0.0")]
    }

    assert len(told) == 4


def workbook(value, number_format):
    book, file = Workbook(), BytesIO()
    book.active["A1"] = value
    book.active["A1"].number_format = number_format
    book.save(file)
    return file.getvalue()
