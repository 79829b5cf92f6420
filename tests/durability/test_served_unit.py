"""The served unit: it holds its port and its database, ends as a whole, and answers readers while
others send slowly, on SQLite or DATABASE_URL."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import PIPE, STDOUT
from urllib.request import urlopen

import pytest

from tanggu_plan.serving.unit import admission
from tests.serving import PATIENCE, ROOT, free_port, nginx, portal, running

PAGE = "/2021-2025/1/1/"
SLOW_BODIES, IDLE = 50, 500
SOON = 1  # seconds
GIGABYTES = 90 << 30
OPERATING = ROOT / "tanggu_plan" / "operating.md"
NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 2048; }}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; {lines} }}
}}
"""


def second(environment, port):
    """What another start says, and the code that it ends with."""
    command = [sys.executable, "manage.py", "serve", "--no-worker", "--port", str(port)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=PIPE, stderr=STDOUT, text=True, timeout=PATIENCE
    )
    return done.stdout, done.returncode


def seconds_until_answered(port, path=PAGE):
    started = time.monotonic()
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
        assert answer.status == 200
        answer.read()
    return time.monotonic() - started


@contextmanager
def connections(port, count, sent=b""):
    """So many connections that have sent this much and say no more."""
    with ExitStack() as stack:
        opened = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]
        for each in opened:
            stack.enter_context(each)
            each.sendall(sent)
        yield opened


def post(path, length, body=b"", host="127.0.0.1"):
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n"
    return head.encode() + body


def test_a_second_start_on_the_port_says_who_holds_it(office):
    with portal(office.environment) as server:
        said, code = second(office.environment, server.port)

    assert f"端口 {server.port} 已有门户在用（进程 {server.process.pid}，" in said
    assert (said.count("\n"), code) == (1, 1)


def test_a_second_start_on_the_database_says_who_holds_it(office):
    if not office.environment["DATABASE_URL"].startswith("sqlite"):
        pytest.skip("a database server takes many")
    with portal(office.environment) as server:
        said, code = second(office.environment, free_port())
        assert office("inspect") == ["inspected"]  # commands work meanwhile

    assert f"已有门户在用（进程 {server.process.pid}，端口 {server.port}，" in said
    assert (said.count("\n"), code) == (1, 1)


def test_a_stranger_on_the_port_is_told_of(office):
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        said, code = second(office.environment, stranger.getsockname()[1])

    assert "不能用" in said
    assert code == 1


def test_two_portals_stand_side_by_side(office, tmp_path):
    other = office.environment | {"DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}"}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=other, check=True)

    with portal(office.environment) as one, portal(other) as another:
        seconds_until_answered(one.port)
        seconds_until_answered(another.port, "/healthz")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_however_the_server_ends_nothing_of_it_stays_and_the_next_start_works(office, how):
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    for _ in range(2 if how == signal.SIGKILL else 1):
        with running(command, port, office.environment) as server:
            seconds_until_answered(port)
            queue_worker(server)
            processes = server.processes()
            assert len(processes) == 1 + 2 + 1
            server.process.send_signal(how)
            server.process.wait(PATIENCE)
            wait_until_ended(processes)


def wait_until_ended(processes):
    ends = time.monotonic() + PATIENCE
    while any(map(is_running, processes)):
        assert time.monotonic() < ends, "something stays"
        time.sleep(0.05)


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_worker_of_the_queue_that_dies_is_started_again(office):
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with running(command, port, office.environment) as server:
        first = queue_worker(server)
        os.kill(first, signal.SIGKILL)
        while queue_worker(server) == first:
            time.sleep(0.05)


def queue_worker(server):
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        for pid in server.processes():
            try:
                if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                    return pid
            except FileNotFoundError:
                pass  # ended just now
        time.sleep(0.05)
    raise TimeoutError


# Bodies


def test_straight_at_the_portal_stored_pages_are_answered_while_bodies_are_silent(office):
    with portal(office.environment, 2) as server:
        for _ in range(8):
            seconds_until_answered(server.port)  # into the store of each process
        login = post("/admin/login/", 100_000, b"username=")
        with connections(server.port, SLOW_BODIES, login), connections(server.port, IDLE):
            slowest = max(seconds_until_answered(server.port) for _ in range(50))

    print(f"\nstraight: a stored page in {1000 * slowest:.0f} ms at most")
    assert slowest < SOON


