"""What the PDF costs: CPU, memory and bytes, for the plan and for one ten times as long."""

import subprocess
import sys
from dataclasses import replace

from chapters import pdf

CPU_SECONDS, MEGABYTES = 3, 400
MEASURE = (
    "import resource, subprocess, sys;"
    "made = subprocess.run([sys.executable, '-m', 'chapters.pdf_child', '120', '4096'],"
    " input=sys.stdin.buffer.read(), stdout=subprocess.PIPE, check=True).stdout;"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, len(made))"
)


def cost(document):
    html = pdf.pages(document, edition_number=1).encode()
    command = [sys.executable, "-c", MEASURE]
    printed = subprocess.run(command, input=html, capture_output=True, check=True).stdout
    return tuple(map(float, printed.split()))


def ten_times(document):
    chapters = [
        replace(chapter, number=10 * turn + chapter.number)
        for turn in range(9)
        for chapter in document.chapters
    ]
    return replace(document, chapters=tuple(chapters) + document.chapters)


def test_the_pdf_is_made_within_its_limits(tanggu):
    cpu, memory, size = cost(tanggu)
    long_cpu, long_memory, long_size = cost(ten_times(tanggu))

    print(f"\nPDF: {cpu:.2f} s CPU, {memory:.0f} MB, {size / 1e6:.2f} MB")
    print(f"ten times the text: {long_cpu:.2f} s, {long_memory:.0f} MB, {long_size / 1e6:.2f} MB")
    print(f"ratio: {long_cpu / cpu:.1f} times the CPU, {long_memory / memory:.1f} times the memory")
    assert cpu <= CPU_SECONDS
    assert memory <= MEGABYTES
