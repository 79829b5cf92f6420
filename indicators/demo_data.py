"""Demo data: invented measurements and statuses, always the same, none of them real."""

from datetime import date

from django.contrib.auth.models import Group, User

from chapters.models import Plan
from indicators.models import CommitmentStatus, Measurement, Source
from indicators.recording import acts
from tanggu_plan.identity.demo import MARK

RECORDER, CONFIRMER = "demo-jilu", "demo-queren"
PUBLISHER, RESPONSIBLE = "演示单位", "演示科室"
Status, Progress = Measurement.Status, CommitmentStatus.Progress

# By indicator number: the values of 2021 on, "" where the source gives none.
VALUES = {
    1: ("0.98", "1.05", "1.12", "1.26", "1.38"),
    2: ("0.22", "0.24", "0.25", "0.28", "0.29"),
    3: ("9.1", "", "10.2", "11.2", "12.6"),
    4: ("0.0052", "0.0058", "0.0063"),
    6: ("2105", "1980", "2040", "2010", "2033"),
}
PRELIMINARY = {(3, 2025)}
REVISIONS = {(2, 2023): "0.26"}
WAITING = {(5, 2021): "1.2", (5, 2022): "1.25"}
STATUSES = {
    2: (Progress.MET, date(2025, 12, 31), ""),
    6: (Progress.MET, date(2021, 12, 31), "基本完善"),
    7: (Progress.NOT_MET, date(2021, 12, 31), "0"),
    8: (Progress.NOT_ASSESSABLE, date(2025, 12, 31), ""),
    12: (Progress.IN_PROGRESS, date(2025, 6, 30), "1"),
    15: (Progress.MET, date(2024, 9, 30), "1"),
    16: (Progress.MET, date(2025, 12, 31), "100"),
    17: (Progress.NOT_MET, date(2025, 12, 31), "40"),
    25: (Progress.MET, date(2023, 12, 31), "7"),
    27: (Progress.MET, date(2023, 12, 31), "3"),
    30: (Progress.MET, date(2025, 12, 31), "98.6"),
    31: (Progress.MET, date(2025, 12, 31), "100"),
    32: (Progress.NOT_MET, date(2025, 12, 31), "2.3"),
    34: (Progress.IN_PROGRESS, date(2025, 6, 30), "91"),
}
WAITING_STATUSES = {20: (Progress.MET, date(2025, 12, 31), "2")}


def clerks() -> tuple[User, User]:
    """Return the accounts that record and confirm in the demo; nobody can log in with them."""
    role = Group.objects.get(name="数据")
    return _account(RECORDER, role), _account(CONFIRMER, role)


def record_all(plan: Plan, recorder: User, confirmer: User) -> None:
    """Record the demo's values and confirm all but a few, as two clerks would."""
    for number, year, value, status in _measured():
        acts.confirm(_measure(plan, number, year, value, status, recorder), confirmer)
    for (number, year), value in REVISIONS.items():
        acts.confirm(_measure(plan, number, year, value, Status.REVISED, recorder), confirmer)
    for (number, year), value in WAITING.items():
        _measure(plan, number, year, value, Status.FINAL, recorder)
    for number, standing in STATUSES.items():
        acts.confirm(_stand(plan, number, *standing, recorder), confirmer)
    for number, standing in WAITING_STATUSES.items():
        _stand(plan, number, *standing, recorder)


def _account(name, role):
    user = User.objects.create_user(name)  # without a password
    user.groups.add(role)
    return user


def _measured():
    for number, values in VALUES.items():
        for year, value in enumerate(values, 2021):
            given = Status.PRELIMINARY if (number, year) in PRELIMINARY else Status.FINAL
            yield number, year, value, given if value else Status.MISSING


def _measure(plan, number, year, value, status, by):
    return acts.record_measurement(
        plan.indicators.get(number=number),
        year=year,
        value=value,
        status=status,
        source=_source(plan, f"{year}年统计公报", date(year + 1, 3, 1)),
        note=MARK,
        by=by,
    )


def _stand(plan, number, progress, as_of, value, by):
    return acts.record_status(
        plan.commitments.get(number=number),
        progress=progress,
        as_of=as_of,
        value=value,
        responsible=RESPONSIBLE,
        source=_source(plan, f"{as_of.year}年工作总结", date(as_of.year + 1, 1, 20)),
        note=MARK,
        by=by,
    )


def _source(plan, title, dated_on):
    source, _ = Source.objects.get_or_create(
        plan=plan,
        title=f"{title}（{MARK}）",
        dated_on=dated_on,
        defaults={"publisher": PUBLISHER},
    )
    return source
