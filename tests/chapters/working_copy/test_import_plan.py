import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chapters import plantext
from chapters.models import Chapter, Edition, Plan, Section
from chapters.pdf import rendering
from chapters.working_copy.rows import freeze
from tanggu_plan.text.refusals import Refused
from tests.conftest import FIXTURES

REAL_PLAN = FIXTURES / "tanggu-2021-2025.md"

pytestmark = pytest.mark.django_db


@pytest.fixture
def rendered(monkeypatch, tanggu_pdf):
    monkeypatch.setattr(rendering, "render", lambda document, *, edition_number, **_: tanggu_pdf)


def import_plan(file, **options):
    output = StringIO()
    call_command("import_plan", file, stdout=output, stderr=output, **options)
    return output.getvalue()


@pytest.fixture
def changed_file(tmp_path):
    file = tmp_path / "changed.md"
    file.write_text(REAL_PLAN.read_text("utf-8").replace("脱贫摘帽。", "脱贫致富。"), "utf-8")
    return file


def test_the_working_copy_equals_the_file(tanggu):
    import_plan(REAL_PLAN)

    assert freeze(Plan.objects.get()) == tanggu


def test_a_second_run_changes_nothing():
    import_plan(REAL_PLAN)
    histories = Section.history.count(), Chapter.history.count(), Plan.history.count()

    output = import_plan(REAL_PLAN)

    assert "没有改动" in output
    assert (Section.history.count(), Chapter.history.count(), Plan.history.count()) == histories


def test_a_trial_run_stores_nothing():
    import_plan(REAL_PLAN, dry_run=True)

    assert not Plan.objects.exists()


def test_a_changed_file_shows_its_changes_before_storing_them(changed_file):
    import_plan(REAL_PLAN)

    output = import_plan(changed_file, dry_run=True)

    assert "脱贫致富。" in output
    assert not Section.objects.filter(text__contains="脱贫致富。").exists()


def test_a_changed_file_is_stored_when_confirmed(changed_file, monkeypatch):
    import_plan(REAL_PLAN)
    monkeypatch.setattr("builtins.input", lambda prompt: "y")

    import_plan(changed_file)

    assert Section.objects.filter(text__contains="脱贫致富。").count() == 1


def test_a_changed_file_is_not_stored_when_declined(changed_file, monkeypatch):
    import_plan(REAL_PLAN)
    monkeypatch.setattr("builtins.input", lambda prompt: "")

    with pytest.raises(CommandError, match="已取消"):
        import_plan(changed_file)

    assert not Section.objects.filter(text__contains="脱贫致富。").exists()


def test_only_new_leaves_a_clerks_working_copy_alone(changed_file):
    import_plan(changed_file)

    import_plan(REAL_PLAN, only_new=True)

    assert Section.objects.filter(text__contains="脱贫致富。").count() == 1


def test_a_file_with_errors_lists_them_all_and_stores_nothing(tmp_path):
    file = tmp_path / "broken.md"
    text = REAL_PLAN.read_text("utf-8")
    file.write_text(
        text.replace("第二节 发展环境", "第四节 发展环境").replace("基期：", "甲期："), "utf-8"
    )

    with pytest.raises(CommandError, match="什么也没有存"):
        import_plan(file)

    assert not Plan.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"missing\.md"):
        import_plan(tmp_path / "missing.md")


def test_the_original_is_published_with_its_pdf(rendered, tanggu):
    import_plan(REAL_PLAN, publish_original=True)

    edition = Edition.objects.published().get()
    assert (edition.number, edition.kind, edition.sha256) == (1, "ORIGINAL", tanggu.sha256)
    assert bytes(edition.files.get(kind="PDF").content).startswith(b"%PDF-")


def test_publishing_the_same_original_twice_changes_nothing(rendered):
    import_plan(REAL_PLAN, publish_original=True)

    import_plan(REAL_PLAN, publish_original=True)

    assert Edition.objects.count() == 1


def test_another_text_cannot_become_the_original(rendered, changed_file):
    import_plan(REAL_PLAN, publish_original=True)

    with pytest.raises(CommandError, match="已有版次"):
        import_plan(changed_file, publish_original=True, interactive=False)

    assert not Section.objects.filter(text__contains="脱贫致富。").exists()


def test_when_the_pdf_fails_the_text_is_public_and_the_reason_told(monkeypatch):
    def fail(document, *, edition_number, **_):
        raise Refused("排这份 PDF 要算 30 秒以上。")

    monkeypatch.setattr(rendering, "render", fail)

    output = import_plan(REAL_PLAN, publish_original=True)

    assert "第1版的 PDF没有生成：排这份 PDF 要算 30 秒以上。" in output
    assert Plan.objects.get().editions.get().state == "PUBLISHED"


def test_hints_are_shown_and_do_not_stop_the_import(tmp_path):
    file = tmp_path / "hint.md"
    file.write_text(REAL_PLAN.read_text("utf-8").replace("脱贫摘帽。", "脱贫 and 摘帽。"), "utf-8")

    output = import_plan(file)

    assert "提示" in output
    assert plantext.read(file.read_text("utf-8")).document == freeze(Plan.objects.get())


@pytest.fixture
def damaged_file(tmp_path):
    file = tmp_path / "damaged.md"
    head, body = REAL_PLAN.read_text("utf-8").rsplit("---\n", 1)
    file.write_text(f"{head}---\n{body.replace('二〇三五年', '二三五年')}", "utf-8")
    return file


def test_damage_of_a_kind_is_told_once_with_its_remedy(damaged_file):
    output = import_plan(damaged_file, dry_run=True)

    assert output.count("年份里丢了“〇”，共") == 1
    assert "要修补，请加 --mend。" in output


def test_the_remedy_for_damage_works(damaged_file, tanggu):
    output = import_plan(damaged_file, mend=True, interactive=False)

    assert any(line.startswith("+") and "二〇三五年" in line for line in output.splitlines())
    assert freeze(Plan.objects.get()) == tanggu


def test_mending_asks_before_it_goes_on(damaged_file, monkeypatch):
    asked = []
    monkeypatch.setattr("builtins.input", lambda prompt: asked.append(prompt) or "")

    with pytest.raises(CommandError, match="已取消"):
        import_plan(damaged_file, mend=True)

    assert asked == ["以上是修补的改动，文件本身不变。继续吗？[y/N] "]
    assert not Plan.objects.exists()


def test_a_hundred_hints_of_a_kind_take_four_lines(tmp_path):
    file = tmp_path / "hints.md"
    text = REAL_PLAN.read_text("utf-8")
    file.write_text(text + "推进 and 发展。\n" * 100, "utf-8")

    output = import_plan(file, dry_run=True)

    others = re.findall(r"同类\w+另有(\d+)处：第\d+行", output)
    assert others
    assert output.count("推进 and 发展") == 3 * len(others)
