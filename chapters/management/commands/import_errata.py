from operator import attrgetter

from chapters.guard.checking import REMEDY, new_errors_in
from chapters.management.table_import import TableImport, problems_of_fields
from chapters.models import Erratum
from chapters.plantext.remarks import unseen_characters
from tanggu_plan.text.csv_files import read_csv
from tanggu_plan.text.refusals import Refused
from tanggu_plan.text.tables import repetitions

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
COLUMN_OF = {name: column for column, name in COLUMNS.items()}
CATEGORY = "类别"
CATEGORIES = {label: value for value, label in Erratum.Category.choices}
DECIDED = {Erratum.Decision.KEPT, Erratum.Decision.ACCEPTED}
FIELDS = (*COLUMNS.values(), "category", "decision")
said = attrgetter(*FIELDS)


class Command(TableImport):
    help = (
        "读入一部规划的勘误表（UTF-8 的 CSV）。先列出全部错误；有一行不合格就什么也不存。"
        "已有的编号更新为文件里的内容，已经作出决定的条目不变，文件里没有的条目留着。"
        "同一份文件再读一次，什么也不会变。"
    )
    noun = "勘误"

    def store(self, plan, content):
        errata = errata_in(content, plan)
        stored = {erratum.code: erratum for erratum in plan.errata.all()}
        new = [erratum for erratum in errata if erratum.code not in stored]
        changed = []
        for erratum in errata:
            old = stored.get(erratum.code)
            if old and old.decision not in DECIDED and said(old) != said(erratum):
                erratum.pk = old.pk
                changed.append(erratum)
        if errors := [error for erratum in new + changed for error in new_errors_in(erratum)]:
            raise Refused(*errors, REMEDY)
        Erratum.objects.bulk_create(new)
        Erratum.objects.bulk_update(changed, FIELDS, batch_size=50)
        return len(errata), len(new), len(changed)


def errata_in(content, plan):
    """Return the file's rows as unsaved errata. Raises Refused with every problem of every row."""
    columns, example = [*COLUMNS, CATEGORY], "列名见 fixtures 里的样例。"
    rows = read_csv(content, columns, example=example, judge=unseen_characters)
    errata = [Erratum(plan=plan, **values_of(row.cells)) for row in rows]
    problems = list(repetitions(rows, "编号"))
    for row, erratum in zip(rows, errata, strict=True):
        problems += problems_of(row, erratum)
    if problems:
        raise Refused(*sorted(problems, key=lambda problem: problem.row or 0))
    return errata


def values_of(cells):
    """A row's values for the model, which refuses what may not be empty."""
    category = CATEGORIES.get(cells[CATEGORY], cells[CATEGORY])
    is_question = category == Erratum.Category.QUESTION
    return {name: cells[column] for column, name in COLUMNS.items()} | {
        "category": category,
        "decision": Erratum.Decision.OPEN if is_question else Erratum.Decision.NONE,
    }


def problems_of(row, erratum):
    if erratum.category not in CATEGORIES.values():
        known = "、".join(CATEGORIES)
        yield row.problem(CATEGORY, f"“{row.cells[CATEGORY]}”不认识，请改成{known}之一。")
    judged_elsewhere = ["plan", "category", "decided_by", "edition"]
    yield from problems_of_fields(row, erratum, COLUMN_OF, judged_elsewhere)
