"""A section's page, its tools, and a voice that says nothing."""

import json

SECTION = "/2021-2025/5/2/"
WATCH_THE_FIRST_PAINT = """
    addEventListener("DOMContentLoaded", () => {
        window.sizeAtFirst = getComputedStyle(document.body).fontSize;
    });
    window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((shift) => {
        window.shifted += shift.hadRecentInput ? 0 : shift.value;
    })).observe({type: "layout-shift", buffered: true});
"""
# Whoever reads aloud in a test says nothing, and ends a sentence when the test says so.
SPEECH = """
    window.said = [];
    const speech = {
        current: null,
        speak(utterance) {
            said.push(utterance.text);
            this.current = utterance;
            utterance.onstart();
        },
        cancel() { const cancelled = this.current; this.current = null; cancelled?.onerror?.(); },
        finish() { const done = this.current; this.current = null; done.onend(); },
    };
    Object.defineProperty(window, "speechSynthesis", {value: speech});
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
MARKED = "[...(CSS.highlights.get('aloud') ?? [])].map(String).join()"
SMALLEST_TEXT = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let smallest = Infinity;
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || parent.closest("script, svg")) continue;
        if (parent.checkVisibility()) {
            smallest = Math.min(smallest, parseFloat(getComputedStyle(parent).fontSize));
        }
    }
    return smallest;
}"""


def keep(page, **settings):
    """Have the browser remember these settings, as if chosen on an earlier visit."""
    page.add_init_script(f"localStorage.setItem('plan-reading', '{json.dumps(settings)}')")


def tool(page, name):
    return page.get_by_role("button", name=name, exact=True)


def open_settings(page):
    page.locator("[data-settings]").click()
