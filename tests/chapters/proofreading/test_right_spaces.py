"""Spaces that print has: after the number of a table, in names of two characters, in pinyin."""

import pytest

from chapters.proofreading import TEXT_RULES, findings_of


def messages_on(text):
    return [finding.message for finding in findings_of(text, TEXT_RULES)]


@pytest.mark.parametrize("space", [" ", "\u3000"])
@pytest.mark.parametrize(
    "caption",
    [
        "专栏1{}重点任务",
        "专栏十二{}“健康街道”行动",
        "附表1{}重点项目汇总表",
        "附件2{}任务分工",
        "表3{}主要指标",
        "表1-2{}主要指标",
        "图2{}空间布局",
        "见表1{}主要指标。",
        "（表4{}主要指标）",
        "表5{}2025年主要指标",
    ],
)
def test_one_space_after_the_number_of_a_table_is_right(caption, space):
    assert messages_on(caption.format(space)) == []


@pytest.mark.parametrize(
    "text",
    [
        "张\u3000三",
        "张\u3000三、李\u3000四、王五六。",
        "张\u3000三\u3000李\u3000四",
        "组\u3000长：张\u3000三（街道党工委书记）",
        "（刘\u3000洋）",
        "总\u3000则",
        "《中共中央 国务院关于加强基层治理的意见》",
    ],
)
def test_a_word_of_two_characters_may_be_set_as_wide_as_three(text):
    assert messages_on(text) == []


@pytest.mark.parametrize("space", [" ", "\u3000"])
@pytest.mark.parametrize(
    "title",
    [
        "加快数字化发展{}建设数字中国",
        "坚持“一国两制”{}推进祖国统一",
        "发展社会主义先进文化{}提升国家文化软实力",
        "立足新起点{}开启新征程{}谱写新篇章",
    ],
)
def test_one_space_between_the_clauses_of_a_title_is_right(title, space):
    assert messages_on(title.replace("{}", space)) == []


@pytest.mark.parametrize(
    "text",
    [
        "普通话（pǔ tōng huà）推广。",
        "拼音为Pǔtōnghuà，wǒ men de，lǜsè，nǚ’ér，xī’ān。",
        "标注Táng gū jiē dào。",
        "声调ā、ó、ě、ì、ǖ、ń、ň。",
    ],
)
def test_pinyin_is_right_with_its_spaces_and_its_accents(text):
    assert messages_on(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "加强 建设。",
        "加强\u3000建设。",
        "专栏1  重点任务",
        "专栏1\u3000\u3000重点任务",
        "专栏 1重点任务",
        "代表1 名参加。",
        "发表3 篇文章。",
        "地图2 幅。",
        "表1 ，见后。",
        "张 三",
        "张\u3000三丰收。",
        "王小\u3000明",
        "共 23 项。",
        "推广pǔ  tōng。",
        "加快数字化发展  建设数字中国",
        "加快数字化发展 建设数字中国。",
        "加快发展 数字化",
        "普通话 pǔtōnghuà。",
    ],
)
def test_other_spaces_are_stray(text):
    assert any("多余的" in message for message in messages_on(text))


@pytest.mark.parametrize("text", ["喝café。", "Zürich市。", "Pokémon馆。", "naïve。", "Straße。"])
def test_other_words_with_accents_are_hinted_at(text):
    assert any("外文" in message for message in messages_on(text))
