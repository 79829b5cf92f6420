SECTION = "/2021-2025/2/3/"


def test_the_skip_link_leads_into_the_text(published_site, page):
    page.goto(published_site + SECTION)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_on_a_phone_the_contents_open_on_touch(published_site, page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(published_site + SECTION)
    current = page.locator('.contents [aria-current="page"]')
    assert not current.is_visible()

    page.get_by_text("目录", exact=True).nth(1).click()

    assert current.is_visible()


def test_on_a_laptop_the_contents_stand_beside_the_text(published_site, page):
    page.goto(published_site + SECTION)

    assert page.locator('.contents [aria-current="page"]').is_visible()


def test_nothing_holds_up_the_paint_of_a_section(published_site, page):
    page.goto(published_site + SECTION)

    blocking = page.evaluate(
        """performance.getEntriesByType("resource")
           .filter(({renderBlockingStatus}) => renderBlockingStatus === "blocking")
           .map(({name}) => name)"""
    )
    assert blocking == []


def test_a_printed_section_leaves_the_furniture_out(published_site, page):
    page.goto(published_site + SECTION)

    page.emulate_media(media="print")

    assert page.locator("article.reading").is_visible()
    assert not page.locator(".contents").is_visible()
    assert not page.locator(".neighbours").is_visible()
    assert page.locator(".record").is_visible()
