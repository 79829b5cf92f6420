"""PDF rendering of a Document.

The pages are ordinary templates (templates/chapters/pdf/, static/css/pdf.css), their paragraphs
composed line by line (chapters.pdf.pages). A child process makes the PDF of them, within limits
of time and memory (chapters.pdf.child).
"""

import logging
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from chapters.pdf.pages import Imprint, chapter_job, plan_job, report_job
from chapters.plan.document import Document
from tanggu_plan.text.refusals import Refused

logger = logging.getLogger(__name__)

LENGTH = struct.Struct(">Q")
FONT_CONFIGURATION = Path(__file__).with_name("fonts.conf")
NOTHING_STORED = "没有保存任何内容。"
LOOK_FOR_EXCESS = "请检查正文里是否误贴了大段重复文字或很大的表格，删减后再试"


def render(document: Document, *, edition_number: int, kind: str = "", note: str = "") -> bytes:
    """Return the PDF of the document; equal arguments and equal faces give equal bytes.

    `kind` is the edition's in Chinese, `note` what its publisher says of it. Takes seconds.
    Raises Refused, also when settings.PDF_SECONDS or PDF_MEGABYTES are used up.
    """
    (made,) = _set([plan_job(document, Imprint(edition_number, kind, note))])
    return made


def render_chapters(document: Document, *, edition_number: int) -> dict[int, bytes]:
    """Return each chapter as a small PDF of its own, by its number; else like `render`."""
    imprint = Imprint(edition_number)
    made = _set([chapter_job(document, chapter, imprint) for chapter in document.chapters])
    return {chapter.number: pdf for chapter, pdf in zip(document.chapters, made, strict=True)}


def render_report(template: str, context: dict, paragraphs: Iterable[str], dated: date) -> bytes:
    """Return the PDF of a report in the plan's print style; else like `render`.

    The template extends chapters/pdf/report.html. `paragraphs` is its running text, which
    `set_as` gives it line by line.
    """
    (made,) = _set([report_job(template, context, paragraphs, dated)])
    return made


def _set(jobs: list[bytes]) -> list[bytes]:
    try:
        child = _run_child(b"[%s]" % b",".join(jobs))
    except subprocess.TimeoutExpired as expired:
        raise Refused(_explain(-signal.SIGXCPU, "")) from expired
    if child.returncode == 0:
        return list(_parted(child.stdout))
    report = child.stderr.decode(errors="replace")
    logger.error("The PDF process ended with %s:\n%s", child.returncode, report)
    raise Refused(_explain(child.returncode, report))


def _parted(output: bytes) -> Iterator[bytes]:
    """Yield the PDFs that pdf_child wrote, each behind its length."""
    while output:
        end = LENGTH.size + LENGTH.unpack_from(output)[0]
        yield output[LENGTH.size : end]
        output = output[end:]


def _run_child(jobs: bytes) -> subprocess.CompletedProcess:
    """Run chapters.pdf.child without the portal's environment, its fonts in a folder that goes."""
    limits = [str(settings.PDF_SECONDS), str(settings.PDF_MEGABYTES)]
    with TemporaryDirectory(prefix="plan-pdf-") as folder:
        return subprocess.run(  # noqa: S603, all arguments are ours
            [sys.executable, "-m", "chapters.pdf.child", *limits],
            input=jobs,
            capture_output=True,
            check=False,
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.defpath,
                "LANG": "C.UTF-8",
                "HOME": folder,
                "TMPDIR": folder,
                "FONTCONFIG_FILE": str(FONT_CONFIGURATION),
                "SOURCE_DATE_EPOCH": "0",  # what fontTools stamps into a variable font
            },
            timeout=settings.PDF_SECONDS,
        )


def _explain(status: int, report: str) -> str:
    if status == -signal.SIGXCPU:
        return (
            f"生成 PDF 用时超过 {settings.PDF_SECONDS} 秒，已停止，{NOTHING_STORED}"
            f"{LOOK_FOR_EXCESS}；内容确实这么长时，请技术人员调大 PDF_SECONDS。"
        )
    if status < 0 or "MemoryError" in report:
        return (
            f"生成 PDF 所需内存超过 {settings.PDF_MEGABYTES} MB，已停止，{NOTHING_STORED}"
            f"{LOOK_FOR_EXCESS}；内容确实需要这么多时，请技术人员调大 PDF_MEGABYTES。"
        )
    return (
        f"生成 PDF 时排版程序出错，{NOTHING_STORED}请稍后再试一次；"
        "仍然出错时，请把这句话和操作时间告诉技术人员，运行日志里有详细原因。"
    )
