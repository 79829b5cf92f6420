import os
import pty
import shutil
import socket
import sys
from io import StringIO

import pytest

from tanggu_plan.serving import preflight

BY_HAND = "apt-get update && apt-get install --no-install-recommends poppler-utils"
BY_HAND_BY_SUDO = BY_HAND.replace("apt-get", "sudo apt-get")
LOCKED = "E: Could not get lock /var/lib/dpkg/lock-frontend."


class Machine:
    """A machine whose commands are scripts in one folder; each notes how it was called."""

    def __init__(self, folder, monkeypatch):
        self.commands = folder / "commands"
        self.commands.mkdir()
        for command in ("sh", "true"):
            (self.commands / command).symlink_to(shutil.which(command))
        self.log = folder / "log"
        self.log.touch()
        self.monkeypatch = monkeypatch
        monkeypatch.setenv("PATH", str(self.commands))

    def has(self, command, does="exit 0"):
        script = self.commands / command
        script.write_text(f'#!/bin/sh\necho "{command} $*" >> {self.log}\n{does}\n')
        script.chmod(0o755)

    def is_used_by(self, user_id):
        self.monkeypatch.setattr(os, "geteuid", lambda: user_id)

    def did(self):
        return self.log.read_text().splitlines()


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A bare Debian without poppler-utils, used by root from a script."""
    monkeypatch.setattr(sys, "stdin", StringIO())
    machine = Machine(tmp_path, monkeypatch)
    machine.has("apt-get")
    machine.is_used_by(0)
    return machine


@pytest.fixture
def keyboard(monkeypatch):
    """The keyboard of a terminal, to type on."""
    keyboard, terminal = pty.openpty()
    with open(terminal) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield keyboard
    os.close(keyboard)


def test_root_has_what_is_missing_installed_and_is_told_so_in_one_line(machine, capfd):
    lack = preflight.lack_of_packages("test")

    assert lack is None
    assert machine.did() == [
        "apt-get -qq update",
        "apt-get -qq install --yes --no-install-recommends poppler-utils",
    ]
    assert capfd.readouterr().err == "缺少系统软件包，用 apt-get 安装：poppler-utils\n"


def test_who_has_sudo_without_a_password_has_it_installed_by_sudo(machine):
    machine.has("sudo", 'shift; exec "$@"')
    machine.is_used_by(1000)

    lack = preflight.lack_of_packages("test")

    assert lack is None
    assert "apt-get -qq install --yes --no-install-recommends poppler-utils" in machine.did()
    assert machine.did()[1].startswith("sudo -n sh ")


def test_who_has_no_sudo_is_told_the_one_command(machine, capfd):
    machine.is_used_by(1000)

    lack = preflight.lack_of_packages("test")

    assert lack == f"缺少系统软件包，请先执行：{BY_HAND_BY_SUDO}"
    assert machine.did() == []
    assert capfd.readouterr().err == ""


def test_a_sudo_that_asks_for_a_password_is_not_used(machine):
    machine.has("sudo", "exit 1")
    machine.is_used_by(1000)

    lack = preflight.lack_of_packages("test")

    assert lack == f"缺少系统软件包，请先执行：{BY_HAND_BY_SUDO}"
    assert machine.did() == ["sudo -n true"]


def test_elsewhere_than_on_debian_the_packages_are_named(machine):
    (machine.commands / "apt-get").unlink()

    lack = preflight.lack_of_packages("test")

    assert lack.endswith("Debian 的名称）：poppler-utils")


def test_where_nothing_is_missing_nothing_is_done_or_said(machine, capfd):
    machine.has("pdftotext")

    lack = preflight.lack_of_packages("test")

    assert lack is None
    assert machine.did() == []
    assert capfd.readouterr().err == ""


def test_on_a_terminal_enter_goes_on(machine, keyboard, capfd):
    os.write(keyboard, b"\n")

    lack = preflight.lack_of_packages("test")

    assert lack is None
    assert len(machine.did()) == 2
    assert capfd.readouterr().err.count("回车继续") == 1


def test_on_a_terminal_the_end_of_input_installs_nothing(machine, keyboard):
    os.write(keyboard, b"\x04")

    lack = preflight.lack_of_packages("test")

    assert lack == f"没有安装。可以自己执行：{BY_HAND}"
    assert machine.did() == []


def test_on_a_terminal_ctrl_c_installs_nothing(machine, keyboard, monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.stdin, "readline", interrupted)

    lack = preflight.lack_of_packages("test")

    assert lack == f"没有安装。可以自己执行：{BY_HAND}"
    assert machine.did() == []


def test_what_apt_get_complains_of_is_told_with_the_command(machine):
    machine.has("apt-get", f"echo '{LOCKED}' >&2; exit 100")

    lack = preflight.lack_of_packages("test")

    assert lack == f"没有装上（{LOCKED}）。可以自己执行：{BY_HAND}"


def test_an_apt_get_that_is_stopped_without_a_word_is_told_of(machine):
    machine.has("apt-get", "kill -INT $$")

    assert (
        preflight.lack_of_packages("test")
        == f"没有装上（apt-get 中途停止）。可以自己执行：{BY_HAND}"
    )


def test_a_source_that_cannot_be_reached_is_no_matter_where_the_package_is_found(machine):
    machine.has("apt-get", '[ "$2" = install ]')

    assert preflight.lack_of_packages("test") is None


def test_a_package_that_two_groups_need_is_installed_once(machine):
    assert preflight.missing_packages(["test", "conformance"]).count("poppler-utils") == 1


def test_what_these_tests_run_with_is_found():
    assert preflight.missing_packages(["serve", "test"]) == []


def test_this_python_will_do():
    assert preflight.lack_of_python() is None


def test_an_old_python_is_named_with_the_version_that_is_needed(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))

    lack = preflight.lack_of_python()

    assert "3.11" in lack
    assert "3.9" in lack
    assert "\n" not in lack


def test_a_port_in_use_is_named():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        lack = preflight.lack_of_port(str(port))

    assert lack.startswith(f"端口 {port} 不能用")
    assert "make serve PORT=" in lack


def test_a_port_that_a_server_has_just_left_will_do():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()

    assert preflight.lack_of_port(port) is None


@pytest.mark.parametrize("port", ["http", "70000"])
def test_what_is_no_port_is_refused(port):
    assert preflight.lack_of_port(port).startswith(f"端口 {port} 不能用")
