"""PDF rendering of a Document.

The pages are ordinary templates (templates/chapters/pdf/, static/css/pdf.css), their paragraphs
composed line by line (chapters.pdf.pages). A child process makes the PDF of them, within limits
of CPU time and memory (chapters.pdf.child).
"""

import logging
import math
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from chapters.pdf.pages import Imprint, plan_job, report_job
from chapters.plan.document import Document
from tanggu_plan.tasks.running import Busy
from tanggu_plan.text.refusals import Refused

logger = logging.getLogger(__name__)

FONT_CONFIGURATION = Path(__file__).with_name("fonts.conf")
COVERED = 500_000  # bytes of pages for which PDF_SECONDS are given, twice the plan at hand
PATIENCE = 5  # how many times its CPU seconds a process may take on a busy machine
LOOK_FOR_EXCESS = "请检查正文里是否误贴了大段重复文字或很大的表格，删减后再试"


def render(
    document: Document,
    *,
    edition_number: int,
    plan_slug: str = "",
    kind: str = "",
    note: str = "",
    figures: Mapping[str, bytes] = {},
) -> bytes:
    """Return the PDF of the document; equal arguments and equal faces give equal bytes.

    `plan_slug` is the plan's address where that is not its period, `kind` is the edition's in
    Chinese, `note` what its publisher says of it, `figures` the pictures by their SHA-256: one
    that is not among them gets an empty frame. Takes seconds. Raises Refused, also when
    settings.PDF_SECONDS or PDF_MEGABYTES are used up; Busy where the machine had no time for it.
    """
    imprint = Imprint(edition_number, kind, note, plan_slug)
    return _set(plan_job(document, imprint, figures))


def render_report(template: str, context: dict, paragraphs: Iterable[str], dated: date) -> bytes:
    """Return the PDF of a report in the plan's print style; else like `render`.

    The template extends chapters/pdf/report.html. `paragraphs` is its running text, which
    `set_as` gives it line by line.
    """
    return _set(report_job(template, context, paragraphs, dated))


def _set(job: bytes) -> bytes:
    seconds = settings.PDF_SECONDS * math.ceil(len(job) / COVERED)
    try:
        child = _run_child(job, seconds)
    except subprocess.TimeoutExpired as expired:
        raise Busy("机器现在很忙，PDF 没有排完，过一会儿自动再排，不用重做。") from expired
    if child.returncode == 0:
        return child.stdout
    report = child.stderr.decode(errors="replace")
    logger.error("The PDF process ended with %s:\n%s", child.returncode, report)
    raise Refused(_explain(child.returncode, report, seconds))


def _run_child(job: bytes, seconds: int) -> subprocess.CompletedProcess:
    """Run chapters.pdf.child without the portal's environment, its fonts in a folder that goes."""
    limits = [str(seconds), str(settings.PDF_MEGABYTES)]
    with TemporaryDirectory(prefix="plan-pdf-") as folder:
        return subprocess.run(  # noqa: S603, all arguments are ours
            [sys.executable, "-m", "chapters.pdf.child", *limits],
            input=job,
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
            timeout=seconds * PATIENCE,
        )


def _explain(status: int, report: str, seconds: int) -> str:
    if status == -signal.SIGXCPU:
        return (
            f"排这份 PDF 要算 {seconds} 秒以上，已停止，没有生成。"
            f"{LOOK_FOR_EXCESS}；内容确实这么长时，请技术人员调大 PDF_SECONDS。"
        )
    if status < 0 or "MemoryError" in report:
        return (
            f"排这份 PDF 要 {settings.PDF_MEGABYTES} MB 以上的内存，已停止，没有生成。"
            f"{LOOK_FOR_EXCESS}；内容确实需要这么多时，请技术人员调大 PDF_MEGABYTES。"
        )
    return (
        "生成 PDF 时排版程序出错，没有生成。请稍后再试一次；"
        "仍然出错时，请把这句话和操作时间告诉技术人员，运行日志里有详细原因。"
    )
