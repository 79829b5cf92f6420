"""The evaluation of a plan (终期评估) as at the end of a day.

One source for page, PDF and XLSX. It reads only what stays on record with its time, so that the
evaluation as at an earlier day is the same for good.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from chapters.editions.queries import edition_on
from chapters.models import Edition
from chapters.plan.document import Document
from indicators import public_data
from indicators.charts.indicator import IndicatorChart, indicator_charts
from indicators.commitments.ledger import Entry, Totals, entries_of, totals_of
from indicators.days import end_of
from indicators.models import CommitmentStatus, Measurement
from indicators.progress.arithmetic import expected_completion_on
from indicators.progress.printed import about_percent
from indicators.progress.wording import Outcome
from tanggu_plan.text.refusals import Refused

OUTCOMES = (Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED, Outcome.NOT_MEASURED)
NOT_IN_TEXT = "这一版没有原文的承诺"


@dataclass(frozen=True)
class EvaluatedIndicator:
    """An indicator with its verdict, and how many records of it wait for a second person."""

    chart: IndicatorChart
    address: str
    unconfirmed: int

    @property
    def number(self) -> int:
        return self.chart.indicator.number

    @property
    def name(self) -> str:
        return self.chart.indicator.name

    @property
    def measurements(self) -> list[Measurement]:
        return [point.measurement for point in self.chart.points if point.measurement]


@dataclass(frozen=True)
class EvaluatedCommitment:
    """A commitment with where it stands, and how many records of it wait for a second person."""

    entry: Entry
    unconfirmed: int

    @property
    def number(self) -> int:
        return self.entry.number

    @property
    def address(self) -> str:
        return self.entry.commitment.get_absolute_url()


@dataclass(frozen=True, slots=True)
class VerdictGroup:
    """The indicators of one verdict, worded by their nature."""

    wording: str
    members: tuple[EvaluatedIndicator, ...]


@dataclass(frozen=True, slots=True)
class ChapterGroup:
    """The commitments of one chapter, or of none where the edition lacks their words."""

    heading: str
    members: tuple[EvaluatedCommitment, ...]

    @property
    def totals(self) -> Totals:
        return totals_of(evaluated.entry for evaluated in self.members)


@dataclass(frozen=True)
class Evaluation:
    """Indicators and commitments at the end of a day, by what was public then."""

    edition: Edition
    on: date
    indicators: tuple[EvaluatedIndicator, ...]
    commitments: tuple[EvaluatedCommitment, ...]

    @property
    def document(self) -> Document:
        return self.edition.document

    @property
    def has_plan_ended(self) -> bool:
        """Whether the day is the last of the plan's period or later."""
        return self.on >= date(self.document.period_end, 12, 31)

    @property
    def elapsed(self) -> str:
        """The share of the plan's time that had passed (序时进度): 约98.4%."""
        share = expected_completion_on(self.document.base_year, self.document.period_end, self.on)
        return about_percent(share) if share is not None else "—"

    @property
    def indicators_in_words(self) -> str:
        """6项指标：达到预期4项，暂无监测值2项。"""
        counts = ((group.wording, len(group.members)) for group in self.by_verdict)
        return _counted(f"{len(self.indicators)}项指标", counts)

    @property
    def commitments_in_words(self) -> str:
        """34项承诺：暂无依据30项，已达到4项。"""
        return _counted(f"{self.totals.count}项承诺", self.totals.stages)

    @cached_property
    def by_verdict(self) -> list[VerdictGroup]:
        groups: dict[tuple[int, str], list[EvaluatedIndicator]] = {}
        for evaluated in self.indicators:
            verdict = evaluated.chart.verdict
            key = OUTCOMES.index(verdict.outcome), verdict.wording
            groups.setdefault(key, []).append(evaluated)
        return [VerdictGroup(key[1], tuple(groups[key])) for key in sorted(groups)]

    @cached_property
    def by_chapter(self) -> list[ChapterGroup]:
        """The commitments in the order of the text, what it no longer has at the end."""
        headings = {text.place: text.heading for text in self.document.places()}
        groups: dict[str, list[EvaluatedCommitment]]
        groups = {heading: [] for heading in (*headings.values(), NOT_IN_TEXT)}
        for evaluated in self.commitments:
            groups[_heading_of(evaluated.entry, headings)].append(evaluated)
        return [ChapterGroup(heading, tuple(found)) for heading, found in groups.items() if found]

    @cached_property
    def totals(self) -> Totals:
        return totals_of(evaluated.entry for evaluated in self.commitments)

    @property
    def measurement_count(self) -> int:
        return sum(len(evaluated.measurements) for evaluated in self.indicators)

    @property
    def status_count(self) -> int:
        return self.totals.count - self.totals.without_evidence

    @property
    def without_value(self) -> list[EvaluatedIndicator]:
        return [evaluated for evaluated in self.indicators if not evaluated.chart.latest]

    @property
    def without_target_years_value(self) -> list[EvaluatedIndicator]:
        """Those that have a value, but of the years before only."""
        target_year = self.document.period_end
        latest = ((each, each.chart.latest) for each in self.indicators)
        return [each for each, point in latest if point and point.year != target_year]

    @property
    def without_evidence(self) -> list[EvaluatedCommitment]:
        return [evaluated for evaluated in self.commitments if not evaluated.entry.status]

    @property
    def unconfirmed_indicators(self) -> list[EvaluatedIndicator]:
        return [evaluated for evaluated in self.indicators if evaluated.unconfirmed]

    @property
    def unconfirmed_commitments(self) -> list[EvaluatedCommitment]:
        return [evaluated for evaluated in self.commitments if evaluated.unconfirmed]

    @property
    def unconfirmed_count(self) -> int:
        waiting = [evaluated.unconfirmed for evaluated in self.indicators]
        return sum(waiting) + sum(evaluated.unconfirmed for evaluated in self.commitments)


