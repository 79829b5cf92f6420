"""Queries of public editions, and how they stand to each other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.http import Http404

from chapters.models import Edition, EditionFile
from chapters.plan.document import Document
from tanggu_plan.serving.errors import Gone

State = Edition.State


@dataclass(frozen=True, slots=True)
class Standing:
    """An edition among those of its plan that were public at some time."""

    edition: Edition
    others: tuple[Edition, ...]  # newest first
    before: Edition | None
    successor: Edition | None
    current: Edition | None

    @property
    def is_current(self) -> bool:
        return self.edition.state == State.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.edition.state == State.WITHDRAWN


def get_published_edition(plan_slug: str) -> Edition:
    """Return the plan's current edition with its plan.

    Raises Gone where it was withdrawn and nothing took its place, Http404 where none ever was.
    """
    return Edition.objects.of(plan_slug).current() or _withdrawn(plan_slug)


def context_of(edition: Edition, **more) -> dict:
    """Return the template context of a page of an edition, with what more it shows."""
    return {"edition": edition, "plan": edition.plan, "document": edition.document} | more


def get_edition_on_record(plan_slug: str, number: int) -> Edition:
    """Return an edition that was public at some time. Raises Http404 on any other."""
    editions = Edition.objects.of(plan_slug).on_record().select_related("restores")
    edition = editions.defer("restores__document_json").filter(number=number).first()
    if edition is None:
        raise Http404("没有发布过这个版次。")
    return edition


def edition_on(plan_slug: str, moment: datetime) -> Edition | None:
    """Return the edition that was public at a moment, with its plan; None where none was."""
    public = Edition.objects.of(plan_slug).filter(published_at__lte=moment)
    latest = public.latest_public()
    is_withdrawn = latest and latest.withdrawn_at and latest.withdrawn_at <= moment
    return None if is_withdrawn else latest


def editions_on_record(plan_slug: str) -> list[Edition]:
    """Return all editions of a plan that were public, newest first, without their texts."""
    files = EditionFile.objects.filter(kind=EditionFile.Kind.PDF).defer("content")
    return list(
        Edition.objects.of(plan_slug)
        .on_record()
        .select_related("restores")
        .defer("document_json", "restores__document_json")
        .prefetch_related(Prefetch("files", queryset=files))
        .newest_first()
    )


def current_among(editions: Iterable[Edition]) -> Edition | None:
    """Return the one of a plan's editions that is current, None where it was withdrawn."""
    return next((each for each in editions if each.state == State.PUBLISHED), None)


def standing_of(edition: Edition) -> Standing:
    """Return how an edition on record stands. One query."""
    siblings = list(
        edition.plan.editions.on_record()
        .select_related("plan")
        .defer("document_json")
        .order_by("number")
    )
    place = siblings.index(edition)
    return Standing(
        edition=edition,
        others=tuple(each for each in reversed(siblings) if each != edition),
        before=siblings[place - 1] if place else None,
        successor=next(iter(siblings[place + 1 :]), None),
        current=current_among(siblings),
    )


def missing_page(edition: Edition, has: Callable[[Document], object], anchor: str) -> Exception:
    """Return what to raise for a page that the current edition does not have.

    Gone, with the way to the latest edition that had it; Http404 where none ever did.
    """
    others = edition.plan.editions.on_record().select_related("plan").exclude(pk=edition.pk)
    last = next((each for each in others.newest_first() if has(each.document)), None)
    if last is None:
        return Http404("这部规划里没有这一页。")
    address = last.get_absolute_url() + (f"#{anchor}" if anchor else "")
    context = context_of(edition, last=last, address=address)
    return Gone("chapters/editions/page_gone.html", context)


def _withdrawn(plan_slug):
    edition = Edition.objects.of(plan_slug).latest_public()
    if edition is None:
        raise Http404("没有这部规划，或者它尚未发布。")
    raise Gone("chapters/editions/plan_withdrawn.html", context_of(edition))
