import csv
import io
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from chapters.guard.reading import REMEDY, new_errors_in
from chapters.models import Erratum, Plan
from chapters.plantext import unseen_characters
from tanggu_plan import audit
from tanggu_plan.audit import Action
from tanggu_plan.serving import public_version

COLUMNS = {
    "编号": "code",
    "原件行": "source_line",
    "原件列": "source_column",
    "章": "chapter",
    "节": "section",
    "段": "paragraph",
    "原件读法": "source_reading",
    "发布读法": "published_reading",
    "建议读法": "suggested_reading",
    "理由": "reason",
}
CATEGORY = "类别"
CATEGORIES = {label: value for value, label in Erratum.Category.choices}
DECIDED = {Erratum.Decision.KEPT, Erratum.Decision.ACCEPTED}
FIELDS = (*COLUMNS.values(), "category", "decision")


class Command(BaseCommand):
    help = (
        "读入一部规划的勘误表（UTF-8 的 CSV）。先列出全部错误；有一行不合格就什么也不存。"
        "已有的编号更新为文件里的内容，已经作出决定的条目不变，文件里没有的条目留着。"
        "同一份文件再读一次，什么也不会变。"
    )
    requires_system_checks = []  # every start of the site runs it: half its time were checks

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="勘误表，列名见 fixtures 里的样例")
        parser.add_argument("plan", help="规划的网址标识，如 2021-2025")

    def handle(self, *, file, plan, **options):
        owner = Plan.objects.filter(slug=plan).first()
        if owner is None:
            raise CommandError(f"没有网址标识为 {plan} 的规划。请先用 import_plan 读入规划文本。")
        rows = self.rows(owner, file)
        with transaction.atomic():
            created, updated = self.store(owner, rows)
            change = f"新增{created}条，更新{updated}条"
            if created or updated:
                subject, details = f"《{owner}》勘误", f"{file.name}：{change}"
                audit.record(Action.IMPORT, actor=None, subject=subject, details=details)
                public_version.bump()
            else:
                change = "没有改动"
        self.stdout.write(f"《{owner}》的勘误表有{len(rows)}条：{change}。")

    def rows(self, plan, file):
        """Return the file's rows as unsaved errata. Lists all findings before it refuses."""
        reader = csv.DictReader(io.StringIO(self.text(file), newline=""))
        if missing := {*COLUMNS, CATEGORY} - set(reader.fieldnames or ()):
            raise CommandError(f"{file}：缺少列“{'”“'.join(sorted(missing))}”。什么也没有存。")
        errata, findings, lines_of_codes = [], [], {}
        for row in reader:
            erratum = Erratum(plan=plan, **values_of(row))
            place = f"第{reader.line_num}行"
            findings += [f"{place} {fault}" for fault in faults_of(row, erratum)]
            if first := lines_of_codes.setdefault(erratum.code, place) != place:
                first = lines_of_codes[erratum.code]
                findings.append(f"{place} 错误：编号“{erratum.code}”与{first}重复")
            errata.append(erratum)
        for finding in findings:
            self.stderr.write(f"{file} {finding}")
        if findings:
            raise CommandError(f"{file}：有{len(findings)}处错误，什么也没有存。请改好再试。")
        return errata

    def text(self, file):
        try:
            return file.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise CommandError(f"{file}：读不出来（{error.strerror}）。请检查路径。") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file}：不是 UTF-8。请另存为“CSV UTF-8”再试。") from error

    def store(self, plan, errata):
        """Store what is new or differs; return how many of each."""
        stored = {erratum.code: erratum for erratum in plan.errata.all()}
        new = [erratum for erratum in errata if erratum.code not in stored]
        changed = []
        for erratum in errata:
            old = stored.get(erratum.code)
            if old and old.decision not in DECIDED and not is_same(old, erratum):
                erratum.pk = old.pk
                changed.append(erratum)
        if errors := [error for erratum in new + changed for error in new_errors_in(erratum)]:
            raise CommandError("\n".join([*map(str, errors), "什么也没有存。", REMEDY]))
        Erratum.objects.bulk_create(new)
        Erratum.objects.bulk_update(changed, FIELDS, batch_size=50)
        return len(new), len(changed)


def values_of(row):
    """A row's values for the model; what is missing is "", which the model refuses if need be."""
    category = CATEGORIES.get(row[CATEGORY], row[CATEGORY])
    is_question = category == Erratum.Category.QUESTION
    return {name: row[column] or "" for column, name in COLUMNS.items()} | {
        "category": category,
        "decision": Erratum.Decision.OPEN if is_question else Erratum.Decision.NONE,
    }


def faults_of(row, erratum):
    if None in row:
        yield "错误：多出一格，可能少了引号"
    if erratum.category not in CATEGORIES.values():
        yield f"错误：类别“{row[CATEGORY]}”须是{'、'.join(CATEGORIES)}之一"
    for column in row.keys() & COLUMNS.keys():
        for finding in unseen_characters(row[column] or ""):
            yield f"错误：{column}{finding.message}"
    try:
        erratum.clean_fields(exclude=["plan", "category", "decided_by", "edition"])
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = Erratum._meta.get_field(name).verbose_name
            yield f"错误：{label}：{'；'.join(messages)}"


def is_same(old, new):
    return all(getattr(old, name) == getattr(new, name) for name in FIELDS)
