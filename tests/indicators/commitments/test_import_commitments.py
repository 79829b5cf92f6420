import io

import pytest
from django.core.management import CommandError, call_command

from indicators.commitments.file import COLUMNS
from indicators.models import Commitment
from tanggu_plan.models import AuditEntry
from tanggu_plan.serving import public_version
from tanggu_plan.text.csv_files import MOST_BYTES
from tests.indicators.plan_commitments import COMMITMENTS, import_commitments

HEADER = ",".join(COLUMNS) + "\n"
QUOTE = "每年开展线上线下招聘会，创造条件开发各类公益岗位，切实帮助重点就业群体早日实现就业。"
CELLS = {
    "序号": "20",
    "原文": QUOTE,
    "关键语": "每年开展线上线下招聘会",
    "衡量": "线上线下招聘会",
    "要求": "每年",
    "数值": "1",
    "单位": "次/年",
    "期限": "2025-12-31",
    "期限依据": "每年",
    "类别": "逐年重复",
    "对象": "街道",
    "说明": "",
}


def row(**changes):
    return ",".join((CELLS | changes).values()) + "\n"


@pytest.fixture
def make_file(tmp_path):
    """Return a function that makes a file of commitments."""

    def make(text, encoding="utf-8-sig"):
        file = tmp_path / "commitments.csv"
        file.write_bytes(text.encode(encoding))
        return file

    return make


def complaints_about(file):
    err = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_commitments", file, "2021-2025", stdout=io.StringIO(), stderr=err)
    assert not Commitment.objects.exists()
    assert not AuditEntry.objects.filter(action="IMPORT").exists()
    return err.getvalue() + str(refusal.value)


def test_the_real_file_is_read_whole_before_the_plan_is_published(plan):
    assert "新增34条" in import_commitments()
    assert list(plan.commitments.values_list("number", flat=True)) == list(range(1, 35))


def test_the_real_file_is_read_whole_after_the_plan_was_published(edition):
    assert "新增34条" in import_commitments()


def test_the_second_run_changes_nothing(edition, django_assert_max_num_queries):
    import_commitments()
    version, entries = public_version.current(), AuditEntry.objects.count()
    before = list(Commitment.objects.order_by("pk").values())

    with django_assert_max_num_queries(4):  # the plan, its commitments, and a savepoint's two
        said = import_commitments()

    assert "没有改动" in said
    assert list(Commitment.objects.order_by("pk").values()) == before
    assert (public_version.current(), AuditEntry.objects.count()) == (version, entries)


def test_an_import_is_on_record_and_public_pages_are_made_anew(edition):
    version = public_version.current()

    import_commitments()

    assert public_version.current() == version + 1
    entry = AuditEntry.objects.get(action="IMPORT")
    assert "承诺事项" in entry.subject
    assert "新增34条" in entry.details


def test_a_changed_row_is_updated_and_the_older_words_stay_in_its_history(plan, make_file):
    import_commitments(make_file(HEADER + row()))

    said = import_commitments(make_file(HEADER + row(说明="次数原文没有写。")))

    assert "新增0条，更新1条" in said
    commitment = plan.commitments.get()
    assert commitment.remark == "次数原文没有写。"
    assert list(commitment.history.values_list("remark", flat=True)) == ["次数原文没有写。", ""]


def test_a_commitment_that_the_file_lacks_stays(plan, make_file):
    import_commitments()

    assert "没有改动" not in import_commitments(make_file(HEADER + row(说明="改动。")))

    assert plan.commitments.count() == 34


def test_a_start_after_a_later_edition_changed_the_words_changes_nothing(edition, republish):
    import_commitments()
    republish("每年开展线上线下招聘会", "每年开展招聘会")

    assert "没有改动" in import_commitments()


