"""A load of many connections that each ask again as soon as they are answered."""

import select
import socket
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: how many answers, and the seconds that each took, ascending."""

    answers: int
    seconds: list[float]

    def percentile(self, share):
        return self.seconds[min(int(len(self.seconds) * share), len(self.seconds) - 1)]


def request(path, *headers):
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]
    return "\r\n".join(lines).encode()


def answer_to(port, asked):
    """Ask once; return the whole answer, head and body."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(asked)
        received = b""
        while b"\r\n\r\n" not in received:
            received += _some(connection)
        head, _, body = received.partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split()[0])
        while len(body) < length:
            body += _some(connection)
    return head + b"\r\n\r\n" + body


def put_load(port, asked, *, connections, seconds):
    """Ask for the one page, whose answer has always the same length. Raises on any other."""
    length = len(answer_to(port, asked))
    poll = select.epoll()
    sockets, started, missing, took = {}, {}, {}, []
    for _ in range(connections):
        each = socket.create_connection(("127.0.0.1", port))
        sockets[each.fileno()] = each
        poll.register(each.fileno(), select.EPOLLIN)
    now = time.perf_counter()
    for number, each in sockets.items():
        started[number], missing[number] = now, length
        each.send(asked)
    ends = now + seconds
    while now < ends:
        for number, _ in poll.poll():
            missing[number] -= len(_some(sockets[number]))
            if missing[number] == 0:
                now = time.perf_counter()
                took.append(now - started[number])
                started[number], missing[number] = now, length
                sockets[number].send(asked)
            elif missing[number] < 0:
                raise ValueError("an answer of another length")
    for each in sockets.values():
        each.close()
    return Load(len(took), sorted(took))


def _some(connection):
    received = connection.recv(65536)
    if not received:
        raise ConnectionError("the server hung up")
    return received
