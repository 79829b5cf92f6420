"""Import and export of recorded data, in one format.

A file is stored whole or refused whole, and what it brings waits for another person's
confirmation. A row that says what is recorded already changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

import tablib
from django.core.exceptions import ValidationError
from django.db.models import F
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import RowResult

from chapters.models import Plan
from indicators.data_files.cells import AddressCell, DateCell, TextCell
from indicators.data_files.writing import Sheet
from indicators.models import Measurement, Source
from indicators.models.recorded import Recorded
from indicators.recording.rules import NothingNew
from tanggu_plan import audit
from tanggu_plan.text.refusals import Problem, Refused
from tanggu_plan.text.tables import MOST_PROBLEMS, Row, tidy

ROW_NUMBER, NOTHING_NEW = "行", "无变化"  # columns of the dataset, never of a file


class RowOutcome(RowResult):
    """Effect of a row: `cells` are triples of column, what is recorded and what the file says."""

    def __init__(self):
        super().__init__()
        self.number, self.cells = 0, []


def text_field(model, name, column, **options):
    return Field(
        f"source__{name}" if model is Source else name,
        column,
        TextCell(model._meta.get_field(name).max_length, **options),
    )


class RecordedResource(Resource):
    """Base resource of both tables: idempotency, the source's columns, storing as pending.

    `key` names the columns that tell one place of a record from another, `repeated` those that
    must say what the plan says.
    """

    key: tuple[str, ...]
    record: Callable
    repeated: tuple[str, ...]
    numeric: frozenset[str]
    guide: dict[str, str]  # how to fill in each column

    source_title = text_field(Source, "title", "来源文件", required=True)
    publisher = text_field(Source, "publisher", "发布单位", required=True)
    dated_on = Field("source__dated_on", "文件日期", DateCell())
    address = Field("source__address", "网址", AddressCell(200))
    note = text_field(Measurement, "note", "说明", may_have_lines=True)

    class Meta:
        skip_diff = True
        instance_loader_class = BaseInstanceLoader

    def __init__(self, plan: Plan):
        super().__init__()
        self.plan = plan

    @classmethod
    def get_row_result_class(cls):
        return RowOutcome

    @property
    def columns(self) -> list[str]:
        return self.get_export_headers()

    def sheet(self) -> Sheet:
        """Return what was recorded last of each place: what is pending, else what is confirmed."""
        return Sheet(
            title=self._noun,
            header=tuple(self.columns),
            rows=[tuple(self._cells(record).values()) for record in self._last.values()],
            numeric=self.numeric,
        )

    def import_rows(
        self, rows: Iterable[Row], *, user, name: str, dry_run: bool
    ) -> list[RowOutcome]:
        """Store the rows as pending, all or none, and return what became of each.

        A dry run does the same and takes it back. Raises Refused.
        """
        lines = [[row.number, *(row.cells[column] for column in self.columns)] for row in rows]
        result = self.import_data(
            tablib.Dataset(*lines, headers=[ROW_NUMBER, *self.columns]),
            dry_run=dry_run,
            use_transactions=True,
            rollback_on_validation_errors=True,
            user=user,
            file_name=name,
        )
        for failure in [*result.base_errors, *(error for row in result for error in row.errors)]:
            raise failure.error
        if result.has_validation_errors():
            raise Refused(*islice(self._problems(result), MOST_PROBLEMS))
        return result.rows

    def before_import(self, dataset, **kwargs):
        self._row_numbers = dataset[ROW_NUMBER]
        self._first_rows: dict[tuple, int] = {}
        for row in dataset.dict:
            self._first_rows.setdefault(self._key(row), row[ROW_NUMBER])

    def get_or_init_instance(self, instance_loader, row):
        return self._meta.model(source=Source(plan=self.plan)), True

    def import_instance(self, instance, row, **kwargs):
        first = self._first_rows[self._key(row)]
        if first != row[ROW_NUMBER]:
            raise self._wrong({self.key[0]: f"与第{first}行重复。请只留其中一行。"})
        if self._is_recorded(row):
            return
        if errors := self._errors_in_cells(instance, row, **kwargs):
            raise ValidationError(errors)
        if contradictions := dict(self.contradictions(instance)):
            raise self._wrong(contradictions)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not import_validation_errors and self._is_recorded(row)

    def save_instance(self, instance, is_create, row, **kwargs):
        try:
            instance.source = self._registered(instance.source)
            said = {name: getattr(instance, name) for name in instance.SAID}
            self.record(instance.subject, by=kwargs["user"], **said)
        except NothingNew:
            row[NOTHING_NEW] = True
        except Refused as refusal:
            raise self._wrong({self.key[-1]: str(refusal)}) from refusal

    def after_import_row(self, row, row_result, **kwargs):
        last = self._last.get(self._key(row))
        before = self._cells(last) if last else {}
        row_result.number = row[ROW_NUMBER]
        row_result.cells = [(name, before.get(name, ""), row[name]) for name in self.columns]
        if NOTHING_NEW in row:
            row_result.import_type = RowResult.IMPORT_TYPE_SKIP
        elif before and row_result.import_type == RowResult.IMPORT_TYPE_NEW:
            row_result.import_type = RowResult.IMPORT_TYPE_UPDATE

    def after_import(self, dataset, result, **kwargs):
        done = (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE)
        if stored := sum(result.totals[each] for each in done):
            audit.append(
                audit.Action.IMPORT,
                actor=kwargs["user"],
                subject=f"{self.plan}：{self._noun}",
                details=f"{kwargs['file_name']}，{stored}条，待确认",
            )

    def _problems(self, result):
        columns = {field.attribute: field.column_name for field in self.fields.values()}
        for row in result.invalid_rows:
            for attribute, messages in row.error.message_dict.items():
                for message in messages:
                    yield Problem(self._row_numbers[row.number - 1], columns[attribute], message)

    def _wrong(self, texts):
        """Return the error that says these texts, by field."""
        return ValidationError({self.fields[name].attribute: text for name, text in texts.items()})

    def _errors_in_cells(self, instance, row, **kwargs):
        errors = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors = error.error_dict
        return errors | self._wrong(dict(self._unlike_the_plan(instance, row))).error_dict

    def _unlike_the_plan(self, instance, row):
        for name in self.repeated:
            field = self.fields[name]
            printed = field.get_value(instance)
            if printed is not None and row[field.column_name] != printed:
                should = f"“{printed}”" if printed else "空的，原文没有注明"
                yield name, f"与规划不符，这里应是{should}。请核对序号和这一格。"

    def contradictions(self, instance) -> Iterator[tuple[str, str]]:
        """Yield (field, what to do) where a readable row goes against what is recorded."""
        source = instance.source
        known = self._sources.get(_identity(source))
        if known and known.address != source.address:
            registered = f"“{known.address}”" if known.address else "空的"
            yield "address", f"这份文件已经登记，网址是{registered}。请照此填写，或先更正登记。"
        last = self._last.get(self._key(self._cells(instance)))
        if last and last.state == Recorded.State.PENDING:
            yield (
                self.key[-1],
                f"已有一条待确认的{self._noun}（{last.shown}，{last.recorded_by}记录）。"
                "请先在后台确认或退回它，再导入这一行。",
            )

    @cached_property
    def _last(self):
        """The last record of each place by its key: what is pending, else what is confirmed."""
        records = (
            self._meta.model.objects.of_plan(self.plan)
            .exclude(state=Recorded.State.RETURNED)
            .select_related("source", "recorded_by", self.key[0])
            .order_by(F("confirmed_at").asc(nulls_last=True), "pk")
        )
        last = {self._key(self._cells(record)): record for record in records}
        return dict(sorted(last.items(), key=lambda item: [int(part) for part in item[0]]))

    @cached_property
    def _sources(self):
        return {_identity(source): source for source in self.plan.sources.all()}

    def _registered(self, source):
        """The source as it is registered; one that is not yet is, with this."""
        known = self._sources.setdefault(_identity(source), source)
        if known.pk is None:
            known.save()
        return known

    @property
    def _noun(self):
        return str(self._meta.model._meta.verbose_name)

    def _key(self, cells):
        return tuple(cells[self.fields[name].column_name] for name in self.key)

    def _cells(self, record):
        return dict(zip(self.columns, map(str, self.export_resource(record)), strict=True))

    def _is_recorded(self, row):
        """Whether the row says what is recorded already, however that came to be written."""
        last = self._last.get(self._key(row))
        return last is not None and all(
            row[column] == tidy(text) for column, text in self._cells(last).items()
        )


def _identity(source):
    return source.publisher, source.title, source.dated_on
