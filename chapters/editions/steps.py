"""Who may take which step now, what it asks for and what it does, in a clerk's words.

The steps themselves are chapters.editions.publishing's, which asks again for permission and state.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from chapters.comparison import Comparison, compare
from chapters.editions import publishing
from chapters.models import Edition, Plan

State = Edition.State


@dataclass(frozen=True, slots=True)
class Step:
    """A button on an edition's page. `asks` labels the words that it needs, "" for none."""

    name: str
    label: str
    permission: str
    states: tuple[State, ...]
    take: Callable
    consequence: str
    done: str
    asks: str = ""
    help_text: str = ""
    is_public: bool = False

    @property
    def url_name(self) -> str:
        return f"admin:chapters_edition_{self.name}"

    @property
    def confirm_label(self) -> str:
        """What the button says on the step's own page."""
        return f"确认{self.label}" if self.is_public else self.label

    def is_for(self, user) -> bool:
        return user.has_perm(f"chapters.{self.permission}")


STEPS = (
    Step(
        name="approve",
        label="审定",
        permission="approve_edition",
        states=(State.PROPOSED,),
        take=lambda edition, by, words: publishing.approve(edition, by=by),
        consequence="您看过全部改动，同意照这个文本发布。审定以后公开页面还不会变，要等发布。",
        done="第{}版已审定，公开页面尚未改变。下一步由有“发布”角色的同事发布。",
    ),
    Step(
        name="return",
        label="退回",
        permission="approve_edition",
        states=(State.PROPOSED, State.APPROVED),
        take=lambda edition, by, words: publishing.return_(edition, by=by, reason=words),
        consequence="这一版不会发布。工作稿不变，送审人照理由修改以后重新送审。",
        done="第{}版已退回，送审人会在工作台看到您写的理由。",
        asks="退回的理由",
        help_text="写清楚哪一段有什么问题、怎样改。送审人要照它修改。",
    ),
    Step(
        name="publish",
        label="发布",
        permission="publish_edition",
        states=(State.APPROVED,),
        take=lambda edition, by, words: publishing.publish(edition, by=by),
        consequence="公开页面和 PDF 立即换成这一版。原来的现行版次改标“已被新版取代”，网址保留。",
        done="第{}版已发布，公开页面现在就是这一版。请打开公开页面看一眼。",
        is_public=True,
    ),
    Step(
        name="withdraw",
        label="撤下",
        permission="publish_edition",
        states=(State.PUBLISHED,),
        take=lambda edition, by, words: publishing.withdraw(edition, by=by, explanation=words),
        consequence=(
            "这部规划的公开页面立即撤下，读者在这一版的网址看到您写的说明；"
            "版次记录仍然保留这一版的文本和 PDF，供人核对。"
            "只想换回以前的文本时，不用撤下：打开那个旧版次，用“恢复这一版”。"
        ),
        done="第{}版已撤下，原网址显示您写的说明。要重新公开，请恢复一个旧版或发布新版。",
        asks="撤下的原因",
        help_text="这段话会公开显示。",
        is_public=True,
    ),
    Step(
        name="republish",
        label="恢复这一版",
        permission="publish_edition",
        states=(State.SUPERSEDED, State.WITHDRAWN),
        take=lambda edition, by, words: publishing.republish(edition, by=by, reason=words),
        consequence=(
            "用这一版的文本立即发布一个新的版次，公开页面换成它。工作稿不变，"
            "其中的错处请另外改好，免得下次送审时又带出来。"
        ),
        done="旧版已恢复，作为第{}版发布，公开页面现在就是它。请打开公开页面看一眼。",
        asks="恢复的理由",
        help_text="为什么恢复旧版。这段话会作为新版次的说明公开显示。",
        is_public=True,
    ),
)

WAITS_FOR = {
    State.PROPOSED: "等待有“审核”角色的同事审定或退回。",
    State.APPROVED: "已经审定，等待有“发布”角色的同事发布。公开页面尚未改变。",
    State.RETURNED: "已经退回，不会发布。请照理由修改工作稿，再重新送审。",
    State.PUBLISHED: "这是读者现在看到的版次。",
    State.SUPERSEDED: "这一版公开过，后来被新版取代；它的网址仍然能打开。",
    State.WITHDRAWN: "这一版公开过，后来撤下；它的网址显示撤下的原因。",
}


def steps_open_to(user, edition: Edition) -> list[Step]:
    """Return the steps that this person may take with the edition as it is now."""
    return [
        step
        for step in STEPS
        if edition.state in step.states
        and step.is_for(user)
        and not (step.name == "approve" and needs_another_person(user, edition))
    ]


def needs_another_person(user, edition: Edition) -> bool:
    """Whether this person proposed the edition, which somebody else must approve."""
    is_own = edition.state == State.PROPOSED and edition.proposed_by_id == user.pk
    return is_own and not settings.ALLOW_SINGLE_PERSON_APPROVAL


def latest_public(plan: Plan) -> Edition | None:
    """Return the plan's current edition; where it was withdrawn, that one."""
    return plan.editions.on_record().order_by("-published_at").first()


def edition_before(edition: Edition) -> Edition | None:
    """Return the edition that this one would replace, or did when it was published."""
    public = edition.plan.editions.on_record().order_by("-published_at")
    if edition.published_at:
        public = public.filter(published_at__lt=edition.published_at)
    return public.first()


def changes_since(old: Edition | None, document) -> Comparison | None:
    return compare(old.document, document) if old else None
