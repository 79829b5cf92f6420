"""Probes: by address, without a name, by plain HTTP; and whether the work can be done."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.utils import timezone

from tanggu_plan.models import PublicVersion, TaskWorker
from tanggu_plan.serving import health
from tests.tanggu_plan.serving.asking import ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_found_yet(monkeypatch):
    monkeypatch.setattr(health, "_found", (-health.KEPT, []))


@pytest.fixture
def alive(db):
    TaskWorker.objects.create(name="alive", beat_at=timezone.now())


@pytest.mark.parametrize("is_https", [False, True])
@pytest.mark.parametrize("host", ["10.0.0.5", "10.0.0.5:8000", "[::1]:80", "balancer", None])
@pytest.mark.parametrize("probe", ["/healthz", "/readyz"])
def test_a_probe_is_answered_for_any_host(settings, alive, is_https, host, probe):
    settings.SECURE_SSL_REDIRECT = is_https
    environ = {"HTTP_HOST": host, "SERVER_PROTOCOL": "HTTP/1.0"}
    if host is None:
        environ = {"HTTP_HOST": "", "SERVER_NAME": "10.0.0.5"}

    answer = ask(WSGIHandler(), probe, **environ)

    assert (answer.status, answer.content) == ("200 OK", b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_other_pages_still_refuse_a_strange_host():
    assert ask(WSGIHandler(), "/", HTTP_HOST="10.0.0.5").status.startswith("400")


def test_a_probe_takes_no_post(client):
    assert client.post("/readyz").status_code == 405


def test_without_a_worker_the_portal_is_alive_and_not_ready(client):
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.content.decode().startswith("queue: 没有后台进程在工作")


def test_a_database_that_takes_no_write_is_told(client, alive, monkeypatch):
    def fail():
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setitem(health._checks, "write", fail)

    answer = client.get("/readyz")

    assert answer.content.decode() == "write: attempt to write a readonly database\n"


def test_a_full_disk_is_told(client, alive, monkeypatch):
    monkeypatch.setattr(health, "LEAST_SPACE", 1 << 60)

    assert "space: 磁盘只剩" in client.get("/readyz").content.decode()


def test_to_be_asked_changes_nothing_and_often_costs_little(
    client, alive, django_assert_num_queries
):
    before = PublicVersion.objects.get().number
    client.get("/readyz")

    with django_assert_num_queries(0):
        client.get("/readyz")
    assert PublicVersion.objects.get().number == before