def evaluation_on(plan_slug: str, day: date) -> Evaluation:
    """Return the evaluation as at the end of a day. Raises Refused. A dozen queries."""
    if day > timezone.localdate():
        raise Refused("这一天还没有到。")
    edition = edition_on(plan_slug, end_of(day))
    if edition is None:
        raise Refused(_why_nothing_was_public(plan_slug, day))
    return evaluate(edition, day)


def evaluate(edition: Edition, day: date) -> Evaluation:
    """Return the evaluation by the edition that was public at the end of a day."""
    plan, moment = edition.plan, end_of(day)
    charts = indicator_charts(edition.document, public_data.measurements(plan, moment))
    waiting_measurements = public_data.unconfirmed(Measurement, plan, moment)
    statuses = public_data.statuses(plan, moment)
    waiting_statuses = public_data.unconfirmed(CommitmentStatus, plan, moment)
    entries = entries_of(edition, statuses, public_data.commitments(plan, moment))
    return Evaluation(
        edition=edition,
        on=day,
        indicators=tuple(
            EvaluatedIndicator(
                chart,
                reverse("indicators:indicator_detail", args=[plan.slug, chart.indicator.number]),
                waiting_measurements[chart.indicator.number],
            )
            for chart in charts
        ),
        commitments=tuple(
            EvaluatedCommitment(entry, waiting_statuses[entry.number]) for entry in entries
        ),
    )


def _counted(whole, counts):
    parts = "，".join(f"{name}{count}项" for name, count in counts if count)
    return f"{whole}：{parts}。" if parts else f"{whole}。"


def _heading_of(entry, headings):
    if not entry.is_current:
        return NOT_IN_TEXT
    place = entry.spot.place
    return headings[place.above or place]


def _why_nothing_was_public(plan_slug, day):
    first = Edition.objects.of(plan_slug).on_record().newest_first().last()
    if first is None:
        return "没有这部规划，或者它尚未发布。"
    first_day = timezone.localdate(first.published_at)
    if day < first_day:
        return f"这部规划{first_day:%Y年%-m月%-d日}才在本网首次发布，此前没有可以评估的公开文本。"
    return "这一天这部规划没有现行的版次：前一版已经撤下，新的一版还没有发布。"
