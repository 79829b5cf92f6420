import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import BaseCommand

from chapters.pdf.fonts import FANDOL_FILES, fandol

PACKAGE = "texlive-lang-chinese"
SECONDS = 300
AT_ONCE = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10"]


class Command(BaseCommand):
    help = (
        "在 Debian 上取来 Fandol 字体（仿宋、楷体、黑体、宋体），供正式 PDF 使用。不需要管理员"
        "权限，不安装任何软件包；已有字体、不是 Debian 或没有网络时，说明一句就结束，PDF "
        "改用自带字体。"
    )
    requires_system_checks = []  # set-up runs it before anything else is there

    def handle(self, **options):
        if fandol():
            return
        if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
            self.stdout.write("这里不是 Debian：正式 PDF 用自带字体。")
            return
        self.stdout.write("取 Fandol 字体（约 49 MB，只取一次）……")
        try:
            with TemporaryDirectory(prefix="fandol-") as temporary:
                self.keep(self.fetch(Path(temporary)), settings.PDF_FANDOL_DIR)
        except (subprocess.SubprocessError, OSError, LookupError):
            self.stdout.write("没有取到 Fandol 字体：正式 PDF 用自带字体，下次启动会再试。")

    def fetch(self, temporary):
        """Return the fonts unpacked. Raises SubprocessError or OSError.

        With package lists of its own: a machine's may be old or, on a bare one, not there.
        """
        apt = ["apt-get", "--quiet", "--quiet", *AT_ONCE, *lists_of_its_own(temporary / "apt")]
        run([*apt, "update"], temporary)
        run([*apt, "download", PACKAGE], temporary)
        run(["dpkg-deb", "--extract", str(next(temporary.glob("*.deb"), "")), "."], temporary)
        return {name: next(temporary.rglob(name), None) for name in FANDOL_FILES.values()}

    def keep(self, found, folder):
        """Move the fonts to their folder, the whole set or nothing."""
        if not all(found.values()):
            raise LookupError(PACKAGE)
        draft = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for name, path in found.items():
            shutil.copyfile(path, draft / name)
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)


def lists_of_its_own(folder):
    """Return the options that let apt-get work without root: its state in a folder of ours."""
    (folder / "lists" / "partial").mkdir(parents=True)
    options = {"Dir::State::Lists": folder / "lists", "Dir::Cache": folder, "Debug::NoLocking": 1}
    return [part for name, value in options.items() for part in ("-o", f"{name}={value}")]


def run(command, folder):
    subprocess.run(  # noqa: S603, all arguments are ours
        command, cwd=folder, check=True, capture_output=True, timeout=SECONDS
    )
