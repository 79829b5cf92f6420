"""Decoding in a child process within limits of CPU time and memory."""

import json
import logging
import os
import signal
import subprocess
import sys
from base64 import b64decode

from django.conf import settings

from chapters.figures.kinds import require_picture
from chapters.figures.safety import BROKEN, SafePicture
from tanggu_plan.text.refusals import Refused

logger = logging.getLogger(__name__)

SECONDS = 10  # of CPU; the largest picture takes two
MEGABYTES = 320
PATIENCE = 6  # how many times its CPU seconds it may take on a busy machine

TOO_COSTLY = (
    "打开这张图片要用的时间或内存太多，没有存。"
    "请用画图软件打开，把宽度缩小到 2400 像素以内，另存为 PNG 再传。"
)
TOO_BUSY = "机器现在很忙，图片没有处理完，没有存。请过一会儿再传。"


def safe_picture(content: bytes) -> SafePicture:
    """Return the picture of an uploaded file. Raises Refused."""
    require_picture(content)
    try:
        child = _run_child(content)
    except subprocess.TimeoutExpired as expired:
        raise Refused(TOO_BUSY) from expired
    if child.returncode:
        report = child.stderr.decode(errors="replace")
        logger.error("The decoding process ended with %s:\n%s", child.returncode, report)
        is_costly = child.returncode == -signal.SIGXCPU or "MemoryError" in report
        raise Refused(TOO_COSTLY if is_costly else BROKEN)
    said = json.loads(child.stdout)
    if "refused" in said:
        raise Refused(said["refused"])
    return SafePicture(
        said["format"],
        said["width"],
        said["height"],
        b64decode(said["content"]),
        {int(width): b64decode(each) for width, each in said["smaller"].items()},
    )


def _run_child(content: bytes) -> subprocess.CompletedProcess:
    return subprocess.run(  # noqa: S603, all arguments are ours
        [sys.executable, "-m", "chapters.figures.child", str(SECONDS), str(MEGABYTES)],
        input=content,
        capture_output=True,
        check=False,
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        timeout=SECONDS * PATIENCE,
    )
