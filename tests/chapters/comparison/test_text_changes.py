from chapters.comparison.text_changes import changed_paragraphs


def shown(old, new):
    """The changed paragraphs, with [-what went-] and [+what came+]."""
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "[+{}+]"}
    return [
        "".join(marks[run.kind].format(run.text) for run in paragraph)
        for paragraph in changed_paragraphs(old, new)
    ]


def test_only_the_paragraph_that_changed_is_shown():
    assert shown("第一段。\n第二段。\n第三段。", "第一段。\n第贰段。\n第三段。") == [
        "第[-二-][+贰+]段。"
    ]


def test_nothing_is_shown_where_nothing_changed():
    assert shown("第一段。\n第二段。", "第一段。\n第二段。") == []


def test_an_added_paragraph_stands_on_a_line_of_its_own():
    lines = shown("甲。\n丙。", "甲。\n乙。\n丙。")

    assert "[+乙。+]" in "".join(lines)
    assert "丙" not in "".join(lines)


def test_two_paragraphs_made_one_show_the_break_that_went():
    assert shown("上半句\n下半句。", "上半句下半句。") == ["上半句[-↵-]"]


def test_what_stayed_is_shortened_around_the_change():
    (line,) = shown(f"{'前' * 100}甲{'后' * 100}", f"{'前' * 100}乙{'后' * 100}")

    assert line == f"……{'前' * 24}[-甲-][+乙+]{'后' * 24}……"
