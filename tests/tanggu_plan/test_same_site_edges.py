import pytest
from lxml import html

from tests.same_site.pages import visible_text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p role="status">甲</p>', '<p role="status">\n  甲\n</p>'),
        ('<p role="note"><a lang="zh">甲</a></p>', '<p role="note">\n  <a lang="zh">甲</a>\n</p>'),
        ("<ul><li>甲</li></ul>", "<ul>\n  <li>\n    甲\n  </li>\n</ul>"),
    ],
)
def test_indentation_at_the_edge_of_a_block_is_no_difference(before, after):
    assert visible_text(html.fromstring(before)) == visible_text(html.fromstring(after))


def test_a_blank_inside_a_sentence_is_a_difference():
    before, after = html.fromstring("<p>甲<b>乙</b></p>"), html.fromstring("<p>甲\n<b>乙</b></p>")

    assert visible_text(before) != visible_text(after)