def test_words_of_an_older_edition_are_found(edition, republish):
    republish("每年开展线上线下招聘会", "每年开展招聘会")

    assert "新增34条" in import_commitments()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"序号": "三"}, "第2行“序号”列：“三”须是1到99的整数"),
        ({"序号": "100"}, "第2行“序号”列：“100”须是1到99的整数"),
        ({"序号": "０１"}, "第2行“序号”列：“０１”须是1到99的整数"),
        ({"原文": ""}, "第2行“原文”列：此字段不能为空"),
        ({"原文": "规划没有写的话。", "关键语": "没有写"}, "第2行“原文”列：规划文本里没有"),
        ({"原文": "发展", "关键语": "发展", "期限依据": "按规划期末推定"}, "处，须正好有一处"),
        ({"关键语": "开展双选会"}, "第2行“关键语”列：“开展双选会”在“原文”那一格里有0处"),
        ({"关键语": "就业"}, "第2行“关键语”列：“就业”在“原文”那一格里有2处"),
        ({"衡量": ""}, "第2行“衡量”列：此字段不能为空"),
        ({"衡量": "长" * 201}, "第2行“衡量”列：确保该变量包含不超过 200 字符"),
        ({"要求": ">"}, "第2行“要求”列：“>”不认识，请改成不少于、不超过、等于"),
        ({"要求": ""}, "第2行“要求”列：“”不认识"),
        ({"数值": "１"}, "第2行“数值”列：“１”须是单纯的数字"),
        ({"数值": "N/A"}, "第2行“数值”列：“N/A”须是单纯的数字"),
        ({"数值": "100%"}, "第2行“数值”列：“100%”须是单纯的数字，用半角；单位写在“单位”列"),
        ({"期限": "2025/12/31"}, "第2行“期限”列：“2025/12/31”不是日期"),
        ({"期限": "2025-02-30"}, "第2行“期限”列：“2025-02-30”不是日期"),
        ({"期限": "20251231"}, "第2行“期限”列：“20251231”不是日期，请写成 2025-12-31 的样子"),
        ({"期限": "2021-12-31"}, "第2行“期限”列：2021-12-31在期限依据里没有出处"),
        ({"期限依据": "到2025年底"}, "第2行“期限依据”列：“到2025年底”不是原文里的话"),
        ({"类别": "约束性"}, "第2行“类别”列：“约束性”不认识，请改成有数值"),
    ],
)
def test_a_bad_cell_refuses_the_whole_file_with_row_column_and_remedy(
    edition, make_file, changes, complaint
):
    assert complaint in complaints_about(make_file(HEADER + row(**changes) + row(序号="21")))


def test_a_number_used_twice_is_refused(edition, make_file):
    said = complaints_about(make_file(HEADER + row() + row()))

    assert "第3行“序号”列：“20”与第2行重复" in said


def test_all_faults_are_told_at_once(edition, make_file):
    said = complaints_about(make_file(HEADER + row(数值="一", 类别="大事") + row(期限="年底")))

    assert "第2行“数值”列" in said
    assert "第2行“类别”列" in said
    assert "第3行“期限”列" in said
    assert "什么也没有存" in said


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "文件是空的"),
        (HEADER, "只有表头，没有数据"),
        ("a,b\n1,2\n", "第一行写列名：序号、原文"),
        (HEADER.replace("期限,", ""), "“期限”列：缺少这一列"),
        (HEADER + "20,只有两格\n", "表头有12列，这一行有2格"),
        (HEADER + row(说明="多,一格"), "表头有12列，这一行有13格"),
        (HEADER + row(说明='"没有合上'), "引号不成对"),
        (HEADER + row() * (MOST_BYTES // 200), "文件超过2MB"),
    ],
)
def test_a_file_of_another_shape_is_refused(edition, make_file, text, complaint):
    assert complaint in complaints_about(make_file(text))


def test_a_file_in_another_encoding_is_refused(edition, make_file):
    assert "另存为“CSV UTF-8（逗号分隔）”" in complaints_about(make_file(HEADER + row(), "gb18030"))


def test_a_file_that_is_not_there_is_refused(edition, tmp_path):
    assert "读不出来" in complaints_about(tmp_path / "nothing.csv")


def test_a_plan_that_is_not_there_is_named(db):
    with pytest.raises(CommandError, match="2031-2035"):
        import_commitments(COMMITMENTS, "2031-2035")
