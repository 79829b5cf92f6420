"""与我有关: what the plan says of a topic, a compound, a place; and its quoted terms."""

import csv
import re

import pytest

from chapters.finding import matters
from chapters.finding.checks import check_matters
from chapters.finding.matters import matters_of, mentioned_matters, terms_of
from tanggu_plan.text.refusals import Refused
from tests.conftest import FIXTURES
from tests.html import parse, text_of

LIST = "/2021-2025/matters/"
FILE = FIXTURES / "tanggu-2021-2025.matters.csv"
COMPOUNDS = "北仑里、濒开里、抗震里、馨苑、华云园、朝阳公寓、芳云园、富贵家园、紫云园、新城家园"
HEADER = "编号,类别,名称,词语\n"


@pytest.fixture
def texts(edition):
    """Every heading and paragraph of the plan, by plain means."""
    document = edition.document
    headings = [
        part.title for chapter in document.chapters for part in (chapter, *chapter.sections)
    ]
    return [*headings, *(paragraph.text for paragraph in document.paragraphs())]


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a list of matters and returns its path."""

    def write(content):
        path = tmp_path / "x.matters.csv"
        path.write_text(content, "utf-8")
        return path

    return write


def occurrences(words, texts):
    """How often any of the words stands in the texts, by plain means."""
    longest_first = sorted(words, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return sum(len(re.findall(pattern, text)) for text in texts)


def test_the_plan_quotes_149_terms_179_times(edition):
    terms = terms_of(edition)

    assert len(terms) == 149
    assert sum(len(term.items) for term in terms) == 179


def test_every_quoted_term_stands_where_a_slow_scan_finds_it(edition, texts):
    marks = ("“", "”"), ("‘", "’")

    for term in terms_of(edition):
        quoted = [f"{start}{term.text}{end}" for start, end in marks]
        assert len(term.items) == sum(text.count(each) for text in texts for each in quoted)
        assert all(any(each in item.text for each in quoted) for item in term.items)


def test_terms_stand_in_the_order_of_their_pinyin(edition):
    texts = [term.text for term in terms_of(edition)]

    assert texts.index("八五普法") < texts.index("放管服") < texts.index("舌尖上的安全")


def test_every_matter_is_counted_as_a_slow_scan_counts_it(edition, texts):
    by_scan = {
        matter.number: occurrences(matter.words, texts) for matter in matters_of("2021-2025")
    }

    assert {matter.number: count for matter, count in mentioned_matters(edition)} == by_scan


def test_all_ten_compounds_are_matters(edition):
    compounds = [each.name for each, _ in mentioned_matters(edition) if each.kind == "小区"]

    assert "、".join(compounds) == COMPOUNDS


def test_the_list_leads_to_every_matter_and_every_place_of_a_term(client, edition):
    page = parse(client.get(LIST))

    links = [link.get("href") for link in page.cssselect(".names a")]
    assert links == [f"{LIST}{matter.number}/" for matter, _ in mentioned_matters(edition)]
    assert len(page.cssselect(".terms dd a")) == 179


def test_every_place_of_a_term_is_there(client, edition):
    pages = {}

    for link in parse(client.get(LIST)).cssselect(".terms dd a"):
        path, _, anchor = link.get("href").partition("#")
        page = pages.setdefault(path, parse(client.get(path)))
        assert not anchor or page.get_element_by_id(anchor) is not None


@pytest.mark.parametrize(("address", "count"), [(LIST, 1), (f"{LIST}1/", 2)])
def test_a_matter_takes_one_query_more_than_their_list(
    client, edition, address, count, django_assert_num_queries
):
    with django_assert_num_queries(count):  # the edition; the commitments
        client.get(address)


@pytest.mark.parametrize("number", [1, 5, 6, 101, 131])
def test_a_matter_shows_every_paragraph_that_mentions_it(client, edition, texts, number):
    (matter,) = (each for each in matters_of("2021-2025") if each.number == number)

    page = parse(client.get(f"{LIST}{number}/"))

    in_text = [mark for mark in page.cssselect("mark") if mark.text in matter.words]
    assert len(in_text) >= occurrences(matter.words, texts)
    assert text_of(page.cssselect("h1")[0]) == matter.name


def test_a_matter_shows_the_indicators_that_name_it(client, edition):
    page = parse(client.get(f"{LIST}16/"))

    assert "/2021-2025/indicators/6/" in [a.get("href") for a in page.cssselect(".found a")]


def test_a_matter_that_the_edition_no_longer_mentions_says_so(client, publish_change):
    publish_change(old="加装电梯", new="其他")

    page = client.get(f"{LIST}6/").content.decode()

    assert "现行的第2版没有提到电梯" in page
    assert f'href="{LIST}6/"' not in client.get(LIST).content.decode()


def test_an_unknown_matter_is_a_404(client, edition):
    assert client.get(f"{LIST}99/").status_code == 404


def test_a_plan_without_a_list_of_matters_has_its_terms(client, edition, settings, tmp_path):
    settings.FIXTURES_DIR = tmp_path

    page = parse(client.get(LIST))

    assert page.cssselect(".names") == []
    assert len(page.cssselect(".terms dt")) == 149


def test_the_code_to_scan_is_the_pages_public_address(client, edition, settings):
    settings.PUBLIC_URL = "https://plan.example"

    page = parse(client.get(f"{LIST}6/"))

    assert page.cssselect("svg.qr-code path")
    assert "https://plan.example/2021-2025/matters/6/" in text_of(page.cssselect(".scan")[0])


def test_without_a_public_address_there_is_no_code(client, edition):
    assert parse(client.get(f"{LIST}6/")).cssselect(".scan") == []


def test_every_page_leads_to_the_matters(client, edition):
    for address in ("/", "/2021-2025/5/2/"):
        assert parse(client.get(address)).cssselect(f'a[href="{LIST}"]')


def test_matters_are_in_the_sitemap(client, edition):
    sitemap = client.get("/sitemap.xml").content.decode()

    assert f"{LIST}</loc>" in sitemap
    assert f"{LIST}6/</loc>" in sitemap


def test_the_file_has_no_word_that_the_plan_lacks(tanggu):
    text = "".join(tanggu.printed_lines())

    with FILE.open(encoding="utf-8-sig", newline="") as file:
        words = [word for row in csv.DictReader(file) for word in row["词语"].split("、")]

    assert [word for word in words if word not in text] == []


def test_every_list_that_is_shipped_can_be_read():
    assert all(matters.read(path) for path in FIXTURES.glob("*.matters.csv"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "文件是空的"),
        ("编号,名称\n1,甲\n", "“类别”列：缺少这一列"),
        (HEADER + "1,主题,甲\n", "第2行第4列：表头有4列"),
        (HEADER + "1,主题,甲,乙,丙\n", "第2行第5列：表头有4列"),
        (HEADER + "0,主题,甲,乙\n", "第2行：编号须是正整数"),
        (HEADER + "1,主题,,乙\n", "第2行：编号须是正整数"),
        (HEADER + "1,主题,甲,、\n", "第2行：编号须是正整数"),
        (HEADER + "1,主题,甲,乙\n1,主题,丙,丁\n", "第3行“编号”列：1用过了"),
    ],
)
def test_a_list_with_a_fault_is_refused_with_its_line(written, content, message):
    with pytest.raises(Refused, match=message):
        matters.read(written(content))


def test_a_list_in_another_encoding_is_refused(written):
    path = written("")
    path.write_bytes((HEADER + "1,主题,甲,乙\n").encode("gb18030"))

    with pytest.raises(Refused, match="另存为“CSV UTF-8"):
        matters.read(path)


def test_a_list_with_a_fault_stops_the_set_up_with_its_line(written, settings):
    path = written(HEADER + "x,主题,甲,乙\n")
    settings.FIXTURES_DIR = path.parent
    path.rename(path.with_name("某某.matters.csv"))

    (error,) = check_matters(None)

    assert error.msg.startswith("某某.matters.csv：第2行")


def test_the_lists_that_are_shipped_have_no_fault():
    assert list(check_matters(None)) == []
