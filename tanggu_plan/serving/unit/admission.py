"""Admission of bodies: none where none is asked for, none too large, few slow ones at a time.

granian gives a worker's threads to requests, and a thread that reads a body waits for its sender,
for good. So bodies get half of the threads, and are read whole before a turn in Django is taken.
"""

from collections.abc import Callable
from io import SEEK_END
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore

from tanggu_plan.serving.unit.refusals import (
    BUSY,
    CUT_OFF,
    LENGTH_UNKNOWN,
    NO_BODY_HERE,
    TOO_LARGE,
    refuse,
)

THREADS = 4  # of a worker; each more makes a stored page dearer, as all fight for Python's lock
SLOTS = THREADS // 2  # for bodies
TURNS = 2  # in Django at a time: more threads fight for Python's lock
LARGEST_BODY = 21 * 1024 * 1024  # bytes: a PDF to be verified of 20 MB, and its form
IN_MEMORY = 1024 * 1024  # bytes
PIECE = 64 * 1024  # bytes


def with_admission(application):
    """Return Django's application behind the admission of bodies."""
    from tanggu_plan.serving.public_pages import takes_body  # Django has to be set up before

    return Admission(application, takes_body)


class Admission:
    """WSGI application around another one, Django.

    `takes_body` tells of a path whether a body is read there at all.
    """

    def __init__(self, application, takes_body: Callable[[str], bool]):
        self.application = application
        self.takes_body = takes_body
        self.slots = BoundedSemaphore(SLOTS)
        self.turns = BoundedSemaphore(TURNS)

    def __call__(self, environ, start_response):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        is_chunked = "HTTP_TRANSFER_ENCODING" in environ
        if not (length or is_chunked):
            return self._ask(environ, start_response)
        if environ["REQUEST_METHOD"] != "POST" or not self.takes_body(environ["PATH_INFO"]):
            return refuse(NO_BODY_HERE, start_response)
        if is_chunked:
            return refuse(LENGTH_UNKNOWN, start_response)
        if length > LARGEST_BODY:
            return refuse(TOO_LARGE, start_response)
        if not self.slots.acquire(blocking=False):
            return refuse(BUSY, start_response)
        try:
            body = _read(environ["wsgi.input"], length)
        finally:
            self.slots.release()
        with body:
            if body.seek(0, SEEK_END) < length:
                return refuse(CUT_OFF, start_response)
            body.seek(0)
            return self._ask(environ | {"wsgi.input": body}, start_response)

    def _ask(self, environ, start_response):
        with self.turns:
            return self.application(environ, start_response)


def _read(stream, length):
    body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115, its reader closes it
    while length and (piece := stream.read(min(length, PIECE))):
        body.write(piece)
        length -= len(piece)
    return body
