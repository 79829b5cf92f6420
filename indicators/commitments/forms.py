"""Filter form of the ledger of commitments, answered by GET."""

from collections.abc import Iterable

from django import forms

from chapters.finding import search
from chapters.finding.forms import AskedForm
from chapters.plan.document import Document
from indicators.commitments.ledger import NO_EVIDENCE, Entry
from indicators.models import Commitment, CommitmentStatus

LONGEST_WORD = 64
WITHOUT_EVIDENCE = "NONE"
ORDERS = {
    "number": "按序号",
    "-number": "按序号，倒过来",
    "deadline": "期限早的在前",
    "-deadline": "期限晚的在前",
    "progress": "没有依据的在前",
    "-progress": "没有依据的在后",
}


class LedgerForm(AskedForm):
    """Every field may be left out. What is not valid is said and narrows nothing down."""

    word = forms.CharField(label="词语", required=False, max_length=LONGEST_WORD)
    chapter = forms.TypedChoiceField(label="章", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="类别", required=False)
    progress = forms.ChoiceField(label="进展", required=False)
    sort = forms.ChoiceField(label="次序", required=False, choices=list(ORDERS.items()))

    def __init__(self, data, document: Document, entries: Iterable[Entry]):
        super().__init__(data)
        chapters = [(each.number, f"{each.label} {each.title}") for each in document.chapters]
        committing = {entry.chapter for entry in entries}
        kinds = {entry.commitment.kind for entry in entries}
        self._offer("chapter", [chapter for chapter in chapters if chapter[0] in committing])
        self._offer("kind", [kind for kind in Commitment.Kind.choices if kind[0] in kinds])
        stages = CommitmentStatus.Progress.choices
        self._offer("progress", [(WITHOUT_EVIDENCE, NO_EVIDENCE), *stages])
        self.full_clean()

    def _offer(self, name, choices):
        self.fields[name].choices = [("", "全部"), *choices]

    @property
    def order(self) -> str:
        return self.cleaned_data.get("sort") or "number"

    @property
    def narrows(self) -> bool:
        return any(value for name, value in self.cleaned_data.items() if name != "sort")

    def matching(self, entries: Iterable[Entry]) -> list[Entry]:
        return [entry for entry in entries if self._fits(entry)]

    def _fits(self, entry):
        asked = self.cleaned_data
        stage = entry.status.progress if entry.status else WITHOUT_EVIDENCE
        return (
            (not asked.get("chapter") or entry.chapter == asked["chapter"])
            and (not asked.get("kind") or entry.commitment.kind == asked["kind"])
            and (not asked.get("progress") or stage == asked["progress"])
            and _says(entry, search.parse(asked.get("word", "")))
        )


def _says(entry, words):
    """Whether each of the words stands in what the ledger says of the commitment, as in search."""
    commitment = entry.commitment
    parts = [commitment.quote, commitment.measure, commitment.subject, entry.responsible]
    said = [search.normalise(part).text for part in parts] if words else []
    return all(any(word in part for part in said) for word in words)
