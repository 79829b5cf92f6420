"""A post that could not be stored: the page that says so holds every typed word."""

import errno
import sys

from django.db import Error
from django.shortcuts import render

from tanggu_plan.serving.errors import server_error
from tanggu_plan.staff.typed_text import TYPED, typed_in

NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
BUSY, FULL, READ_ONLY = ("locked", "deadlock", "lock timeout"), ("full", "no space"), ("readonly",)
REASONS = {
    BUSY: "数据库正忙，这一次没有轮到。请过几秒钟再试。",
    FULL: "服务器的磁盘满了。请先告诉技术人员腾出空间，再试一次。",
    READ_ONLY: "数据库现在只能读、不能写。请告诉技术人员，恢复以后再试一次。",
}
OTHERWISE = "数据库现在连不上。请过一会儿再试；一直这样时告诉技术人员。"


def server_error_or_not_stored(request):
    """handler500: of a post that met a failing database or disk, keep what was typed."""
    trouble = sys.exc_info()[1]
    if request.method != "POST" or not _is_of_storage(trouble):
        return server_error(request)
    response = render(request, "admin/not_stored.html", context_of(request, trouble), status=503)
    response["Retry-After"] = "10"
    response["Cache-Control"] = "no-store"
    return response


def context_of(request, trouble) -> dict:
    typed = typed_in(request)
    return {
        "reason": reason_for(trouble),
        "address": request.get_full_path(),
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in ("csrfmiddlewaretoken", TYPED) and "password" not in name
            for value in values
        ],
        "typed": typed,
        "has_files": bool(request.FILES),
    }


def reason_for(trouble: BaseException) -> str:
    said = str(trouble).lower()
    is_full = getattr(trouble, "errno", None) in NO_SPACE
    words = (each for each in REASONS if any(word in said for word in each))
    return REASONS[FULL] if is_full else REASONS.get(next(words, ()), OTHERWISE)


def _is_of_storage(trouble):
    """Whether the database or the disk is to blame, and not our code (IntegrityError and such)."""
    is_of_database = isinstance(trouble, Error) and type(trouble).__name__ in (
        "OperationalError",
        "InterfaceError",
        "InternalError",
        "DatabaseError",
    )
    return is_of_database or getattr(trouble, "errno", None) in NO_SPACE
