"""The nightly look at what is stored."""

from chapters.editions import integrity
from chapters.models import Edition, EditionFile


def test_what_is_as_it_was_stored_has_no_fault(edition):
    assert integrity.faults() == ""


def test_a_changed_text_and_a_changed_file_are_named(edition):
    EditionFile.objects.filter(kind="PDF").update(content=b"%PDF-other")
    Edition.objects.update(document_json=edition.document_json.replace("塘沽", "唐沽", 1))

    text, file = integrity.faults().split("；")
    assert text == f"{edition}的文本与它的摘要不符，请从备份恢复"
    assert file == f"{edition} 正式 PDF与它的摘要不符，请从备份恢复"


def test_many_faults_are_counted(edition):
    for number in range(1, 8):
        edition.files.create(
            kind="CHAPTER", chapter_number=number, content=b"%PDF", size=4, sha256="0" * 64
        )

    assert integrity.faults().endswith("；一共7处")
