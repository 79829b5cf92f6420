"""What a style sheet sets before a text: white space after it would be seen."""

import pytest

from tests.html import parse


@pytest.mark.parametrize(
    ("address", "css"),
    [
        ("/2021-2025/evaluation/", ".breadcrumbs li"),
        ("/2021-2025/1/1/", ".breadcrumbs li"),
        ("/2021-2025/indicators/", ".indicator-table td"),
    ],
)
def test_no_gap_follows_the_sign_before_a_text(client, edition, address, css):
    texts = [part.text or "" for part in parse(client.get(address)).cssselect(css)]

    assert texts
    assert [text for text in texts if text != text.lstrip()] == []
