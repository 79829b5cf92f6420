"""Rule on quotations: words quoted elsewhere (a commitment, an erratum) still stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from chapters.plan.passages import Passage
from chapters.plan.places import Place, Spot
from chapters.proofreading.problems import PassageFinding, Severity, whole


class QuoteKind(StrEnum):
    COMMITMENT = "承诺"
    ERRATUM = "勘误"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that must stand on a page of the plan; `label` is how staff know their owner."""

    spot: Spot
    text: str
    kind: QuoteKind
    label: str


def quote_findings(
    passages: tuple[Passage, ...], quotes: Iterable[Quote]
) -> Iterator[PassageFinding]:
    """Yield errors at the head of the quote's page; at the cover where the page is gone."""
    pages = defaultdict(list)
    for passage in passages:
        pages[passage.place].append(passage)
    texts = {place: "\n".join(passage.text for passage in held) for place, held in pages.items()}
    for quote in quotes:
        if quote.text in texts.get(quote.spot.place, ""):
            continue
        head = pages.get(quote.spot.place, passages)[0]
        yield whole(head, Severity.ERROR, _message(quote, texts))


def _message(quote: Quote, texts: dict[Place, str]) -> str:
    elsewhere = next((place for place, text in texts.items() if quote.text in text), None)
    advice = (
        f"它现在在{elsewhere.label}，请改{quote.kind}里的位置"
        if elsewhere
        else f"请恢复原文，或按新的正文修改这条{quote.kind}"
    )
    return f"{quote.kind}“{quote.label}”引用的原文在{quote.spot.label}找不到了；{advice}。"
