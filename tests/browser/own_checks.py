"""Whether everybody can use a page: what axe sees, and what it does not.

Each check returns its faults, a line each, and leaves a page as it was, in the window of a phone.
"""

from pathlib import Path

from tests.browser.viewports import LAPTOP, PHONE

SOURCE = Path(__file__).with_suffix(".js").read_text("utf-8")
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Without preload: to read style sheets axe would make inline ones, which our policy reports.
RUN_AXE = """async (asked) => {
    const options = { resultTypes: ["violations"], preload: false, ...asked };
    const { violations } = await axe.run(document, options);
    return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target }) => `${id}: ${help} (${target.join(" ")})`));
}"""
# A theme is a palette, elder mode a size: what a rule looks at differs in some of them only.
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
OF_COLOUR = {"runOnly": {"type": "rule", "values": RULES_OF_COLOUR}}
OF_ALL_ELSE = {"rules": {rule: {"enabled": False} for rule in RULES_OF_COLOUR}}
LOOKS = (
    ({"theme": "light"}, {}),
    ({"theme": "dark"}, OF_COLOUR),
    ({"theme": "contrast"}, OF_COLOUR),
    ({"mode": "elder"}, OF_ALL_ELSE),
)
NARROWEST = {"width": 320, "height": 640}
FINGER, ELDER_FINGER = 44, 60  # px
TEXT, ELDER_TEXT = 18, 24  # px
TWICE_THE_SIZE = ":root { font-size: 225% !important }"  # the ordinary one is 112.5 %
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }"""  # WCAG 1.4.12
STYLE = """(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""
PARTS_OF_A_DATE = 9
UNFOLD = "document.querySelectorAll('details').forEach((each) => (each.open = true))"
OPEN_TOOLS = """document.querySelector(".anchor")?.click();
    document.querySelector("[data-settings][aria-expanded=false]")?.click()"""


def ask(page, check, *arguments):
    """Return what a function of own_checks.js says of the page."""
    if page.evaluate("!window.ownChecks"):
        page.evaluate(f"() => {{ {SOURCE} }}")
    return page.evaluate("(asked) => ownChecks(...asked)", [check, *arguments])


def show_everything(page):
    """Open all that opens on the spot: folded text, the settings, the tools of a paragraph."""
    page.evaluate(f"() => {{ {UNFOLD}; {OPEN_TOOLS} }}")


def set_look(page, **look):
    """Put on a look as settings.js does, instead of the one before."""
    page.evaluate(
        """(look) => {
            const { dataset } = document.documentElement;
            for (const name of ["theme", "mode", "size"]) delete dataset[name];
            Object.assign(dataset, look);
        }""",
        look,
    )


def axe(page, options=None):
    """Return what axe finds, with all its rules where the options do not say otherwise."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(RUN_AXE, options)


def axe_in_every_look(page):
    faults = []
    for look, options in LOOKS:
        set_look(page, **look)
        faults += [f"{look}: {fault}" for fault in axe(page, options)]
    set_look(page)
    return faults


def on_a_laptop(page):
    page.set_viewport_size(LAPTOP)
    faults = axe(page) + ask(page, "sideways") + sizes(page)
    page.set_viewport_size(PHONE)
    return faults


def tab_walk(page):
    """The skip link first, every control once and in order, none out of sight, and out again."""
    presses = count = ask(page, "startTabWalk")
    for _ in range(count + PARTS_OF_A_DATE):
        for _ in range(presses):
            page.keyboard.press("Tab")
        if ask(page, "tabWalkHasEnded"):
            break
        presses = 1
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    return ask(page, "tabWalk")


def sizes(page):
    small = ask(page, "smallTargets", FINGER) + ask(page, "smallText", TEXT)
    set_look(page, mode="elder")
    small += ask(page, "smallTargets", ELDER_FINGER)
    small += ask(page, "smallText", ELDER_TEXT)
    set_look(page)
    return small


def narrow_windows(page):
    page.set_viewport_size(NARROWEST)
    faults = []
    for look in ({}, {"mode": "elder"}, {"mode": "elder", "size": "largest"}):
        set_look(page, **look)
        faults += ask(page, "sideways")
    set_look(page)
    page.set_viewport_size(PHONE)
    return faults


def large_and_spaced_text(page):
    return _laid_out(page, TWICE_THE_SIZE) + _laid_out(page, TEXT_SPACING)


def names(page):
    return ask(page, "tables") + ask(page, "drawings")


def forced_colours(page):
    page.emulate_media(forced_colors="active", color_scheme="dark")
    faults = ask(page, "forcedColours")
    page.emulate_media(forced_colors="none", color_scheme="light")
    return faults


def _laid_out(page, css):
    page.set_viewport_size(NARROWEST)
    page.evaluate(STYLE, css)
    faults = [fault for check in ("sideways", "cut", "overlapping") for fault in ask(page, check)]
    page.evaluate("document.adoptedStyleSheets = []")
    page.set_viewport_size(PHONE)
    return faults


def missing_without_script(page, bare):
    """What the page with JavaScript shows to read and the bare one does not."""
    bare.evaluate(UNFOLD)
    there = ask(bare, "textOfMain")
    return [text for text in ask(page, "textOfMain") if text not in there]
