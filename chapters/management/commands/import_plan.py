from difflib import unified_diff
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from chapters import damage, plantext
from chapters.editions import pdfs, publishing, readiness
from chapters.models import Plan
from chapters.plantext.encoding import decode
from chapters.plantext.remarks import remarks_in_lines
from chapters.working_copy import identity
from chapters.working_copy.rows import freeze, store
from tanggu_plan.text.refusals import Refused


class Command(BaseCommand):
    help = (
        "把一份规划文本（规划文本/1 或 /2）读入工作稿。"
        "先列出全部错误和提示；有一处错误就什么也不存。"
        "规划期、标题和编制单位都相同的规划已在库中，就是它的新文本：先列出将要发生的改动，得到确认后才写入。"
        "同一份文件再读一次，什么也不会变。"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="规划文本文件（UTF-8）")
        parser.add_argument("--dry-run", action="store_true", help="只检查和比较，不写入")
        parser.add_argument(
            "--into",
            default="",
            metavar="网址",
            help="是这部规划的新文本；标题或编制单位有改动时用",
        )
        parser.add_argument(
            "--as-new", default="", metavar="网址", help="作为新规划存入，用这个网址"
        )
        parser.add_argument(
            "--type",
            choices=Plan.Type.names,
            help="新规划的类型：OUTLINE 纲要（默认）、SPECIAL 专项规划、HIGHER 上级规划",
        )
        parser.add_argument(
            "--mend",
            action="store_true",
            help="先修补断行、页码、目录、丢字和半角标点，列出改动，确认后再读入；文件本身不变",
        )
        parser.add_argument(
            "--publish-original",
            action="store_true",
            help="读入后作为第1版（原文）发布；只在这部规划还没有任何版次时可用",
        )
        parser.add_argument(
            "--only-new", action="store_true", help="已有同一规划期的工作稿时不做任何事"
        )
        parser.add_argument(
            "--noinput", action="store_false", dest="interactive", help="有改动时不再询问，直接写入"
        )

    def handle(self, *, file, dry_run, publish_original, only_new, interactive, **options):
        text = self.text_of(file)
        if options["mend"]:
            text = self.mended(text, interactive=interactive and not dry_run)
        reading = plantext.read(text)
        period = reading.document and reading.document.period
        known = only_new and Plan.objects.filter(slug=period).first()
        if known:
            self.stdout.write(f"《{known}》已经在库中，没有改动。")
            return
        self.list_damage(file, text)
        document = self.sound(file, reading)
        plan = self.plan_for(document, options)
        changes = self.changes(plan, document)
        if dry_run:
            self.stdout.write("这是试运行，没有写入任何内容。")
            return
        if plan.pk and changes and interactive:
            self.confirm()
        try:
            with transaction.atomic():
                plan = store(document, plan)
                published = publish_original and self.publish(plan)
        except Refused as refusal:
            raise CommandError(f"{refusal} 什么也没有存。") from refusal
        self.stdout.write(f"《{plan}》已读入工作稿。" if changes else "没有改动。")
        if published:
            self.make_pdf(published)

    def plan_for(self, document, options):
        try:
            plan = identity.plan_for(document, into=options["into"], as_new=options["as_new"])
        except Refused as refusal:
            raise CommandError(f"{refusal} 什么也没有存。") from refusal
        if options["type"]:
            if plan.pk:
                raise CommandError("--type 只用于新规划。已有规划的类型请在后台“身份”一栏里改。")
            plan.type = Plan.Type[options["type"]]
        return plan

    def text_of(self, file):
        """Return the file's text. Raises CommandError where it is not text at all."""
        try:
            return decode(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file}：读不出来（{error.strerror}）。请检查路径。") from error
        except Refused as refusal:
            raise CommandError(f"{file}：{refusal}") from refusal

    def mended(self, text, *, interactive):
        """Show line by line what mending changes, and return the text that it makes."""
        mended = damage.mend(text)
        for line in _differing_lines(text, mended):
            self.stdout.write(line)
        if mended == text:
            self.stdout.write("没有要修补的。")
        elif interactive:
            self.confirm("以上是修补的改动，文件本身不变")
        return mended

    def list_damage(self, file, text):
        for found in damage.find(text):
            self.stderr.write(f"{file}：{found}。要修补，请加 --mend。")

    def sound(self, file, reading):
        """Return the Document after listing every finding. Raises CommandError for an error."""
        for line in remarks_in_lines(reading.remarks):
            self.stderr.write(f"{file}：{line}")
        if reading.refusals:
            raise CommandError(
                f"{file}：有{len(reading.refusals)}处不能保存，什么也没有存。请照上面的提示改好再试。"
            )
        return reading.document

    def changes(self, plan, document):
        """Show line by line what storing the document would change, and return those lines."""
        before = plantext.write(freeze(plan)) if plan.pk else ""
        after = plantext.write(document)
        lines = _differing_lines(before, after)
        if plan.pk:
            for line in lines:
                self.stdout.write(line)
        else:
            self.stdout.write(f"库中没有这部规划：作为新规划存入，网址是 {plan.slug}。")
        return lines

    def confirm(self, what="以上改动将写入工作稿（公开页面不变）"):
        try:
            answer = input(f"{what}。继续吗？[y/N] ")
        except EOFError as error:
            raise CommandError("没有人可以确认，什么也没有改。确要写入请加 --noinput。") from error
        if answer.strip().lower() != "y":
            raise CommandError("已取消，什么也没有改。")

    def publish(self, plan):
        """Publish edition 1 and return it, unless it is published with this very text."""
        first = plan.editions.filter(number=1, sha256=freeze(plan).sha256).first()
        if first:
            self.stdout.write("第1版已经发布，文本相同。")
            return None
        for problem in readiness.errors(plan, freeze(plan)):
            self.stderr.write(f"{problem.spot.label}“{problem.excerpt}”：{problem.message}")
        published = publishing.publish_original(plan)
        self.stdout.write(f"《{plan}》第1版已发布。")
        return published

    def make_pdf(self, edition):
        """Make its PDF at once: who sets the portal up need not wait for it with the page open."""
        task = pdfs.make_now(edition)
        if task.state != task.State.DONE:
            self.stderr.write(f"{task}没有生成：{task.reason}")


def _differing_lines(before, after):
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]
