import io
from io import StringIO

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from chapters.pdf import rendering
from chapters.pdf.writing import write
from tanggu_plan.text.refusals import Refused

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


@pytest.fixture
def render_again(edition, tanggu_pdf, tmp_path, monkeypatch):
    """Return what the command says of edition 1 when it is made with a change to its file."""

    def render_with(change):
        with pikepdf.open(io.BytesIO(tanggu_pdf)) as opened:
            change(opened)
            made = write(opened)
        monkeypatch.setattr(rendering, "render", lambda document, **_: made)
        output, _ = render("2021-2025", "--edition", "1", "--out", str(tmp_path / "out.pdf"))
        return output

    return render_with


def other_bytes(opened):
    opened.docinfo.Producer = "WeasyPrint"


def other_words(opened):
    opened.pages[3].Contents = opened.pages[4].Contents


@pytest.mark.parametrize("maker", ["", "weasyprint 69.0"])
def test_a_file_of_an_older_maker_with_the_same_text_is_told_as_such(edition, render_again, maker):
    edition.files.update(maker=maker)

    assert "与存档不同：存档由旧版程序生成，文字相同。" in render_again(other_bytes)


def test_pages_whose_text_differs_are_named(edition, render_again):
    edition.files.update(maker="")

    assert "存档由旧版程序生成，PDF 第4页的文字不同。" in render_again(other_words)


def test_other_bytes_of_the_same_maker_are_for_a_technician(render_again):
    assert "程序和字体都没有变，文字相同。请技术人员查明原因。" in render_again(other_bytes)


def test_comparing_leaves_the_stored_file_as_it_is(edition, render_again, tanggu_pdf):
    render_again(other_words)

    assert bytes(edition.files.get(kind="PDF").content) == tanggu_pdf


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
        raise Refused("生成 PDF 时排版程序出错。")

    monkeypatch.setattr(rendering, "render", fail)

    with pytest.raises(CommandError, match="排版程序出错"):
        render("2021-2025", "--out", str(tmp_path / "out.pdf"))


@pytest.mark.parametrize("content", [b"%PDF-", b"", b"<html>"])
def test_a_stored_file_that_is_no_pdf_is_named_with_what_to_do(
    edition, render_again, tmp_path, content
):
    edition.files.update(content=content)

    with pytest.raises(CommandError, match=r"第1版存档的 PDF 打不开.*请从备份取回"):
        render_again(other_bytes)

    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
