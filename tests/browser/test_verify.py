"""A reader finds out what file they have: hashed in the browser, or uploaded without JavaScript."""

import re
from base64 import b64encode

import pytest
from playwright.sync_api import expect

PICK_BY_DROP = """([base64, name]) => {
    const dropped = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    dropped.items.add(new File([bytes], name));
    document.body.dispatchEvent(
        new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}"""


def pdf(content):
    return {"name": "规划.pdf", "mimeType": "application/pdf", "buffer": content}


@pytest.fixture
def posted(page):
    """The requests that carried something away from the browser."""
    requests = []
    page.on("request", lambda each: requests.append(each) if each.method == "POST" else None)
    return requests


def test_a_chosen_file_is_hashed_in_the_browser_and_never_sent(
    published_site, page, posted, tanggu_pdf
):
    page.goto(published_site + "/verify/")
    expect(page.get_by_text("文件不离开这台电脑")).to_be_visible()

    page.get_by_label("PDF 文件").set_input_files(pdf(tanggu_pdf))

    expect(page.get_by_role("heading", name="是现行版次")).to_be_visible()
    assert re.search(r"\?sha256=[0-9a-f]{64}$", page.url)
    assert posted == []


def test_a_dropped_file_with_one_changed_byte_is_not_ours(published_site, page, posted, tanggu_pdf):
    page.goto(published_site + "/verify/")

    changed = bytes([tanggu_pdf[0] ^ 1]) + tanggu_pdf[1:]
    page.evaluate(PICK_BY_DROP, [b64encode(changed).decode(), "规划.pdf"])

    expect(page.get_by_role("heading", name="不是本网发布的版次文件")).to_be_visible()
    assert posted == []


def test_a_file_that_is_too_large_is_said_so_at_once(published_site, page):
    page.goto(published_site + "/verify/")

    page.locator("form[data-verify]").evaluate("form => (form.dataset.largest = 10)")
    page.get_by_label("PDF 文件").set_input_files(pdf(b"0" * 11))

    expect(page.get_by_text("比它小得多")).to_be_visible()


def test_without_javascript_the_file_is_uploaded(browser, published_site, tanggu_pdf):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(published_site + "/verify/")

    page.get_by_label("PDF 文件").set_input_files(pdf(tanggu_pdf))
    page.get_by_role("button", name="核验").click()

    expect(page.get_by_role("heading", name="是现行版次")).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_by_keyboard_a_digest_is_looked_up(published_site, page, edition):
    page.goto(published_site + "/verify/")

    page.get_by_label("SHA-256 摘要").fill(edition.files.get(kind="PDF").sha256)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="是现行版次")).to_be_visible()
