"""The workflow of editions as one table: who may take which step, from which states, in what words.

Acts (chapters.editions.publishing), buttons, the desk and the handbook's table read it: the label
of a button, a permission or a state is changed here and nowhere else.
"""

from dataclasses import dataclass

from django.conf import settings

from chapters.comparison import compare
from chapters.comparison.changes import Comparison
from chapters.models import Edition
from tanggu_plan.audit import Action
from tanggu_plan.staff.roles import roles_with

State = Edition.State


@dataclass(frozen=True, slots=True)
class Step:
    """A transition of editions and its button. No `states`: it starts from the working copy."""

    name: str  # in addresses, and of its act in the audit log; publishing.ACTS holds what it does
    label: str
    permission: str
    states: tuple[State, ...]
    to: State
    consequence: str  # said before it is taken
    done: str  # said after it was taken
    button: str = ""  # what the button says where it is more than the label
    asks: str = ""  # the label of the words that it asks for
    help_text: str = ""
    without_words: str = ""  # the refusal where they are missing
    is_public: bool = False  # changes what readers see: taken on a page of its own
    is_awaited: bool = False  # editions in its states wait for it on the desk

    @property
    def action(self) -> Action:
        return Action(self.name.upper())

    @property
    def button_label(self) -> str:
        return self.button or self.label

    @property
    def confirm_label(self) -> str:
        """The label of the button on the step's own page."""
        return f"确认{self.button_label}" if self.is_public else self.button_label

    @property
    def url_name(self) -> str:
        return f"admin:chapters_edition_{self.name}"

    @property
    def roles(self) -> list[str]:
        return roles_with(self.permission)

    @property
    def colleagues(self) -> str:
        """The people whose step it is: 有“审核”角色的同事."""
        return f"有{'、'.join(f'“{role}”' for role in self.roles)}角色的同事"

    def is_for(self, user) -> bool:
        return user.has_perm(self.permission)


PUBLISH = Step(
    name="publish",
    label="发布",
    permission="chapters.publish_edition",
    states=(State.APPROVED,),
    to=State.PUBLISHED,
    consequence="公开页面和 PDF 立即换成这一版。原来的现行版次改标“已被新版取代”，网址保留。",
    done="第{}版已发布，公开页面现在就是这一版。请打开公开页面看一眼。",
    is_public=True,
    is_awaited=True,
)
APPROVE = Step(
    name="approve",
    label="审定",
    permission="chapters.approve_edition",
    states=(State.PROPOSED,),
    to=State.APPROVED,
    consequence="您看过全部改动，同意照这个文本发布。审定以后公开页面还不会变，要等发布。",
    done=f"第{{}}版已审定，公开页面尚未改变。下一步由{PUBLISH.colleagues}{PUBLISH.label}。",
    is_awaited=True,
)
RETURN = Step(
    name="return",
    label="退回",
    permission="chapters.approve_edition",
    states=(State.PROPOSED, State.APPROVED),
    to=State.RETURNED,
    consequence="这一版不会发布。工作稿不变，送审人照理由修改以后重新送审。",
    done="第{}版已退回，送审人会在工作台看到您写的理由。",
    asks="退回的理由",
    help_text="写清楚哪一段有什么问题、怎样改。送审人要照它修改。",
    without_words="请写明退回的理由，送审人要照它修改。",
)
PROPOSE = Step(
    name="propose",
    label="送审",
    permission="chapters.propose_edition",
    states=(),
    to=State.PROPOSED,
    consequence="送审把工作稿现在的文本定住，交另一位同事审定。送审不改变公开页面。",
    done=(
        f"第{{}}版已送审，公开页面尚未改变。它的 PDF 正在后台生成，"
        f"生成以后由{APPROVE.colleagues}{APPROVE.label}。"
        "您可以继续编辑工作稿，不影响已经送审的文本。"
    ),
    asks="说明",
    help_text="这次改了什么、为什么改。发布以后读者会看到这段话，请写完整的句子。",
    without_words="请写明这次改了什么、为什么改，读者会看到这段说明。",
)
WITHDRAW = Step(
    name="withdraw",
    label="撤下",
    permission="chapters.publish_edition",
    states=(State.PUBLISHED,),
    to=State.WITHDRAWN,
    consequence=(
        "这部规划的公开页面立即撤下，读者在这一版的网址看到您写的说明；"
        "版次记录仍然保留这一版的文本和 PDF，供人核对。"
        "只想换回以前的文本时，不用撤下：打开那个旧版次，用“恢复这一版”。"
    ),
    done="第{}版已撤下，原网址显示您写的说明。要重新公开，请恢复一个旧版或发布新版。",
    asks="撤下的原因",
    help_text="这段话会公开显示。",
    without_words="请写明撤下的原因，读者会在原网址看到它。",
    is_public=True,
)
REPUBLISH = Step(
    name="republish",
    label="恢复",
    permission="chapters.publish_edition",
    states=(State.SUPERSEDED, State.WITHDRAWN),
    to=State.PUBLISHED,
    consequence=(
        "用这一版的文本立即发布一个新的版次，公开页面换成它。新版次自己的 PDF 随后生成，"
        "在那以前用文本相同的旧版次的 PDF。工作稿不变，"
        "其中的错处请另外改好，免得下次送审时又带出来。"
    ),
    done="旧版已恢复，作为第{}版发布，公开页面现在就是它。请打开公开页面看一眼。",
    button="恢复这一版",
    asks="恢复的理由",
    help_text="为什么恢复旧版。这段话会作为新版次的说明公开显示。",
    without_words="请写明为什么恢复旧版，读者会看到这段说明。",
    is_public=True,
)
STEPS = (PROPOSE, APPROVE, RETURN, PUBLISH, WITHDRAW, REPUBLISH)

WAITS_FOR = {
    State.PROPOSED: f"等待{APPROVE.colleagues}{APPROVE.label}或{RETURN.label}。",
    State.APPROVED: f"已经审定，等待{PUBLISH.colleagues}{PUBLISH.label}。公开页面尚未改变。",
    State.RETURNED: "已经退回，不会发布。请照理由修改工作稿，再重新送审。",
    State.PUBLISHED: "这是读者现在看到的版次。",
    State.SUPERSEDED: "这一版公开过，后来被新版取代；它的网址仍然能打开。",
    State.WITHDRAWN: "这一版公开过，后来撤下；它的网址显示撤下的原因。",
}
NEEDS_ANOTHER_PERSON = "这一版是您自己送审的，须由另一位同事审定。"


def steps_open_to(user, edition: Edition) -> list[Step]:
    """Return the steps that this person may take with the edition as it is now."""
    return [
        step
        for step in STEPS
        if edition.state in step.states
        and step.is_for(user)
        and not reason_against(step, user, edition)
    ]


def reason_against(step: Step, user, edition: Edition) -> str:
    """Return why this person must leave the step to another, "" where they need not."""
    is_own = step == APPROVE and edition.proposed_by_id == user.pk
    return NEEDS_ANOTHER_PERSON if is_own and not settings.ALLOW_SINGLE_PERSON_APPROVAL else ""


def changes_since(old: Edition | None, document) -> Comparison | None:
    return compare(old.document, document) if old else None
