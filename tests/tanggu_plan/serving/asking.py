"""Ask a WSGI application as a server would; an application and a store of the test's own."""

from dataclasses import dataclass
from wsgiref.util import setup_testing_defaults

from tanggu_plan.serving.page_store import PageStore
from tanggu_plan.serving.public_pages import STORABLE
from tests.requests import connection_kept

SECTION = "/2021-2025/1/2/"
LENGTH = ("Content-Length", "5")


@dataclass(frozen=True)
class Answer:
    status: str
    headers: dict
    content: bytes


def ask(application, path=SECTION, method="GET", query="", **environ):
    """Ask a WSGI application as a server would."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "127.0.0.1",
    } | environ
    setup_testing_defaults(environ)
    said = []
    with connection_kept():
        body = application(environ, lambda *answer: said.extend(answer))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
    return Answer(said[0], dict(said[1]), content)


class Counted:
    """A WSGI application that counts how often it is asked."""

    def __init__(self, application):
        self.application, self.count = application, 0

    def __call__(self, environ, start_response):
        self.count += 1
        return self.application(environ, start_response)


class Body(list):
    closed = False

    def close(self):
        self.closed = True


def application(*headers, status="200 OK", content=b"hello", storable=True):
    def answer(environ, start_response):
        environ[STORABLE] = storable
        start_response(status, list(headers))
        return Body([content])

    return Counted(answer)


def store_around(application, version=lambda: 1, most_bytes=2**20, cookies=("sessionid",)):
    return PageStore(application, version=version, cookies=cookies, most_bytes=most_bytes)
