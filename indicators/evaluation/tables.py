"""The tables of the evaluation, which its page and its PDF both print."""

import django_tables2 as tables

from indicators.commitments.ledger import IN_ORDER, Totals
from indicators.evaluation.evaluating import ChapterGroup, Evaluation
from indicators.progress.printed import unit_shown


class Unsorted:
    """Options of the tables: in the order of the plan, in our template."""

    orderable = False
    template_name = "indicators/evaluation/_evaluation_table.html"


def _cell(template, verbose_name):
    name = f"indicators/evaluation/_evaluation_{template}.html"
    return tables.TemplateColumn(template_name=name, verbose_name=verbose_name)


class VerdictTable(tables.Table):
    """The indicators in the order of the plan; its rows are EvaluatedIndicator."""

    row_header = "name"
    caption = "各项指标的结论"

    number = tables.Column("序号")
    name = tables.Column("指标")
    base = tables.Column("基期值", accessor="chart__base__printed")
    target = tables.Column("目标值", accessor="chart__target__printed")
    latest = tables.Column("最近监测值", accessor="chart__latest__label", default="—")
    wording = tables.Column("结论", accessor="chart__verdict__wording")

    Meta = Unsorted

    def render_name(self, record):
        unit = unit_shown(record.chart.indicator)
        return f"{record.name}（{unit}）" if unit else record.name


class StageTable(tables.Table):
    """Counts of commitments by chapter and stage."""

    row_header = "heading"
    caption = "各章的承诺，按进展计数"

    heading = tables.Column("章")
    count = tables.Column("承诺")

    Meta = Unsorted

    def __init__(self, evaluation: Evaluation):
        rows = [_stage_row(group.heading, group.totals) for group in evaluation.by_chapter]
        super().__init__(
            [*rows, _stage_row("合计", evaluation.totals)],
            extra_columns=[(stage, tables.Column(stage)) for stage in IN_ORDER],
        )


class EvaluatedCommitmentTable(tables.Table):
    """The commitments of a chapter; its rows are EvaluatedCommitment."""

    row_header = "number"

    number = tables.Column("序号")
    commitment = _cell("commitment", "承诺")
    deadline = _cell("deadline", "期限")
    progress = _cell("progress", "进展和依据")

    Meta = Unsorted

    def __init__(self, group: ChapterGroup):
        self.caption = f"{len(group.members)}项承诺"
        super().__init__(group.members)


def tables_of(evaluation: Evaluation) -> dict:
    """Return the tables by the names that the templates know them by."""
    return {
        "verdicts": VerdictTable(evaluation.indicators),
        "stages": StageTable(evaluation),
        "commitments": [
            (group, EvaluatedCommitmentTable(group)) for group in evaluation.by_chapter
        ],
    }


def _stage_row(heading: str, totals: Totals) -> dict:
    return {"heading": heading, "count": totals.count} | dict(totals.stages)
