from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chapters.pdf import rendering

pytestmark = pytest.mark.django_db


def render(*arguments):
    output, errors = StringIO(), StringIO()
    call_command("render_pdf", *arguments, stdout=output, stderr=errors)
    return output.getvalue(), errors.getvalue()


def test_it_writes_the_current_edition_and_shows_its_stages(edition, tanggu_pdf, tmp_path):
    file = tmp_path / "out.pdf"

    output, errors = render("2021-2025", "--out", str(file))

    assert file.read_bytes() == tanggu_pdf
    assert "与存档相同" in output
    assert [stage in errors for stage in ("读取", "排版", "写入", "完成")] == [True] * 4


def test_it_says_when_an_edition_is_no_longer_made_alike(edition, tmp_path, monkeypatch):
    monkeypatch.setattr(rendering, "render", lambda document, **_: b"%PDF-other")

    output, _ = render("2021-2025", "--edition", "1", "--out", str(tmp_path / "out.pdf"))

    assert "与存档不同" in output


def test_a_plan_without_an_edition_is_rendered_from_the_working_copy(plan, tmp_path, monkeypatch):
    given = {}
    monkeypatch.setattr(
        rendering, "render", lambda document, **facts: given.update(facts) or b"%PDF-"
    )

    render("2021-2025", "--out", str(tmp_path / "draft.pdf"))

    assert given["kind"] == "工作稿，未发布"


def test_an_unknown_plan_is_refused_with_those_there_are(plan):
    with pytest.raises(CommandError, match="没有规划“2030-2035”。现有：2021-2025"):
        render("2030-2035")


def test_an_unknown_edition_is_refused(edition):
    with pytest.raises(CommandError, match="没有第7版"):
        render("2021-2025", "--edition", "7")


def test_a_place_that_cannot_be_written_is_named(edition, tmp_path):
    with pytest.raises(CommandError, match="写不进去"):
        render("2021-2025", "--out", str(tmp_path / "no" / "out.pdf"))


def test_a_failed_rendering_is_told(edition, tmp_path, monkeypatch):
    def fail(document, **_):
        raise rendering.RenderingFailed("生成 PDF 时排版程序出错。")

    monkeypatch.setattr(rendering, "render", fail)

    with pytest.raises(CommandError, match="排版程序出错"):
        render("2021-2025", "--out", str(tmp_path / "out.pdf"))
