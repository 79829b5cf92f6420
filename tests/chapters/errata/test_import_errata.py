import io

import pytest
from django.core.management import CommandError, call_command

from chapters.errata import deciding as rule
from chapters.models import Erratum
from tanggu_plan.models import AuditEntry
from tanggu_plan.serving import public_version
from tests.conftest import ERRATA

HEADER = "编号,类别,原件行,原件列,章,节,段,原件读法,发布读法,建议读法,理由\n"
ROW = "N01,规范化,3,1,封面,,,附件␣1,附件1,,不空格。\n"


def run(file, slug="2021-2025"):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_errata", file, slug, stdout=out, stderr=err)
    return out.getvalue()


@pytest.fixture
def make_file(tmp_path):
    """Return a function that makes a file of errata."""

    def make(text, encoding="utf-8-sig"):
        file = tmp_path / "errata.csv"
        file.write_bytes(text.encode(encoding))
        return file

    return make


def complaints_about(file):
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_errata", file, "2021-2025", stdout=out, stderr=err)
    assert not Erratum.objects.exists()
    return err.getvalue() + str(refusal.value)


def test_the_real_file_is_read_whole(plan):
    assert "新增270条" in run(ERRATA)
    assert plan.errata.questions().filter(decision="OPEN").count() == 36


def test_the_second_run_changes_nothing_and_writes_nothing(plan, django_assert_max_num_queries):
    run(ERRATA)
    before = list(plan.errata.order_by("pk").values())

    with django_assert_max_num_queries(4):  # the plan, the errata, and a savepoint's two
        said = run(ERRATA)

    assert "没有改动" in said
    assert list(plan.errata.order_by("pk").values()) == before


def test_an_import_is_on_record_once(plan, make_file):
    file = make_file(HEADER + ROW)
    run(file)
    run(file)

    entry = AuditEntry.objects.get(action="IMPORT")
    assert "勘误" in entry.subject
    assert entry.details == "errata.csv：新增1条，更新0条"


def test_readers_see_new_errata_at_once(plan, make_file):
    before = public_version.current()

    run(make_file(HEADER + ROW))
    first = public_version.current()
    run(make_file(HEADER + ROW))

    assert first > before
    assert public_version.current() == first


def test_a_changed_row_is_updated(plan, make_file):
    run(make_file(HEADER + ROW))

    said = run(make_file(HEADER + ROW.replace("不空格。", "不应空格。")))

    assert "新增0条，更新1条" in said
    assert plan.errata.get().reason == "不应空格。"


def test_a_decision_outlives_another_import(plan, editor):
    run(ERRATA)
    rule.accept(plan.errata.get(code="Q04"), by=editor, reading="法治政府")
    rule.keep(plan.errata.get(code="Q05"), by=editor)

    assert "没有改动" in run(ERRATA)

    decided = plan.errata.exclude(decided_by=None).order_by("code")
    assert list(decided.values_list("decision", "published_reading")) == [
        ("ACCEPTED", "法治政府"),
        ("KEPT", "规上工业企业产值"),
    ]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (ROW.replace("规范化", "规范"), "第3行“类别”列：“规范”不认识"),
        (ROW.replace(",3,", ",三,"), "第3行“原件行”列："),
        (ROW.replace(",3,", ",-3,"), "第3行“原件行”列："),
        (ROW.replace(",3,", ",²,"), "第3行“原件行”列："),
        (ROW.replace("N01", "N" * 21), "第3行“编号”列："),
        (ROW.replace("不空格。", ""), "第3行“理由”列："),
        ("N01\n", "第3行第2列：表头有11列，这一行有1格"),
        (ROW.replace("\n", ",多一格\n"), "第3行第12列：表头有11列，这一行有12格"),
        (ROW.replace("N01", "N02"), "第3行“编号”列：“N02”与第2行重复"),
    ],
)
def test_a_bad_row_refuses_the_whole_file(plan, make_file, row, complaint):
    assert complaint in complaints_about(make_file(HEADER + ROW.replace("N01", "N02") + row))


def test_all_faults_are_told_at_once(plan, make_file):
    bad = ROW.replace("规范化", "规范")

    said = complaints_about(make_file(HEADER + bad + bad.replace("N01", "N02")))

    assert "第2行" in said
    assert "第3行" in said
    assert "什么也没有存" in said


def test_a_file_of_another_shape_is_refused(plan, make_file, tmp_path):
    assert "这一行不是表头" in complaints_about(make_file("a,b\n1,2\n"))
    assert "“理由”列：缺少这一列" in complaints_about(make_file(HEADER.replace(",理由", "")))
    assert "文件是空的" in complaints_about(make_file(""))
    assert "UTF-8" in complaints_about(make_file(HEADER + ROW, "gb18030"))
    assert "读不出来" in complaints_about(tmp_path / "nothing.csv")


def test_a_line_end_within_a_cell_is_a_part_of_it(plan, make_file):
    run(make_file(HEADER + ROW.replace("不空格。", '"两行\u2028里的\n理由"')))

    assert plan.errata.get().reason == "两行\u2028里的\n理由"


def test_a_plan_that_is_not_there_is_named(db):
    with pytest.raises(CommandError, match="2031-2035"):
        run(ERRATA, "2031-2035")
