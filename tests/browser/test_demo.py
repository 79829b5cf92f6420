"""The demo's mark in a browser."""

import pytest
from playwright.sync_api import expect

from tanggu_plan.identity.demo import MARK
from tests.browser.viewports import at_both_widths


@at_both_widths
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_mark_is_seen_at_the_top_of_a_page_and_accessible(
    published_site, page, axe, settings, scheme
):
    settings.DEMO = True
    page.emulate_media(color_scheme=scheme)

    page.goto(published_site)

    expect(page.get_by_text(MARK).first).to_be_in_viewport()
    assert axe(page) == []
