import errno
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandError
from django.http.request import validate_host
from django.urls import reverse, set_script_prefix

from chapters.editions.files import pdf_of
from chapters.models import Edition
from tanggu_plan.serving import public_version
from tanggu_plan.serving.content_codings import SMALLEST, compressed_forms
from tanggu_plan.serving.static_copy import Site, addresses_in, pages
from tanggu_plan.text.refusals import Refused

MARK = ".tanggu-plan-export"  # by this file a folder is known to be ours
COMPRESSIBLE = {".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".txt"}
SUFFIXES = {"br": ".br", "gzip": ".gz"}
START = ("/", "/sitemap.xml", "/feed.xml")
BAR = 30
NICENESS = 19  # readers go first
REMEDIES = {
    errno.ENOSPC: "磁盘满了。请腾出空间再导出。",
    errno.EDQUOT: "磁盘配额用完了。请腾出空间再导出。",
    errno.EACCES: "没有写入的权限。请换一个文件夹，或者请管理员授权。",
    errno.EPERM: "没有写入的权限。请换一个文件夹，或者请管理员授权。",
    errno.EROFS: "这个磁盘是只读的。请换一个文件夹。",
    errno.ENOENT: "上一级文件夹不存在。请先建好它。",
    errno.ENOTDIR: "路径中间有一段不是文件夹。请检查路径。",
}


class Command(BaseCommand):
    help = (
        "把公开的网站写成文件：页面、PDF、数据、订阅和静态文件，附 .gz 和 .br，放在哪个网址下都行。"
        "先写在旁边，全部写好才换上；半途失败，原来的文件夹不变。再导出一次，整个换新。"
    )

    def run_from_argv(self, argv):
        os.nice(NICENESS)
        super().run_from_argv(argv)

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="写到这里；不存在、空的或者是上一次导出的")
        parser.add_argument(
            "--address",
            default=settings.PUBLIC_URL,
            help="这些文件对外的网址，如 https://plan.example/guihua（默认取 PUBLIC_URL）",
        )

    def handle(self, *, folder, address, **options):
        folder = folder.absolute()
        self.refuse_unusable(folder, address)
        try:
            count = self.export(folder, address)
        except OSError as error:
            remedy = REMEDIES.get(error.errno or 0, f"{error.strerror}。")
            raise CommandError(f"{folder}：{remedy}原来的内容没有变。") from error
        except Refused as refusal:
            raise CommandError(f"{refusal}原来的内容没有变。") from refusal
        self.stdout.write(f"{folder}：写好{count}个页面和文件。")

    def refuse_unusable(self, folder, address):
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise CommandError(
                "不知道这些文件对外的网址，站点地图和订阅里要写它。"
                "请加 --address https://…，或者设环境变量 PUBLIC_URL。"
            )
        if not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
            raise CommandError(f"环境变量 ALLOWED_HOSTS 里没有 {parts.hostname}。请先把它写进去。")
        if isinstance(staticfiles_storage, ManifestFilesMixin) and not (
            staticfiles_storage.hashed_files
        ):
            raise CommandError("静态文件还没有收集。请先运行 manage.py collectstatic。")
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} 是一个文件。请给一个文件夹。")
        if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
            raise CommandError(
                f"{folder} 里有别的东西，没有动它。请给一个空文件夹，或者一个还不存在的文件夹。"
            )

    def export(self, folder, address):
        """Write the copy beside the folder and put it in its place; return how many files."""
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            count = self.write_pages(draft, Site(WSGIHandler(), address))
            (draft / MARK).touch()
            draft.chmod(0o755)  # a web server reads it as somebody else
            exchange(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
            set_script_prefix("/")
        return count

    def write_pages(self, draft, site):
        version = public_version.current()
        refuse_unfinished()
        _, _, sitemap = site.get("/sitemap.xml")
        texts = [
            reverse("chapters:plan_json", args=[edition.plan.slug])
            for edition in Edition.objects.published().select_related("plan")
        ]
        start = [*START, *map(site.path_of, [*addresses_in(sitemap), *texts])]
        count = 0
        staff = f"/{settings.ADMIN_PATH}"
        for file, content, waiting in pages(site, start, skipped=staff, tell=self.stderr.write):
            write(draft / file, content)
            count += 1
            self.show(count, waiting)
        if public_version.current() != version:
            raise Refused("导出时有新的内容发布，前后的页面不一致。请再导出一次。")
        return count

    def show(self, done, waiting):
        """Draw the bar where somebody watches. Pages are found as it goes, so it may fall back."""
        if not self.stderr.isatty():
            return
        filled = BAR * done // (done + waiting)
        bar = f"\r[{'█' * filled}{'·' * (BAR - filled)}] {done}/{done + waiting} "
        self.stderr.write(bar, ending="" if waiting else "\n")


def refuse_unfinished():
    """Refuse while the PDF of a public text is being made: the copy would lack it."""
    for edition in Edition.objects.published().select_related("plan"):
        if pdf_of(edition) is None:
            raise Refused(f"{edition}的 PDF 还没有生成好，一般不到一分钟。请过一会儿再导出。")


def write(file, content):
    """Write a file, and where it helps its compressed forms beside it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    if file.suffix not in COMPRESSIBLE:
        return
    for coding, compressed in compressed_forms(content, SMALLEST).items():
        file.with_name(file.name + SUFFIXES[coding]).write_bytes(compressed)


def exchange(draft, folder):
    """Put the draft where the folder is; what was there stays if that fails."""
    old = draft.with_name(f"{draft.name}.old")
    if folder.exists():
        folder.rename(old)
    try:
        draft.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
