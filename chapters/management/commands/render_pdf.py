from itertools import zip_longest
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from pikepdf import PdfError

from chapters.figures.queries import bytes_of
from chapters.models import EditionFile, Plan
from chapters.pdf import rendering, text
from chapters.pdf.maker import maker
from chapters.working_copy.rows import freeze
from tanggu_plan.text.refusals import Refused

STAGES = ("读取", "排版", "写入")
BAR = 30


class Command(BaseCommand):
    help = (
        "把一部规划排成正式 PDF，写到文件里；不改动库里的任何内容。不指定版次时用现行版，"
        "还没有现行版时用工作稿。重排一个版次，可以核对它的 PDF 与存档是否逐字节相同："
        "程序和字体相同时应当相同，不同时比较两份文件的文字。"
    )

    def add_arguments(self, parser):
        parser.add_argument("plan", help="规划的网址标识，如 2021-2025")
        parser.add_argument("--edition", type=int, metavar="N", help="版次")
        parser.add_argument("--out", type=Path, metavar="FILE", help="写到哪个文件")

    def handle(self, *, plan, edition, out, **options):
        self.show(0)
        plan = self.find_plan(plan)
        edition = self.find_edition(plan, edition)
        self.show(1)
        made = self.render(plan, edition)
        self.show(2)
        out = out or Path(f"{plan.slug}-edition-{edition.number}.pdf" if edition else "draft.pdf")
        try:
            out.write_bytes(made)
        except OSError as error:
            raise CommandError(f"{out}：写不进去（{error.strerror}）。请换一个位置。") from error
        self.show(len(STAGES))
        self.stdout.write(f"{out}：{len(made) / 1e6:.2f} MB。{self.compare(edition, made)}")

    def find_plan(self, slug):
        try:
            return Plan.objects.get(slug=slug)
        except Plan.DoesNotExist:
            known = "、".join(Plan.objects.values_list("slug", flat=True)) or "没有"
            raise CommandError(f"库里没有规划“{slug}”。现有：{known}。") from None

    def find_edition(self, plan, number):
        if number is None:
            return plan.editions.current()
        edition = plan.editions.filter(number=number).first()
        if edition is None:
            raise CommandError(f"《{plan}》没有第{number}版。")
        return edition

    def render(self, plan, edition):
        try:
            if edition is None:
                draft = freeze(plan)
                return rendering.render(
                    draft,
                    edition_number=0,
                    plan_slug=plan.slug,
                    kind="工作稿，未发布",
                    figures=bytes_of(draft),
                )
            return rendering.render(
                edition.document,
                edition_number=edition.number,
                plan_slug=plan.slug,
                kind=edition.get_kind_display(),
                note=edition.note,
                figures=bytes_of(edition.document),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def compare(self, edition, made):
        stored = edition and edition.files.filter(kind=EditionFile.Kind.PDF).first()
        if not stored:
            return ""
        if bytes(stored.content) == made:
            return "与存档相同。"
        try:
            texts = difference(text.pages_of(bytes(stored.content)), text.pages_of(made))
        except PdfError as error:
            raise CommandError(
                f"{edition}存档的 PDF 打不开，它不是完整的 PDF，没法与新排的比较。"
                "新排的已经写好；请从备份取回存档的那一份，再运行一次。"
            ) from error
        if stored.maker == maker():
            return f"与存档不同，而程序和字体都没有变，{texts}。请技术人员查明原因。"
        return f"与存档不同：存档由旧版程序生成，{texts}。"

    def show(self, done):
        """Draw the bar, over the one before where somebody watches."""
        filled = BAR * done // len(STAGES)
        stage = STAGES[done] if done < len(STAGES) else "完成"
        start, end = ("\r", "") if self.stderr.isatty() else ("", "\n")
        self.stderr.write(f"{start}[{'█' * filled}{'·' * (BAR - filled)}] {stage}", ending=end)
        if done == len(STAGES) and end == "":
            self.stderr.write("")


def difference(stored, made):
    """Say in Chinese on which pages the texts of two files differ."""
    pages = [str(number) for number, (a, b) in enumerate(zip_longest(stored, made), 1) if a != b]
    return f"PDF 第{'、'.join(pages)}页的文字不同" if pages else "文字相同"
