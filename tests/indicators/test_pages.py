import pytest

from chapters.models import Edition
from tests.html import parse, text_of

LIST = "/2021-2025/indicators/"
PAGES = [LIST, *(f"{LIST}{number}/" for number in range(1, 7))]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_public_sets_no_cookie_and_takes_few_queries(
    client, edition, address, django_assert_num_queries
):
    with django_assert_num_queries(3 if address == LIST else 2):
        response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies


def test_the_table_has_a_caption_scopes_and_the_printed_values(client, edition):
    (table, *_) = parse(client.get(LIST)).cssselect("table")

    assert table.cssselect("caption")
    assert {header.get("scope") for header in table.cssselect("thead th")} == {"col"}
    assert {header.get("scope") for header in table.cssselect("tbody th")} == {"row"}
    assert [[text_of(cell) for cell in row] for row in table.cssselect("tbody tr")] == [
        ["1", "规上工业企业产值单位原文未注", "0.9", "1.35", "预期性"],
        ["2", "市场主体数量万家", "0.2", "0.3", "预期性"],
        ["3", "商品销售总额亿元", "8.3", "12.45", "预期性"],
        ["4", "社会消费品零售总额亿元", "0.005", "0.0075", "预期性"],
        ["5", "实际利用内资亿元", "1.1", "1.6228", "预期性"],
        ["6", "新增就业人口人", "2000", "2000", "预期性"],
    ]


def test_the_page_says_that_no_yearly_value_has_been_published(client, edition):
    assert all("尚未公布年度监测值" in client.get(address).content.decode() for address in PAGES)


def test_the_row_to_be_kept_says_so_and_has_no_percentage(client, edition):
    page = parse(client.get(f"{LIST}6/"))

    shown = "".join(text_of(part) for part in page.cssselect("figcaption, svg, table, dd"))
    assert "保持" in shown
    assert "%" not in shown


def test_the_row_without_a_unit_says_so_wherever_it_stands(client, edition):
    for address in (LIST, f"{LIST}1/", "/"):
        assert "单位原文未注" in client.get(address).content.decode()


@pytest.mark.parametrize(("number", "printed"), [(4, "0.0075"), (5, "1.6228")])
def test_a_value_is_as_printed_in_sentence_drawing_table_and_interactive_figure(
    client, edition, number, printed
):
    page = parse(client.get(f"{LIST}{number}/"))

    for part in ("figcaption", "svg text", ".chart-points td", "#figure-indicator"):
        assert any(printed in element.text_content() for element in page.cssselect(part)), part


def test_every_chart_has_a_sentence_a_named_drawing_and_a_table(client, edition):
    for address in ("/", *PAGES):
        for figure in parse(client.get(address)).cssselect("figure"):
            assert figure.cssselect("figcaption")[0].text_content().strip()
            assert figure.cssselect('svg[role="img"] > title')[0].text_content().strip()
            assert figure.cssselect("table caption")


def test_every_drawing_says_that_the_line_is_the_plan_and_not_progress(client, edition):
    for drawing in parse(client.get(LIST)).cssselect("svg"):
        assert "规划目标，非实际进度" in drawing.text_content()


def test_a_page_leads_to_the_section_that_prints_the_table(client, edition):
    assert parse(client.get(f"{LIST}1/")).cssselect('main p a[href="/2021-2025/2/3/"]')


def test_plotly_is_not_among_the_scripts_of_the_page(client, edition):
    page = parse(client.get(f"{LIST}1/"))

    sources = [script.get("src") for script in page.cssselect("script[src]")]
    assert any("chart.js" in source for source in sources)
    assert not any("plotly" in source for source in sources)


def test_an_unknown_indicator_is_a_404(client, edition):
    assert client.get(f"{LIST}7/").status_code == 404


def test_a_plan_without_indicators_says_so(client, edition):
    text = edition.document_json
    start, end = text.index('"indicators":['), text.index('],"issued_on"')
    Edition.objects.update(document_json=text[:start] + '"indicators":[' + text[end:])

    assert "没有列出指标" in client.get(LIST).content.decode()


def test_the_words_beside_figures_are_explained_in_the_help(client, edition, commitment):
    help_page = parse(client.get("/help/"))
    explained = " ".join(term.text for term in help_page.cssselect("#words + dl dt"))

    for address in ("indicators/1/", "commitments/", "evaluation/"):
        page = parse(client.get(f"/2021-2025/{address}"))
        assert page.cssselect('a[href="/help/#words"]'), address
    for term in ("预期性", "完成率", "序时进度", "按规划期末推定", "暂无依据", "口号性"):
        assert term in explained
