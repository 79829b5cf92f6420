"""Letters in two pieces, as macOS copies pinyin: composed on every way in, with a hint."""

from unicodedata import is_normalized

import pytest

from chapters import plantext
from chapters.plan.places import numbered_place
from tanggu_plan.text.csv_files import read_csv
from tests.admin_site import address
from tests.chapters.plantext.sample import PLAN, changed, section_text
from tests.chapters.working_copy.admin_pages import fields_of
from tests.html import parse, text_of

PIECES, LETTERS = "拼音（e\u0301n\u030c）", "拼音（éň）"
KEPT = "兼容字\uf9d0、\U0002f800和符号\u2126照旧。"  # NFC would make other characters of these

WAYS = {
    "a title": ("标题：某某街道", f"标题：{PIECES}街道"),
    "a heading": ("第二节 主要目标", f"第二节 {PIECES}"),
    "a lead": ("章首语写在这里。", f"{PIECES}。"),
    "a paragraph": ("加强领导。落实责任。", f"{PIECES}。"),
    "a goal": ("民生福祉达到新水平", PIECES),
    "a caption": (":::表 任务分工", f":::表 {PIECES}"),
    "a cell": ("| 养老 |", f"| {PIECES} |"),
    "an indicator": ("新增就业人口（人）", f"{PIECES}人口（人）"),
    "a note": ("内为五年累计数", PIECES),
}


@pytest.mark.parametrize(("old", "new"), WAYS.values(), ids=WAYS)
def test_a_plan_file_is_read_in_composed_letters_with_a_hint_at_the_line(old, new):
    text = changed(old, new)

    reading = plantext.read(text)

    assert reading.refusals == ()
    assert LETTERS in reading.document.to_json()
    assert is_normalized("NFC", reading.document.to_json())
    line = text[: text.index("e\u0301")].count("\n") + 1
    assert [remark.line for remark in reading.remarks if "“é”" in remark.message] == [line]


def test_a_plan_file_keeps_every_character_that_is_no_letter_in_two_pieces():
    reading = plantext.read(section_text(f"{PIECES}{KEPT}"))

    assert reading.document.at(numbered_place(2, 1)).blocks[0].text == f"{LETTERS}{KEPT}"


def test_composed_text_gets_no_hint():
    assert plantext.read(PLAN.replace("加强领导", LETTERS)).remarks == ()


def test_the_plan_at_hand_is_composed(tanggu):
    assert is_normalized("NFC", tanggu.to_json())


def test_a_box_and_a_line_are_saved_in_composed_letters_with_a_hint(clerk_client, section):
    typed = fields_of(section, title=f"目标{PIECES}", text=f"\r\n{PIECES}{KEPT}")

    response = clerk_client.post(address(section), typed, follow=True)

    section.refresh_from_db()
    assert (section.title, section.text) == (f"目标{LETTERS}", f"{LETTERS}{KEPT}")
    assert "“é”是由字母和附加符号拼成的" in text_of(parse(response).cssselect(".messagelist")[0])


def test_the_preview_says_that_letters_are_composed(clerk_client, section):
    typed = fields_of(section, text=f"{PIECES}写法。", _preview="预览")

    page = parse(clerk_client.post(address(section), typed))

    hints = [text_of(remark) for remark in page.cssselect(".remarks li")]
    assert any(hint.startswith("第1行提示：“é”是由字母") for hint in hints)
    assert LETTERS in text_of(page.cssselect("#preview-text-text")[0])


def test_a_table_of_data_is_read_in_composed_letters():
    (row,) = read_csv(f"说明\n{PIECES}{KEPT}\n".encode(), ["说明"], example="样例")

    assert row.cells == {"说明": f"{LETTERS}{KEPT}"}
