"""A plan full of attacks in a real browser: nothing runs, and the policy has nothing to block."""

import pytest

from chapters import pdf, publishing
from tests.tanggu_plan.hostile import record, spoil

PAGES = (
    "/",
    "/2021-2025/1/1/",
    "/2021-2025/full/",
    "/2021-2025/hant/1/1/",
    "/2021-2025/indicators/1/",
    "/2021-2025/commitments/",
    "/2021-2025/commitments/1/",
    "/2021-2025/evaluation/",
    "/2021-2025/errata/",
    "/2021-2025/search/?q=%3Cscript%3E",
    "/2021-2025/1/1/?mark=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def spoilt(live_server, plan, tanggu_pdf, monkeypatch, make_staff):
    """The address of a site in which every typed text is an attack."""
    monkeypatch.setattr(pdf, "render", lambda document, *, edition_number, **_: tanggu_pdf)
    spoil(plan)
    publishing.publish_original(plan)
    record(plan, make_staff("jilu", "数据"), make_staff("queren", "数据"))
    return live_server.url


def test_no_attack_runs_or_has_to_be_blocked(spoilt, page):
    dialogs = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())

    for address in PAGES:
        assert page.goto(spoilt + address).status == 200
        assert page.locator("[onerror], [onclick], img[src=x]").count() == 0

    assert dialogs == []
