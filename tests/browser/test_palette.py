"""The palette in force, by the system's preference and the reader's choice."""

import re

import pytest

LIGHT, DARK, BLACK = "#fdfcf9", "#191816", "#000"
LAYER = re.compile(r"@layer [a-z]+ ?\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}")


def palette(page, *names):
    return page.evaluate(
        "names => names.map(name => getComputedStyle(document.documentElement)"
        ".getPropertyValue(name).trim())",
        [f"--{name}" for name in names],
    )


def choose(page, theme):
    page.add_init_script(f"localStorage.setItem('plan-reading', '{{\"theme\": \"{theme}\"}}')")


@pytest.mark.parametrize(
    ("system", "chosen", "paper"),
    [
        ("light", "", LIGHT),
        ("dark", "", DARK),
        ("dark", "light", LIGHT),
        ("light", "dark", DARK),
        ("light", "contrast", BLACK),
        ("dark", "contrast", BLACK),
    ],
)
def test_the_choice_goes_before_the_system(published_site, page, system, chosen, paper):
    page.emulate_media(color_scheme=system)
    choose(page, chosen)

    page.goto(published_site)

    assert palette(page, "paper") == [paper]


@pytest.mark.parametrize("chosen", ["", "dark", "contrast"])
def test_paper_is_printed_white(published_site, page, chosen):
    page.emulate_media(color_scheme="dark", media="print")
    choose(page, chosen)

    page.goto(published_site)

    assert palette(page, "paper", "ink", "accent") == ["#fff", "#000", "#000"]


@pytest.mark.parametrize("chosen", ["", "light", "dark", "contrast"])
def test_a_system_that_asks_for_contrast_gets_it_in_every_palette(published_site, page, chosen):
    page.emulate_media(contrast="more")
    choose(page, chosen)

    page.goto(published_site)

    ink, *soft = palette(page, "ink", "ink-soft", "rule", "rule-strong")
    assert soft == [ink] * 3


@pytest.mark.parametrize(
    ("system", "raised"), [("light", "rgb(246, 243, 236)"), ("dark", "rgb(35, 33, 32)")]
)
def test_an_engine_without_cascade_layers_has_the_colours(published_site, page, system, raised):
    def without_layers(route):
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": ""}
        route.fulfill(response=answer, headers=headers, body=LAYER.sub("", answer.text()))

    page.route(f"{published_site}/", without_layers)
    page.emulate_media(color_scheme=system)

    page.goto(published_site)

    door = page.locator(".doors a").first
    assert page.locator("body").evaluate("body => getComputedStyle(body).marginTop") == "8px"
    assert door.evaluate("door => getComputedStyle(door).backgroundColor") == raised
