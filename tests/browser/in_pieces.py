"""A site whose pages arrive in pieces, each sent when the test asks for it."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from threading import Semaphore, Thread
from urllib.request import urlopen

HEADERS = ("Content-Type", "Content-Security-Policy")
MOST_PIECES = 60
PATIENCE = 120  # seconds


class Relay(ThreadingHTTPServer):
    """Sends pages up to the first words of their body, then piece after piece when asked.

    What comes after MOST_PIECES stands below the window, and comes as one.
    """

    daemon_threads = True

    def __init__(self, source, step):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.source, self.step = source, step
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.asked, self.begun = Semaphore(0), Semaphore(0)

    def pieces_to_come(self):
        """Wait for a page to begin; return in how many pieces the rest will come."""
        assert self.begun.acquire(timeout=PATIENCE)
        return self.pieces

    def send_next(self):
        self.asked.release()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        with urlopen(self.server.source + self.path) as answer:  # noqa: S310
            self.send_response(answer.status)
            for name in HEADERS:
                if value := answer.headers[name]:
                    self.send_header(name, value)
            self.end_headers()
            self._send(answer.read(), in_pieces="html" in answer.headers["Content-Type"])

    def _send(self, content, in_pieces):
        if not in_pieces:
            self.wfile.write(content)
            return
        first = content.index(b"</a>", content.index(b"<body"))
        cuts = [*range(first, len(content), self.server.step)[:MOST_PIECES], len(content)]
        self.wfile.write(content[:first])
        self.server.pieces = len(cuts) - 1
        self.server.begun.release()
        for start, end in pairwise(cuts):
            self.server.asked.acquire(timeout=PATIENCE)
            self.wfile.write(content[start:end])

    def log_message(self, *line):
        """Say nothing."""


@contextmanager
def in_pieces(source, step):
    """The pages of the site at `source`, cut every `step` bytes."""
    relay = Relay(source, step)
    thread = Thread(target=relay.serve_forever)
    thread.start()
    yield relay
    relay.shutdown()
    thread.join()
    relay.server_close()
