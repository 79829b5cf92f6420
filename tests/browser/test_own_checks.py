"""Each of our own checks names the fault that it is there for."""

import pytest

from tests.browser import own_checks

ADD = """([html, style]) => {
    document.querySelector("main").insertAdjacentHTML("beforeend", html);
    document.querySelector("main").lastElementChild.style.cssText = style;
}"""
FAULTS = (
    (["sideways"], "<p>太宽</p>", "min-inline-size: 5000px", "太宽 reaches to"),
    (["cut"], "<p>切掉</p>", "block-size: 5px; overflow: hidden", "切掉 is cut"),
    (["overlapping"], "<p>上行<br>下行</p>", "line-height: 2px", '"上行" lies on "下行"'),
    (["smallTargets", 44], "<button>小</button>", "inline-size: 20px", "小: 20×"),
    (["smallTargets", 44], "<p><a href='/'>独</a></p>", "", "独: "),
    (["smallText", 18], "<p>小字</p>", "font-size: 12px", '"小字" has 12px'),
    (["tables"], "<table><tr><th scope=col>头</table>", "", "头 has no name"),
    (["tables"], "<table><caption>表</caption><tr><td>格</table>", "", "格 has no th"),
    (["tables"], "<table><caption>表</caption><tr><th>头</table>", "", "头 has no scope"),
    (["drawings"], "<svg><text>图</text></svg>", "", "图 has no name"),
    (["languages", "zh-Hant"], "<p></p>", "", "the page is in zh-Hans"),
    (["languages", "zh-Hans"], "<a href='/' hreflang=zh-Hant>繁</a>", "", "繁 is not marked"),
    (["deadControls"], "<button type=button>死</button>", "", "死"),
)


@pytest.fixture
def page(page):
    page.goto("/help/")
    return page


@pytest.mark.parametrize(("asked", "html", "style", "fault"), FAULTS)
def test_a_fault_is_named(page, asked, html, style, fault):
    page.evaluate(ADD, [html, style])

    assert [each for each in own_checks.ask(page, *asked) if fault in each]


def test_a_link_within_a_sentence_may_be_small(page):
    page.evaluate(ADD, ["<p>见<a href='/'>首页</a>。</p>", ""])

    assert not [each for each in own_checks.ask(page, "smallTargets", 44) if "首页" in each]


def test_a_drawing_that_forced_colours_hide_is_named(page):
    page.evaluate(ADD, ["<svg><text y=20>看不见</text></svg>", "fill: black"])

    assert "看不见 is drawn in rgb(0, 0, 0)" in own_checks.forced_colours(page)[0]


def test_a_stop_without_an_outline_is_named(page):
    page.evaluate(ADD, ["<button>无框</button>", "outline: none"])

    assert "无框 has no outline" in own_checks.tab_walk(page)[0]


def test_a_stop_out_of_sight_is_named(page):
    page.evaluate(ADD, ["<button>暗</button>", "position: fixed; inset-inline-start: -99rem"])

    assert "暗 is out of sight" in own_checks.tab_walk(page)[0]


def test_a_trap_is_named(page):
    page.evaluate(
        """document.querySelector("main a, main input").addEventListener("keydown", (event) => {
            if (event.key === "Tab") event.preventDefault();
        })"""
    )

    assert " stops, walked 0,1," in own_checks.tab_walk(page)[0]


def test_what_only_a_script_shows_is_named(browser, live_server, page):
    bare = browser.new_context(java_script_enabled=False).new_page()
    bare.goto(f"{live_server.url}/help/")
    page.evaluate(ADD, ["<p>脚本写的</p>", ""])

    missing = own_checks.missing_without_script(page, bare)
    bare.context.close()

    assert missing == ["脚本写的"]
