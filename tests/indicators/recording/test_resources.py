"""Taking data out and bringing it in: one format, all or nothing, never public by itself."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapters.proofreading.unseen import unseen_findings
from indicators import public_data
from indicators.data_files.reading import read
from indicators.data_files.writing import Sheet
from indicators.models import CommitmentStatus, Measurement, Source
from indicators.recording import acts
from indicators.recording.resources import CommitmentStatusResource, MeasurementResource
from tanggu_plan.models import AuditEntry
from tanggu_plan.text import csv_export
from tanggu_plan.text.refusals import Refused
from tests.counts import counted
from tests.indicators.files import (
    MEASUREMENT,
    STATUS,
    as_csv,
    as_xlsx,
    bring,
    commitment_of,
    source_of,
)


@pytest.fixture
def commitment(plan):
    return commitment_of(plan)


@pytest.fixture
def measure(plan, recorder):
    """Return a function that records a value of the second indicator."""

    def measure(year, value, status="FINAL", *, confirmed_by=None, **source):
        row = acts.record_measurement(
            plan.indicators.get(number=2),
            year=year,
            value=value,
            status=status,
            source=plan.sources.first() or source_of(plan, **source),
            by=recorder,
        )
        return acts.confirm(row, confirmed_by) if confirmed_by else row

    return measure


def everything_recorded():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Measurement, CommitmentStatus, Source, AuditEntry)
    ]


def test_a_row_becomes_a_record_that_waits_for_a_colleague(plan, recorder):
    bring(MeasurementResource(plan), as_csv(MEASUREMENT), recorder)

    row = Measurement.objects.get()
    assert (row.indicator.number, row.year, row.value, row.status) == (2, 2022, "0.24", "FINAL")
    assert (row.state, row.recorded_by, row.note) == ("PENDING", recorder, "样例")
    assert str(row.source) == "某某统计局《某某统计公报》（2023-03-01）"
    assert public_data.measurements(plan) == {}


def test_a_row_of_a_commitment_becomes_a_record_that_waits_too(plan, commitment, recorder):
    bring(CommitmentStatusResource(plan), as_csv(STATUS), recorder)

    row = CommitmentStatus.objects.get()
    assert (row.commitment, row.progress, row.as_of) == (commitment, "MET", date(2022, 12, 31))
    assert (row.value, row.responsible, row.state) == ("1", "某某科", "PENDING")
    assert public_data.statuses(plan) == {}


def test_an_import_is_on_record_with_its_file_and_its_user(plan, recorder):
    bring(MeasurementResource(plan), as_csv(MEASUREMENT), recorder, name="公报.csv")

    entry = AuditEntry.objects.filter(action="IMPORT").get()
    assert (entry.actor, entry.details) == ("jilu", "公报.csv，1条，待确认")
    assert "监测值" in entry.subject


def test_a_preview_stores_nothing(plan, recorder):
    before = everything_recorded()

    (outcome,) = bring(MeasurementResource(plan), as_csv(MEASUREMENT), recorder, dry_run=True)

    assert (outcome.number, outcome.import_type) == (2, "new")
    assert ("数值", "", "0.24") in outcome.cells
    assert everything_recorded() == before


def test_the_same_file_again_changes_nothing(plan, recorder):
    bring(MeasurementResource(plan), as_csv(MEASUREMENT), recorder)
    before = everything_recorded()

    (outcome,) = bring(MeasurementResource(plan), as_csv(MEASUREMENT), recorder)

    assert outcome.import_type == "skip"
    assert everything_recorded() == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_taken_out_changes_nothing_when_it_comes_back(
    plan, commitment, measure, recorder, confirmer, form
):
    measure(2021, "0.20", confirmed_by=confirmer, title="=公报", address="")
    measure(2022, "0.21", "PRELIMINARY", confirmed_by=confirmer)
    measure(2022, "0.220", "REVISED")
    measure(2023, "", "MISSING")
    measure(2024, "１，２３４")
    bring(CommitmentStatusResource(plan), as_csv(STATUS), recorder)
    before = everything_recorded()

    for resource in (MeasurementResource, CommitmentStatusResource):
        content = getattr(resource(plan).sheet(), form)()
        outcomes = bring(resource(plan), content, recorder, name=f"数据.{form}")

        assert {outcome.import_type for outcome in outcomes} == {"skip"}
    assert everything_recorded() == before


def test_an_export_has_one_row_a_year_the_last_that_was_recorded(plan, measure, confirmer):
    measure(2022, "0.21", confirmed_by=confirmer)
    measure(2021, "0.20")
    acts.return_(measure(2023, "0.99"), confirmer, "数字有误")
    measure(2022, "0.22", "REVISED", confirmed_by=confirmer)

    rows = [
        dict(zip(sheet.header, row, strict=True))
        for sheet in [MeasurementResource(plan).sheet()]
        for row in sheet.rows
    ]

    assert [(row["年度"], row["数值"]) for row in rows] == [("2021", "0.20"), ("2022", "0.22")]


def test_a_new_value_for_a_confirmed_year_waits_beside_it(plan, measure, recorder, confirmer):
    old = measure(2022, "0.21", confirmed_by=confirmer)
    revised = MEASUREMENT | {"数值": "0.24", "数据性质": "修订"}

    (outcome,) = bring(MeasurementResource(plan), as_csv(revised), recorder)

    assert outcome.import_type == "update"
    assert ("数值", "0.21", "0.24") in outcome.cells
    assert public_data.measurements(plan) == {2: [old]}
    assert Measurement.objects.pending().get().value == "0.24"


def test_a_number_that_a_spreadsheet_wrote_shorter_is_nothing_new(
    plan, measure, recorder, confirmer
):
    measure(2022, "0.20", confirmed_by=confirmer)

    (outcome,) = bring(
        MeasurementResource(plan), as_csv(MEASUREMENT | {"数值": "0.2", "说明": ""}), recorder
    )

    assert outcome.import_type == "skip"
    assert Measurement.objects.count() == 1


def test_the_year_that_the_source_lacks_is_recorded_as_missing(plan, recorder):
    bring(MeasurementResource(plan), as_csv(MEASUREMENT | {"数值": "", "数据性质": "缺"}), recorder)

    assert Measurement.objects.get().status == "MISSING"


@pytest.mark.parametrize("printed", ["0.90", "-3", "2000", "0.0075", "-0.50"])
def test_a_value_is_kept_as_typed_in_either_format(plan, recorder, printed):
    row = MEASUREMENT | {"数值": printed}
    sheet = Sheet("数据", tuple(row), [tuple(row.values())], frozenset({"数值"}))

    for number, (form, year) in enumerate([("csv", "2021"), ("xlsx", "2022")], 1):
        sheet.rows[0] = tuple((row | {"年度": year}).values())
        bring(MeasurementResource(plan), getattr(sheet, form)(), recorder, name=f"数据.{form}")

        assert Measurement.objects.count() == number
    assert {row.value for row in Measurement.objects.all()} == {printed}


def test_cells_that_excel_made_numbers_and_dates_of_are_read_as_shown(plan, recorder):
    row = MEASUREMENT | {
        "指标序号": 2,
        "年度": 2022,
        "数值": 0.24,
        "文件日期": date(2023, 3, 1),
    }

    bring(MeasurementResource(plan), as_xlsx(row), recorder, name="数据.xlsx")

    stored = Measurement.objects.get()
    assert (stored.year, stored.value, stored.source.dated_on) == (2022, "0.24", date(2023, 3, 1))


def test_a_date_as_excel_rewrites_it_in_a_csv_is_read(plan, recorder):
    bring(MeasurementResource(plan), as_csv(MEASUREMENT | {"文件日期": "2023/3/1"}), recorder)

    assert Source.objects.get().dated_on == date(2023, 3, 1)


def test_blank_rows_and_another_order_of_columns_do_no_harm(plan, recorder):
    turned = dict(reversed(MEASUREMENT.items()))
    blank = ["" for _ in turned]

    bring(MeasurementResource(plan), as_csv(turned, blank, blank), recorder)

    assert Measurement.objects.get().value == "0.24"


def test_a_source_that_is_registered_is_not_registered_again(plan, recorder):
    source = source_of(plan)
    rows = [MEASUREMENT | {"年度": year} for year in ("2021", "2022")]

    bring(MeasurementResource(plan), as_csv(*rows), recorder)

    assert Source.objects.get() == source
    assert Measurement.objects.count() == 2


def test_who_may_not_record_may_not_import(plan, reviewer):
    with pytest.raises(Refused, match="权限"):
        bring(MeasurementResource(plan), as_csv(MEASUREMENT), reviewer)

    assert not Measurement.objects.exists()


def test_an_export_runs_nothing_in_a_spreadsheet(plan, measure, recorder):
    measure(2022, "-3", title="=HYPERLINK(1)", publisher="@局", address="")

    sheet = MeasurementResource(plan).sheet()

    rows = list(csv.reader(io.StringIO(sheet.csv().decode("utf-8-sig"), newline="")))
    assert rows[1][4:8] == ["-3", "最终", "'=HYPERLINK(1)", "'@局"]
    cells = openpyxl.load_workbook(io.BytesIO(sheet.xlsx())).active[2]
    assert "f" not in {cell.data_type for cell in cells}
    assert cells[4].value == -3


def as_read(text):
    """What a reader of files takes from a cell: no white space at the ends."""
    return text.strip()


texts = st.one_of(
    st.text(max_size=40),
    st.builds(
        "{}{}".format, st.sampled_from([*csv_export.FORMULA_STARTS, "'", "''", "'="]), st.text()
    ),
    st.sampled_from(["-3", "'-3", "_x0041_", "_x005F_", "0.90", "-0", "00"]),
)


@given(texts)
def test_the_apostrophe_against_formulas_comes_off_again(text):
    written = csv_export.safe_cell(text)

    assert csv_export.original_cell(written) == text
    is_number = csv_export.NEGATIVE_NUMBER.fullmatch(written)
    assert is_number or not written.startswith(csv_export.FORMULA_STARTS)


def is_readable(text):
    return text and text.isprintable() and len(text) < 500 and not any(unseen_findings(text))


readable = texts.map(as_read).filter(is_readable)


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    max_examples=counted(50),
)
@given(st.lists(st.tuples(readable, readable), min_size=1, max_size=4))
def test_any_text_comes_back_from_either_format_as_it_was(rows):
    sheet = Sheet("表", ("文字", "数值"), rows, frozenset({"数值"}))

    for name, content in (("a.csv", sheet.csv()), ("a.xlsx", sheet.xlsx())):
        found = [tuple(row.cells.values()) for row in read(name, content, ["文字", "数值"])]

        assert found == rows
