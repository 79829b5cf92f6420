"""The ledger of commitments: each with where its words stand and how far it has come."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chapters.models import Edition, Plan
from chapters.plan.document import Document
from chapters.plan.places import Spot
from chapters.reading.addresses import place_url
from indicators.commitments.places import PlacedCommitment, spot_of, spots_of
from indicators.commitments.words import deadline_basis, inclusive_note, requirement
from indicators.models import Commitment, CommitmentStatus
from indicators.progress.commitments import CommitmentVerdict, judge_commitment

Progress = CommitmentStatus.Progress
NO_EVIDENCE = "暂无依据"
IN_ORDER = (
    NO_EVIDENCE,
    Progress.IN_PROGRESS.label,
    Progress.NOT_MET.label,
    Progress.MET.label,
    Progress.NOT_ASSESSABLE.label,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger. `status` is None where nothing has been confirmed yet.

    `edition` has the commitment's words at `spot`, and `changed_in` no longer has them: None where
    the current edition does, `spot` and `edition` where no public text has the words.
    """

    commitment: Commitment
    status: CommitmentStatus | None
    spot: Spot | None
    edition: Edition | None
    changed_in: Edition | None

    @property
    def number(self) -> int:
        return self.commitment.number

    @property
    def is_current(self) -> bool:
        """Whether the current edition has the commitment's words."""
        return self.spot is not None and self.changed_in is None

    @property
    def label(self) -> str:
        """第五章第二节第1段, "" where the current edition does not have the words."""
        return self.spot.label if self.spot and self.is_current else ""

    @property
    def chapter(self) -> int | None:
        return self.spot.place.chapter if self.spot else None

    @property
    def words_address(self) -> str:
        """The address of the words, "" where no public text has them.

        #k13 leads to the very words; in an older edition only their paragraph has an anchor.
        """
        if self.spot is None or self.edition is None:
            return ""
        if self.is_current:
            return f"{place_url(self.edition.plan.slug, self.spot.place)}#k{self.number}"
        return f"{self.edition.get_absolute_url()}#{self.spot.anchor}"

    @property
    def quote_parts(self) -> tuple[str, str, str]:
        """The quote before its anchor, the anchor, and what follows."""
        return self.commitment.quote.partition(self.commitment.anchor)

    @property
    def requirement(self) -> str:
        return requirement(self.commitment)

    @property
    def inclusive_note(self) -> str:
        return inclusive_note(self.commitment)

    @property
    def deadline_basis(self) -> str:
        return deadline_basis(self.commitment)

    @property
    def responsible(self) -> str:
        return self.status.responsible if self.status else ""

    @property
    def verdict(self) -> CommitmentVerdict | None:
        """The verdict of the reported figure; None where no figure was given."""
        if self.status is None or not self.status.value:
            return None
        commitment = self.commitment
        return judge_commitment(
            commitment.operator, commitment.value, commitment.unit, self.status.value
        )

    @property
    def progress(self) -> str:
        return self.status.get_progress_display() if self.status else NO_EVIDENCE

    @property
    def progress_rank(self) -> int:
        return IN_ORDER.index(self.progress)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of commitments: all, and those at each stage in the order of IN_ORDER."""

    count: int
    stages: tuple[tuple[str, int], ...]

    @property
    def without_evidence(self) -> int:
        return dict(self.stages)[NO_EVIDENCE]


def entries_of(
    edition: Edition,
    statuses: Mapping[int, CommitmentStatus],
    commitments: Iterable[Commitment] | None = None,
) -> list[Entry]:
    """Return the plan's commitments by number, as the edition's text has them.

    `statuses` are those of public_data, `commitments` the commitments where they are not today's.
    One query, one more where the text was changed.
    """
    commitments = list(edition.plan.commitments.all() if commitments is None else commitments)
    texts = [edition]  # newest first
    if not all(spot_of(edition.document, each.quote) for each in commitments):
        older = edition.plan.editions.on_record().filter(number__lt=edition.number)
        texts += older.select_related("plan").newest_first()
    return [
        Entry(each, statuses.get(each.number), *_whereabouts(each.quote, texts))
        for each in commitments
    ]


def totals_of(entries: Iterable[Entry]) -> Totals:
    counts = Counter(entry.progress for entry in entries)
    return Totals(counts.total(), tuple((stage, counts[stage]) for stage in IN_ORDER))


def placed_commitments(document: Document, plan: Plan) -> list[PlacedCommitment]:
    """Return the plan's commitments that stand in a text, by number. One query."""
    firsts = ((each, next(spots_of(document, each.quote), None)) for each in plan.commitments.all())
    return [PlacedCommitment(commitment, *first) for commitment, first in firsts if first]


def _whereabouts(quote, texts):
    """Return the spot of the quote, the newest edition that has it, and the next, which has not."""
    changed_in = None
    for each in texts:
        if spot := spot_of(each.document, quote):
            return spot, each, changed_in
        changed_in = each
    return None, None, None
