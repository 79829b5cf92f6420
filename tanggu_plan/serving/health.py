"""Probes: /healthz, does the portal answer; /readyz, can it do its work.

Load balancers ask by address, without a name and by plain HTTP, so they are answered before
anything looks at that.
"""

import shutil
from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse, HttpResponseNotAllowed

from tanggu_plan.serving import public_version
from tanggu_plan.text.refusals import Refused

LEAST_SPACE = 200 * 1024 * 1024  # bytes
KEPT = 2.0  # seconds: who asks often does not write often

Check = Callable[[], None]

_checks: dict[str, Check] = {}
_found: tuple[float, list[str]] = (-KEPT, [])


def require(name: str, check: Check) -> None:
    """Add to what /readyz tries; the check raises Refused or a DatabaseError."""
    _checks[name] = check


def answer_probes(get_response):
    """Middleware that answers /healthz and /readyz for any host."""
    probes = {"/healthz": healthz, "/readyz": readyz}

    def middleware(request):
        probe = probes.get(request.path_info)
        if probe is None:
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = probe(request)
        response["Cache-Control"] = "no-store"
        return response

    return middleware


def healthz(request):
    """Answer ok when the database answers; a failing database is a 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """Answer ok when everything can be done, else 503 with a line for each thing that cannot."""
    global _found
    if monotonic() - _found[0] >= KEPT:
        _found = monotonic(), list(_faults())
    faults = _found[1]
    text = "".join(f"{fault}\n" for fault in faults) or "ok\n"
    return HttpResponse(text, "text/plain; charset=utf-8", 503 if faults else 200)


def _faults():
    for name, check in _checks.items():
        try:
            check()
        except (Refused, DatabaseError) as fault:
            yield f"{name}: {fault}"


def _try_to_write():
    """Write as everything does that changes public pages, and take it back."""
    with transaction.atomic():
        public_version.bump()
        transaction.set_rollback(True)


def _refuse_a_full_disk():
    free = shutil.disk_usage(settings.VAR_DIR).free
    if free < LEAST_SPACE:
        raise Refused(f"磁盘只剩 {free >> 20} MB。请腾出空间。")


require("write", _try_to_write)
require("space", _refuse_a_full_disk)
