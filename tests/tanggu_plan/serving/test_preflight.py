import socket
import sys

import pytest

from tanggu_plan.serving import preflight


@pytest.fixture
def failing_import(monkeypatch):
    """Return a function that makes every import of the module raise the error."""

    def fail(error):
        def import_module(name):
            raise error

        monkeypatch.setattr(preflight, "import_module", import_module)

    return fail


def test_this_python_will_do():
    assert preflight.lack_of_python() is None


def test_an_old_python_is_named_with_the_version_that_is_needed(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))

    lack = preflight.lack_of_python()

    assert "3.11" in lack
    assert "3.9" in lack
    assert "\n" not in lack


def test_a_missing_venv_module_is_named_with_its_package(failing_import):
    failing_import(ImportError("No module named 'ensurepip'"))

    assert preflight.lack_of_python().endswith("sudo apt-get install python3-venv")


def test_a_missing_pango_is_named_with_its_packages(failing_import):
    failing_import(OSError("cannot load library 'libpango-1.0-0'"))

    lack = preflight.lack_of_pango()

    assert "sudo apt-get install libpango-1.0-0" in lack
    assert "\n" not in lack


def test_a_broken_weasyprint_is_not_mistaken_for_a_missing_pango(failing_import):
    failing_import(ImportError("No module named 'weasyprint'"))

    with pytest.raises(ImportError):
        preflight.lack_of_pango()


def test_a_port_in_use_is_named():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        lack = preflight.lack_of_port(str(port))

    assert f"Port {port} cannot be used" in lack
    assert "make serve PORT=" in lack


def test_a_port_that_a_server_has_just_left_will_do():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()

    assert preflight.lack_of_port(port) is None


@pytest.mark.parametrize("port", ["http", "70000"])
def test_what_is_no_port_is_refused(port):
    assert f"Port {port} cannot be used" in preflight.lack_of_port(port)