def test_bodies_beyond_the_slots_are_told_to_come_again(office):
    with portal(office.environment) as server:
        silent = post("/admin/login/", 100_000, b"username=")
        with connections(server.port, SLOW_BODIES, silent) as opened:
            refused = [answer for each in opened if (answer := answer_of(each))]

    assert len(refused) == SLOW_BODIES - admission.SLOTS
    assert all(b"HTTP/1.1 503" in answer for answer in refused)
    assert all(b"retry-after: 5" in answer.lower() for answer in refused)


def answer_of(connection):
    connection.settimeout(0.3)
    try:
        return connection.recv(10_000)
    except TimeoutError:
        return b""


@pytest.mark.parametrize(
    ("request_", "status", "says"),
    [
        (post("/", GIGABYTES, b"a"), 413, "这里不收文件"),
        (post(PAGE, GIGABYTES, b"a"), 413, "这里不收文件"),
        (post("/admin/login/", GIGABYTES, b"a"), 413, "文件太大"),
        (post("/verify/", GIGABYTES, b"a"), 413, "文件太大"),
        (post("/nowhere/", 5, b"a"), 413, "这里不收文件"),
        (
            b"POST /verify/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
            411,
            "没有写明长度",
        ),
        (b"GET /accessibility/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\na", 413, ""),
        (b"PUT / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\na", 413, ""),
    ],
)
def test_a_body_that_nobody_reads_is_refused_unread(served, request_, status, says):
    with connections(served.port, 1, request_) as (connection,):
        connection.settimeout(SOON)
        answer = b""
        while piece := connection.recv(10_000):
            answer += piece

    assert answer.startswith(f"HTTP/1.1 {status}".encode())
    assert says in answer.decode()
    for header in (b"content-security-policy:", b"x-content-type-options: nosniff"):
        assert header in answer.lower()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "TMPDIR": str(folder),
    }
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    with portal(environment) as server:
        yield server


def test_behind_nginx_as_described_readers_are_answered_while_bodies_are_silent(office, tmp_path):
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    with portal(office.environment, 2) as server:
        port = free_port()
        lines = nginx_lines(server.port)
        (tmp_path / "nginx").mkdir()
        tmp_path.chmod(0o755)
        configuration = NGINX.format(folder=tmp_path / "nginx", port=port, lines=lines)
        with nginx(configuration, tmp_path / "nginx", port):
            login = post("/admin/login/", 100_000, b"username=")
            with connections(port, SLOW_BODIES, login), connections(port, IDLE):
                slowest = max(seconds_until_answered(port) for _ in range(50))

    print(f"\nbehind nginx: a page in {1000 * slowest:.0f} ms at most")
    assert slowest < SOON


def nginx_lines(port):
    """The lines that the description of operation gives, for this portal."""
    text = OPERATING.read_text("utf-8")
    _, _, lines = text.partition("client_max_body_size")
    lines = "client_max_body_size" + lines.partition("```")[0]
    assert "proxy_pass http://127.0.0.1:8000;" in lines
    return lines.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace("$host", "127.0.0.1")


def test_nobody_else_on_the_machine_reads_what_is_stored(office, tmp_path):
    var = tmp_path / "var"
    var.mkdir(mode=0o755)
    (var / "db.sqlite3").write_bytes(b"")
    (var / "db.sqlite3").chmod(0o644)

    script = (
        "import django, pathlib, sys; django.setup();"
        "from tanggu_plan.serving.unit.server import keep_private;"
        f"var = pathlib.Path({str(var)!r}); keep_private(var); (var / 'new').touch()"
    )
    environment = office.environment | {"DJANGO_SETTINGS_MODULE": "tanggu_plan.settings"}
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True)

    modes = {path.name: path.stat().st_mode & 0o777 for path in (var, *var.iterdir())}
    assert modes == {"var": 0o700, "db.sqlite3": 0o600, "new": 0o600}
