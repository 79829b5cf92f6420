from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from chapters.models import Edition
from tanggu_plan.identity import demo
from tanggu_plan.text.unseen import shown

NEWEST = 30


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an edition in public."""

    edition: Edition
    at: datetime
    what: str
    words: str
    anchor: str = ""


class EditionFeed(Feed):
    """Publications and withdrawals, the newest first. Nobody's name is told."""

    feed_type = Atom1Feed
    subtitle = "规划每次发布或撤下一个版次时的说明"
    author_name = "五年规划"
    feed_guid = None
    link = reverse_lazy("chapters:home")
    feed_url = reverse_lazy("chapters:feed")

    def title(self):
        return f"{demo.mark()}五年规划：版次动态"

    def items(self):
        editions = Edition.objects.on_record().select_related("plan").newest_first()
        events = [event for edition in editions[:NEWEST] for event in _events(edition)]
        return sorted(events, key=lambda event: event.at, reverse=True)[:NEWEST]

    def item_title(self, event):
        return shown(f"{event.edition.document.short_title}：{event.what}")

    def item_description(self, event):
        """HTML, as Atom's summary is declared; typed text is escaped."""
        return "<br>".join(escape(shown(line)) for line in event.words.splitlines())

    def item_link(self, event):
        return event.edition.get_absolute_url() + event.anchor

    def item_author_name(self, event):
        return shown(event.edition.document.issuer)

    def item_pubdate(self, event):
        return event.at

    item_updateddate = item_pubdate


def _events(edition):
    kind = f"第{edition.number}版发布（{edition.get_kind_display()}）"
    note = edition.note or "照印发的文本发布。"
    yield Event(edition, edition.published_at, kind, note)
    if edition.withdrawn_at:
        what = f"第{edition.number}版撤下"
        yield Event(edition, edition.withdrawn_at, what, edition.reason, "#withdrawn")
