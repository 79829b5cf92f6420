"""The pictures of README.md, of the portal as it is: `make pictures` takes them anew."""

from pathlib import Path

from tests.browser.test_workflow import proposed  # noqa: F401 (a fixture)
from tests.indicators.plan_commitments import import_commitments

PICTURES = Path(__file__).resolve().parents[1] / "pictures"


def take(page, name):
    """Store what the window shows, without the cursor."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png", caret="hide")


def test_what_readers_see(published_site, page, errata):
    import_commitments()

    page.goto(published_site)

    take(page, "home")


def test_what_a_reviewer_sees(proposed, reviewer, log_in, page):  # noqa: F811
    log_in(reviewer)
    page.get_by_role("region", name="等您审定").get_by_role("link").click()
    page.set_viewport_size({"width": 900, "height": 633})
    page.get_by_role("heading", name="相比").evaluate("heading => heading.scrollIntoView()")

    take(page, "review")
