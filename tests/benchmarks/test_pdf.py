"""What the PDF costs: CPU, memory and bytes, for the plan, for one ten times as long, and for the
same text in other engines, where they are installed."""

import io
import resource
import shutil
import subprocess
import sys
from dataclasses import replace
from time import process_time

import pikepdf
import pytest

from chapters.editions import publishing
from chapters.models import Section
from chapters.pdf import cutting, pages
from tests.browser.chromium import CHROMIUM
from tests.conftest import publish
from tests.yardstick import yardstick_seconds

YARDSTICKS, MEGABYTES, BYTES, TIMES = 25, 250, 1_200_000, 11
BUSY = 1.5  # what a second of CPU is worth less on a machine that others use as well
# Measures one command, its output on standard output and nobody else's children.
MEASURE = (
    "import resource, subprocess, sys;"
    "made = subprocess.run(sys.argv[1:], input=sys.stdin.buffer.read(), check=True,"
    " stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout;"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=sys.stderr);"
    "sys.stdout.buffer.write(made)"
)
CHILD = [sys.executable, "-m", "chapters.pdf.child", "120", "4096"]


def measured(command, given=b"", times=1):
    """Return the least CPU seconds of some runs, the megabytes, and what the command wrote."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", MEASURE, *command], input=given, capture_output=True, check=True
        )
        for _ in range(times)
    ]
    figures = [tuple(map(float, run.stderr.split())) for run in runs]
    return min(cpu for cpu, _ in figures), max(memory for _, memory in figures), runs[0].stdout


def rendered(document, times=1):
    job = pages.plan_job(document, pages.Imprint(1))
    return measured(CHILD, job, times)


def ten_times(document):
    chapters = [
        replace(chapter, number=10 * turn + chapter.number)
        for turn in range(9)
        for chapter in document.chapters
    ]
    return replace(document, chapters=tuple(chapters) + document.chapters)


def told(name, cpu, memory, content):
    pages = len(pikepdf.open(io.BytesIO(content)).pages)
    print(
        f"{name}: {cpu:.2f} s CPU, {memory:.0f} MB, {len(content) / 1e6:.2f} MB, {pages} pages,"
        f" {1000 * cpu / pages:.0f} ms a page"
    )


def test_the_pdf_is_made_within_its_limits(tanggu):
    cpu, memory, content = rendered(tanggu, times=3)
    long_cpu, long_memory, long_content = rendered(ten_times(tanggu))
    yardsticks = cpu / yardstick_seconds()

    print(f"\n{yardsticks:.1f} yardsticks, of {YARDSTICKS} that it may take")
    told("PDF", cpu, memory, content)
    told("ten times the text", long_cpu, long_memory, long_content)
    assert yardsticks <= BUSY * YARDSTICKS
    assert memory <= MEGABYTES
    assert len(content) <= BYTES
    assert long_cpu <= BUSY * TIMES * cpu


@pytest.mark.usefixtures("_cut_for_real")
def test_a_chapter_is_cut_in_a_hundredth_of_what_the_plan_takes_to_set(tanggu_pdf):
    seconds = []
    for number in cutting.chapters_in(tanggu_pdf):
        started = process_time()
        cut = cutting.cut(tanggu_pdf, number)
        seconds.append(process_time() - started)
        assert len(cut) < len(tanggu_pdf)

    print(f"\na chapter's cut: {1000 * min(seconds):.0f} to {1000 * max(seconds):.0f} ms CPU")
    assert max(seconds) <= BUSY * 0.1


@pytest.mark.usefixtures("_cut_for_real")
def test_to_propose_is_cheap_in_time_and_place(plan, tanggu_pdf, editor):
    publish(plan, tanggu_pdf)
    Section.objects.filter(chapter__number=5, number=3).update(text="改过的一节。")
    before = cpu_seconds()

    proposed = publishing.propose(plan, by=editor, kind="CORRECTION", note="改正。")

    cpu = cpu_seconds() - before
    stored = len(proposed.document_json) + sum(len(f.stored_bytes) for f in proposed.files.all())
    print(f"\npropose, with its PDF and cuts: {cpu:.2f} s CPU, {stored / 1e6:.2f} MB stored")
    assert proposed.files.count() == 1 + 7
    assert stored <= 1_200_000
    assert cpu <= BUSY * 4.5


@pytest.fixture
def _cut_for_real(monkeypatch):
    """Cuts of the same file are kept in other tests."""
    monkeypatch.setattr(cutting, "cut", cutting.cut.without_keeping)
    monkeypatch.setattr(cutting, "chapters_in", cutting.chapters_in.without_keeping)


def cpu_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
def test_chromium_on_the_same_text(tanggu, tmp_path):
    page, made = tmp_path / "plan.html", tmp_path / "plan.pdf"
    text = "".join(f"<p>{line}</p>" for line in tanggu.printed_lines())
    page.write_text(f'<meta charset="utf-8"><body style="font-size:16pt">{text}')
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu"]
    command += ["--disable-background-networking"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={made}", str(page)]

    cpu, memory, _ = measured(command)

    told("Chromium", cpu, memory, made.read_bytes())


@pytest.mark.skipif(not shutil.which("typst"), reason="Typst is not installed")
def test_typst_on_the_same_text(tanggu, tmp_path):
    page, made = tmp_path / "plan.typ", tmp_path / "plan.pdf"
    text = "\n\n".join(f"#text({line!r})" for line in tanggu.printed_lines())
    page.write_text(f'#set text(size: 16pt, lang: "zh")\n{text}'.replace("'", '"'))

    cpu, memory, _ = measured(["typst", "compile", str(page), str(made)])

    told("Typst", cpu, memory, made.read_bytes())
